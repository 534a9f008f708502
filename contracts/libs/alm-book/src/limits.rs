//! What a book's liquidity and duration allow, and what moving them costs.

use alm_engine::{
    book::shares::Valuation,
    deal::Standing,
    guard::{
        band::{Reading, guard},
        gap::{Exposure, gap},
        surplus::Liquidity,
    },
    imbalance::pot::{Terms, settle},
    ladder::{Marks, Moments, RATIO_ONE, Sides},
    money::{Amount, Balance},
    units::DAY,
};
use alm_stylus::{Failure, packed::from_float};

use crate::{
    errors::refused,
    layout::{
        EPOCH, LIVE, MARK_BYTES, MARK_HIGH, MARK_LOW, OUTFLOW_WEIGHT, QUEUED, RUN_OFF, TOP, WHOLE,
    },
    open::Open,
};

/// Billionths in a millionth.
const BILLIONTHS: u32 = 1_000;

impl Open {
    /// The book's liquidity, with the largest holder's part of the floating deposits.
    #[inline(never)]
    pub(crate) fn liquidity(&self, top: Amount, into: &mut Liquidity) {
        let ladder = &self.ladder;
        let due = ladder
            .window
            .due(&self.entering, ladder.rolled, self.book.accrued_at);
        into.cash = self.book.cash;
        into.pot = self.claims.pot;
        into.drip = self.book.drip.remaining(self.book.accrued_at);
        into.reserved = self.claims.reserved;
        into.matured = self.claims.matured;
        into.countable_buffer = self.countable;
        into.floating = self.net_value().gain();
        into.top = top;
        into.due_liabilities = due.liabilities;
        into.due_assets = due.assets;
        into.queued = self.queued();
        into.run_off = self.sheet.field(RUN_OFF) as u32;
        into.coverage = self.sheet.field(OUTFLOW_WEIGHT) as u16;
    }

    /// Where the book stands, fixed positions included.
    #[inline(never)]
    pub(crate) fn standing(&self, into: &mut Standing) {
        self.liquidity(self.top(), &mut into.liquidity);
        into.window = self.ladder.window;
        into.entering = self.entering;
        into.exposures = self.exposures();
        into.rolled = self.ladder.rolled;
        into.now = self.book.accrued_at;
    }

    /// The interest rate exposure of each side, as far as it was loaded.
    pub(crate) fn exposures(&self) -> Sides<Exposure> {
        let [assets, liabilities, _] = self.struck;
        let exposure = |moments: &Moments, ratio: u128| Exposure {
            unit_seconds: moments.unit_seconds(self.book.accrued_at),
            // Never struck: undiscounted. Else below 2^24 millionths.
            ratio: match ratio as u32 {
                0 => RATIO_ONE,
                ratio => ratio.saturating_mul(BILLIONTHS),
            },
        };
        Sides {
            assets: exposure(&self.ladder.moments.assets, assets),
            liabilities: exposure(&self.ladder.moments.liabilities, liabilities),
        }
    }

    /// Cash that is spoken for: what has left, matured or been settled, and the pot.
    pub(crate) fn kept(&self) -> Amount {
        let Self { claims, .. } = self;
        // Each is below 2^96.
        let kept = claims.pot.raw().wrapping_add(claims.matured.raw());
        Amount::new(kept.wrapping_add(claims.reserved.raw()))
    }

    /// Cash that new loans and instant exits may not use: what is spoken for, and what queues to leave, or was lent for it.
    pub(crate) fn withheld(&self) -> Amount {
        let queued = self.queued().max(self.lent);
        Amount::new(self.kept().raw().saturating_add(queued.raw()))
    }

    /// The largest holder's part, as it was told last.
    pub(crate) fn top(&self) -> Amount {
        self.part_of_deposits(TOP)
    }

    /// What queues to leave, as it was told last.
    pub(crate) fn queued(&self) -> Amount {
        self.part_of_deposits(QUEUED)
    }

    #[inline(never)]
    fn part_of_deposits(&self, place: usize) -> Amount {
        let part = self.sheet.field(place);
        self.net_value().gain().part_up(part, WHOLE)
    }

    /// What the last strike adds to cost, wider for every day it has been missed; nothing without a ladder.
    #[inline(never)]
    pub(crate) fn marks(&self) -> Marks {
        if !self.sheet.has(LIVE) {
            return Marks::default();
        }
        let mark = |place| Balance::new(self.sheet.signed(place, MARK_BYTES));
        let marks = Marks {
            low: mark(MARK_LOW),
            high: mark(MARK_HIGH),
        };
        let [_, _, allowance] = self.struck;
        let missed = self.missed(self.book.accrued_at);
        marks.widened(missed, Amount::new(from_float(allowance)))
    }

    /// Whole days since the strike was due.
    pub(crate) fn missed(&self, now: u64) -> u16 {
        let due = (self.sheet.field(EPOCH) as u64).saturating_add(1);
        u16::try_from((now / DAY).saturating_sub(due)).unwrap_or(u16::MAX)
    }

    /// What shares cost and fetch.
    pub(crate) fn valuation(&self, supply: alm_engine::book::shares::Shares) -> Valuation {
        let marks = self.marks();
        Valuation::new(supply, self.net_value(), marks.low, marks.high)
    }

    /// A reading with the duration gap as it is: only fixed positions move it.
    #[inline(never)]
    pub(crate) fn reading(&self, surplus: Balance) -> Reading {
        let exposures = self.exposures();
        Reading {
            surplus,
            gap: gap(exposures.assets, exposures.liabilities),
        }
    }

    /// The potential as it is, where there is a pot that moves with it.
    pub(crate) fn potential_if_funded(&self) -> Amount {
        if self.claims.pot.is_zero() {
            return Amount::ZERO;
        }
        let mut liquidity = Liquidity::default();
        self.liquidity(self.top(), &mut liquidity);
        self.snapshot().potential(self.reading(liquidity.surplus()))
    }

    /// Moves the pot after an action that pays nothing, whatever it did to the potential of before: what the pot may no
    /// longer keep goes to the drip.
    #[inline(never)]
    pub(crate) fn keep_to_potential(&mut self, before: Amount) -> Result<(), Failure> {
        self.settle_pot(before, self.potential_if_funded(), false)
    }

    /// Refuses a move of the surplus beyond an edge, and takes what the move costs into the pot.
    #[inline(never)]
    pub(crate) fn charge(
        &mut self,
        before: Balance,
        after: Balance,
        edge: usize,
    ) -> Result<(), Failure> {
        self.charge_move(self.reading(before), self.reading(after), edge)
    }

    /// Refuses a move beyond an edge, and takes what the move costs into the pot.
    #[inline(never)]
    pub(crate) fn charge_move(
        &mut self,
        before: Reading,
        after: Reading,
        edge: usize,
    ) -> Result<(), Failure> {
        guard(before, after, self.edge(edge)).map_err(refused)?;
        let snapshot = self.snapshot();
        let (before, after) = (snapshot.potential(before), snapshot.potential(after));
        self.settle_pot(before, after, true)
    }

    /// Moves the pot as the potential moves: an action pays for a rise, or nothing.
    #[inline(never)]
    pub(crate) fn settle_pot(
        &mut self,
        before: Amount,
        after: Amount,
        pays: bool,
    ) -> Result<(), Failure> {
        let terms = Terms {
            pays,
            ..Terms::FREE
        };
        let settlement = settle(self.claims.pot, before, after, terms).map_err(refused)?;
        let change = settlement.pot.signed().minus(self.claims.pot.signed());
        self.book.change_claims(change).map_err(refused)?;
        self.claims.pot = settlement.pot;
        self.retain(settlement.dripped)
    }

    /// Puts a one-off gain into the drip.
    #[inline(never)]
    pub(crate) fn retain(&mut self, gain: Amount) -> Result<(), Failure> {
        if gain.is_zero() {
            return Ok(());
        }
        self.book.retain(gain).map_err(refused)
    }
}
