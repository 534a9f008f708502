//! What a desk holds of the fixed positions: its caps, and its part of a week.
//!
//! The term desk of a book is trusted with all that others do not hold: its deposits are kept by the ladder alone, which
//! saves it two slots an action. Every other desk has a line, and a slot for each week it holds something of.

use alm_engine::{
    ladder::{Side, Slope},
    money::Amount,
    refusal::Cause,
    week::Week,
};
use alm_stylus::{
    Failure, host, packed, slots,
    words::{Word, is_zero, word},
};

use crate::{
    books::Books,
    errors::{self, refuse, refused},
    open::Open,
    storage::{TERM_DESK, address_of, line_slot},
};

/// Bytes of a cap and of what is held under it.
pub(crate) static CAP_WIDTHS: [u8; 2] = [12, 12];
/// Bytes of a week's face and slope.
static WEEK_WIDTHS: [u8; 2] = [12, 14];

/// A desk's part of a side, and of one of its weeks.
#[derive(Default)]
pub(crate) struct Holding {
    /// The desk.
    pub(crate) desk: Word,
    /// Where its cap and its part of the week lie; zero for the term desk, which has neither.
    line: Word,
    part: Word,
    maturity: u64,
    cap: u128,
    held: Amount,
    face: Amount,
    slope: Slope,
}

impl Books {
    /// The caller's part of a side and a week.
    ///
    /// # Errors
    /// `NotDesk`.
    #[inline(never)]
    pub(crate) fn holding(
        &self,
        open: &Open,
        side: Side,
        week: Week,
        holding: &mut Holding,
    ) -> Result<(), Failure> {
        let vm = self.vm();
        holding.desk = host::sender(vm);
        holding.maturity = week.instant();
        if side == Side::Liabilities && self.term_desk(open) == holding.desk {
            return Ok(());
        }
        holding.line = side_slot(line_slot(vm, &open.token, &holding.desk), side);
        let mut fields = [0; 2];
        packed::load(vm, &holding.line, &CAP_WIDTHS, &mut fields);
        let [cap, held] = fields;
        if cap == 0 && held == 0 {
            return Err(errors::not_desk(&open.token, &holding.desk));
        }
        (holding.cap, holding.held) = (cap, Amount::new(held));
        let week = word(week.index().into());
        holding.part = host::keccak(vm, [week, holding.line].as_flattened());
        packed::load(vm, &holding.part, &WEEK_WIDTHS, &mut fields);
        let [face, slope] = fields;
        (holding.face, holding.slope) = (Amount::new(face), Slope::new(slope));
        Ok(())
    }

    /// The term desk of a book.
    #[inline(never)]
    pub(crate) fn term_desk(&self, open: &Open) -> Word {
        let [top, bottom, _] = self.fields(&open.sheet, &TERM_DESK);
        address_of(top, bottom)
    }

    /// Writes a holding.
    #[inline(never)]
    pub(crate) fn store_holding(&self, holding: &Holding) {
        if is_zero(&holding.line) {
            return;
        }
        packed::store(
            self.vm(),
            &holding.line,
            &CAP_WIDTHS,
            &[holding.cap, holding.held.raw()],
        );
        let part = [holding.face.raw(), holding.slope.raw()];
        packed::store(self.vm(), &holding.part, &WEEK_WIDTHS, &part);
    }
}

/// The slot of a desk's cap on a side: after that of its floating loans.
#[inline(never)]
pub(crate) fn side_slot(mut line: Word, side: Side) -> Word {
    slots::advance(&mut line, if side == Side::Assets { 1 } else { 2 });
    line
}

impl Holding {
    /// Adds a position.
    ///
    /// # Errors
    /// `CapExceeded`.
    pub(crate) fn comes(&mut self, face: Amount, slope: Slope) -> Result<(), Failure> {
        if is_zero(&self.line) {
            return Ok(());
        }
        self.held = self.held.plus(face).map_err(refused)?;
        if self.held.raw() > self.cap {
            return Err(refuse(Cause::CapExceeded, self.held.raw(), self.cap));
        }
        self.face = self.face.plus(face).map_err(refused)?;
        self.slope = self.slope.plus(slope).map_err(refused)?;
        Ok(())
    }

    /// Takes a position out; the last face takes all the slope. Returns the slope that went.
    ///
    /// # Errors
    /// `PositionTooSmall` with the face, or the slope, it holds and gave.
    pub(crate) fn goes(
        &mut self,
        token: &Word,
        face: Amount,
        slope: Slope,
    ) -> Result<Slope, Failure> {
        if is_zero(&self.line) {
            return Ok(slope);
        }
        let small =
            |have, want| errors::position_too_small(token, &self.desk, self.maturity, have, want);
        if face > self.face {
            return Err(small(self.face.raw(), face.raw()));
        }
        let taken = if face == self.face { self.slope } else { slope };
        let Ok(rest) = self.slope.minus(taken) else {
            return Err(small(self.slope.raw(), taken.raw()));
        };
        self.slope = rest;
        self.face = self.face.less(face);
        self.held = self.held.less(face);
        Ok(taken)
    }
}
