//! The cold slots of a book: which of them a function loads, and which are written back.

use alm_engine::{
    book::drip::Drip,
    ladder::{LiveWeeks, Moments, SPAN, Window},
    money::Amount,
};

use crate::{
    books::Books,
    layout::{BACKED, BORROWS, COVERED, DRIPS, FUNDED, KEPT, LENDS, LENT, LIVE, NEAR, OWES},
    open::Open,
    storage::{
        ASSETS, BACKING, BUFFER, CAPITAL, Cold, DRIP, KEPT_CASH, LENT_CASH, LIABILITIES,
        LIVE_WEEKS, MODEL, OWED, Sheet, WINDOW,
    },
};

/// Cash that is spoken for.
pub const SPOKEN_FOR: u8 = 1;
/// What is due.
const DUE: u8 = 2;
/// Moments, and the zones of the gap.
pub(crate) const GAP: u8 = 4;
/// The live weeks.
pub const WEEKS: u8 = 8;
/// What is owed to the buffer, and overdue.
pub const DEBTS: u8 = 16;
/// What the buffer owes, and can be charged with.
const CHARGED: u8 = 32;
/// What of the buffer counts as liquidity.
const COVER: u8 = 64;
/// What is due and the moments change: they are needed whether or not a week is live.
const CHANGES: u8 = 128;
/// What liquidity is read from.
pub const LIQUIDITY: u8 = SPOKEN_FOR | DUE | COVER;
/// All parts of the claims: whose they are.
pub const OWNERS: u8 = SPOKEN_FOR | DEBTS | CHARGED;
/// What a position changes of the ladder beside its cell, and limits are read from. The live weeks are needed where a cell
/// is, or becomes, empty.
pub const LADDER: u8 = LIQUIDITY | GAP | CHANGES;

impl Books {
    /// Loads drip and capital where they are not empty.
    #[inline(always)]
    pub(crate) fn load_capital(&self, open: &mut Open) {
        if open.sheet.has(DRIPS) {
            let [amount, from, until] = self.fields(&open.sheet, &DRIP);
            open.book.drip = Drip {
                amount: Amount::new(amount),
                from: from as u64,
                until: until as u64,
            };
        }
        if open.sheet.has(FUNDED) {
            let [pot, equity] = self.fields(&open.sheet, &CAPITAL).map(Amount::new);
            open.claims.pot = pot;
            open.claims.equity = equity;
        }
    }

    /// Loads what a function needs beyond the hot slots. A pot is measured by the whole potential, whatever is done.
    #[inline(never)]
    pub(crate) fn load_needed(&self, open: &mut Open, mut parts: u8) {
        if !open.claims.pot.is_zero() {
            parts |= LIQUIDITY | GAP;
        }
        let has_ladder = open.sheet.has(LIVE) || parts & CHANGES != 0;
        if !has_ladder {
            parts &= !(DUE | GAP);
        }
        self.load(open, parts);
        if parts & DUE != 0 && open.sheet.has(NEAR) {
            let entering = Window::entering(open.ladder.rolled, self.now());
            open.entering = self.faces(&open.sheet, entering);
        }
    }

    /// Loads parts that have not been loaded.
    #[inline(never)]
    pub(crate) fn load(&self, open: &mut Open, parts: u8) {
        let missing = parts & !open.parts;
        open.parts |= parts;
        if missing & SPOKEN_FOR != 0 && open.sheet.has(KEPT) {
            let fields = self.fields(&open.sheet, &KEPT_CASH);
            let [matured, reserved] = fields.map(Amount::new);
            open.claims.matured = matured;
            open.claims.reserved = reserved;
        }
        if missing & COVER != 0 && open.sheet.has(COVERED) {
            let [_, _, countable] = self.fields(&open.sheet, &BUFFER);
            open.countable = Amount::new(countable);
        }
        if missing & SPOKEN_FOR != 0 && open.sheet.has(LENT) {
            let [lent] = self.fields(&open.sheet, &LENT_CASH);
            open.lent = Amount::new(lent);
        }
        if missing & DUE != 0 {
            let [assets, liabilities, struck @ ..] = self.fields(&open.sheet, &WINDOW);
            open.ladder.window.faces.assets = Amount::new(assets);
            open.ladder.window.faces.liabilities = Amount::new(liabilities);
            open.struck = struck;
        }
        if missing & GAP != 0 {
            let moments = &mut open.ladder.moments;
            moments.assets = self.moments(&open.sheet, LENDS, &ASSETS);
            moments.liabilities = self.moments(&open.sheet, BORROWS, &LIABILITIES);
            let [_, _, _, zones @ ..] = self.fields(&open.sheet, &MODEL);
            open.zones = zones;
        }
        if missing & WEEKS != 0 {
            let [a, b, c, d] = self
                .fields(&open.sheet, &LIVE_WEEKS)
                .map(|limb| limb as u64);
            open.ladder.live = LiveWeeks([d, c, b, a]);
        }
        if missing & DEBTS != 0 && open.sheet.has(OWES) {
            let [owed, overdue] = self.fields(&open.sheet, &OWED).map(Amount::new);
            open.claims.owed_to_buffer = owed;
            open.claims.overdue = overdue;
        }
        if missing & CHARGED != 0 && open.sheet.has(BACKED) {
            let fields = self.fields(&open.sheet, &BACKING);
            [open.claims.receivable, open.chargeable] = fields.map(Amount::new);
        }
    }

    /// Writes the parts that were loaded, or are no longer empty, and marks which are. The host's cache writes out only
    /// the words that changed.
    #[inline(always)]
    pub(crate) fn store_parts(&self, open: &mut Open) {
        let Drip {
            amount,
            from,
            until,
        } = open.book.drip;
        let drip = [amount.raw(), from.into(), until.into()];
        self.store_flagged(&mut open.sheet, DRIPS, &DRIP, &drip);
        let claims = &open.claims;
        let capital = [claims.pot.raw(), claims.equity.raw()];
        self.store_flagged(&mut open.sheet, FUNDED, &CAPITAL, &capital);
        if open.parts & SPOKEN_FOR != 0 {
            let kept = [claims.matured.raw(), claims.reserved.raw()];
            self.store_flagged(&mut open.sheet, KEPT, &KEPT_CASH, &kept);
            self.store_flagged(&mut open.sheet, LENT, &LENT_CASH, &[open.lent.raw()]);
        }
        if open.parts & DEBTS != 0 {
            let debts = [claims.owed_to_buffer.raw(), claims.overdue.raw()];
            self.store_flagged(&mut open.sheet, OWES, &OWED, &debts);
        }
        if open.parts & CHARGED != 0 {
            let backing = [claims.receivable.raw(), open.chargeable.raw()];
            self.store_flagged(&mut open.sheet, BACKED, &BACKING, &backing);
        }
        if open.parts & WEEKS != 0 {
            let LiveWeeks([d, c, b, a]) = open.ladder.live;
            let weeks = [a, b, c, d].map(u128::from);
            self.store_flagged(&mut open.sheet, LIVE, &LIVE_WEEKS, &weeks);
            open.mark_near();
        }
        if open.parts & CHANGES != 0 {
            self.store_ladder(open);
        }
    }

    /// Writes what is due and the moments.
    #[inline(never)]
    fn store_ladder(&self, open: &mut Open) {
        let sheet = &mut open.sheet;
        let faces = open.ladder.window.faces;
        let [assets, liabilities, allowance] = open.struck;
        let window = [
            faces.assets.raw(),
            faces.liabilities.raw(),
            assets,
            liabilities,
            allowance,
        ];
        self.store_fields(sheet, &WINDOW, &window);
        let moments = &open.ladder.moments;
        for (side, flag, cold) in [
            (&moments.assets, LENDS, &ASSETS),
            (&moments.liabilities, BORROWS, &LIABILITIES),
        ] {
            self.store_flagged(sheet, flag, cold, &[side.face.raw(), side.face_weeks]);
        }
    }

    /// Writes a cold slot that is, or was, not empty, and marks which it is.
    #[inline(always)]
    fn store_flagged<const N: usize>(
        &self,
        sheet: &mut Sheet,
        flag: u128,
        cold: &Cold<N>,
        fields: &[u128; N],
    ) {
        self.store_used(sheet, flag, (cold.place, &cold.widths), fields);
    }

    #[inline(never)]
    fn store_used(
        &self,
        sheet: &mut Sheet,
        flag: u128,
        (place, widths): (u8, &[u8]),
        fields: &[u128],
    ) {
        let is_used = fields.iter().any(|field| *field != 0);
        if is_used || sheet.has(flag) {
            self.store_cold(sheet, place, widths, fields);
            sheet.mark(flag, is_used);
        }
    }

    /// The second moment is not kept: whoever asks for dispersion walks the weeks.
    fn moments(&self, sheet: &Sheet, flag: u128, cold: &Cold<2>) -> Moments {
        if !sheet.has(flag) {
            return Moments::default();
        }
        let [face, face_weeks] = self.fields(sheet, cold);
        Moments {
            face: Amount::new(face),
            face_weeks,
            ..Moments::default()
        }
    }
}

impl Open {
    /// Marks whether one of the two weeks that may count in part holds anything. The live weeks were loaded.
    #[inline(never)]
    pub(crate) fn mark_near(&mut self) {
        let (live, fifth) = (&self.ladder.live, self.ladder.rolled.later(SPAN));
        let is_near = live.contains(fifth) || live.contains(fifth.later(1));
        self.sheet.mark(NEAR, is_near);
    }
}
