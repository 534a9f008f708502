//! The ladder: every fixed-term position of a book, by the week it matures in, and what can be said of all at once.
//!
//! A position is zero-coupon: its price is paid now, its face at maturity. Its carrying value, the amortised cost, is
//! the straight line from one to the other. The ladder keeps sums only, each exact in integers whatever the order of
//! actions: faces and slopes per week ([`Cell`]), the net line of all positions ([`Carrying`]), three moments of each
//! side ([`Moments`]), what is due within thirty days ([`Window`]), and which weeks hold anything ([`LiveWeeks`]).
//! So every question of the hot path costs the same with one position or a million.
//!
//! Rounding happens once, when a position gets its slope ([`Position`]), for the pool; sums of slopes are exact. A
//! position leaves with the slope it came with, or, where positions of a week are fungible, with its share of the
//! week's slope. A week's side must follow one of the two rules: mixed, a slope could be missing at the last.
//!
//! Source: amortised cost with straight-line accretion; the sums follow from its being linear in time between two grid
//! dates. [`Ladder::roll`] carries the sums over grid dates, [`Ladder::strike`] revalues the whole
//! ladder on a curve.

mod carrying;
mod cell;
mod live_weeks;
mod moments;
mod position;
mod roll;
mod side;
mod strike;
mod window;

pub use carrying::Carrying;
pub use cell::Cell;
pub use live_weeks::{Iter, LiveWeeks};
pub use moments::Moments;
pub use position::{FRACTION, Position, Slope};
pub use roll::{Cells, Rolled};
pub use side::{Side, Sides};
pub use strike::{Discount, Factor, Marks, RATIO_ONE, Strike};
pub use window::{HORIZON, SPAN, Window};

use crate::{
    refusal::{Cause, Refusal},
    week::{LONGEST, Week},
};

/// All that is kept of the ladder besides its cells.
///
/// A floating action needs only `rolled` and `carrying`. A fixed action changes the rest too, but of the moments only
/// its own side's: the other side's may be left at its default.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Ladder {
    /// The last grid date at which the ladder was rolled.
    pub rolled: Week,
    /// The net amortised cost.
    pub carrying: Carrying,
    /// The moments of each side.
    pub moments: Sides<Moments>,
    /// What the next five grid dates hold.
    pub window: Window,
    /// The weeks that hold anything.
    pub live: LiveWeeks,
}

impl Ladder {
    /// Books a position into its week, with every due week rolled.
    ///
    /// # Errors
    /// [`Cause::MaturityPassed`] or [`Cause::MaturityTooFar`] for a week outside the next [`LONGEST`];
    /// [`Cause::AmountTooLarge`] if the week's slopes or the side's faces leave their range. Ladder and cell are then
    /// of no more use.
    pub fn book(&mut self, cell: &mut Cell, position: &Position) -> Result<(), Refusal> {
        self.open(position.week)?;
        cell.add(position)?;
        self.moments.of_mut(position.side).add(position)?;
        self.window.add(position, self.rolled)?;
        self.carrying.book(position, self.rolled);
        self.live.mark(position.week);
        Ok(())
    }

    /// Takes a position out of its week before maturity, with every due week rolled, and returns it as it was taken:
    /// the last face of a side takes all the slope there is.
    ///
    /// What the position was carried at, [`Position::carrying_value`], leaves the net value; what is paid for it
    /// enters or leaves too. With [`Position::cost_down`] paid out, or [`Position::cost_up`] paid in, the net value
    /// does not fall.
    ///
    /// # Errors
    /// [`Cause::MaturityPassed`] for a week that was rolled; [`Cause::AmountTooSmall`] if the week holds less face or
    /// slope. Ladder and cell are then of no more use.
    pub fn unbook(&mut self, cell: &mut Cell, position: &Position) -> Result<Position, Refusal> {
        self.open(position.week)?;
        let taken = cell.remove(position)?;
        self.moments.of_mut(taken.side).remove(&taken)?;
        self.window.remove(&taken, self.rolled)?;
        self.carrying.unbook(&taken, self.rolled);
        if cell.is_empty() {
            self.live.clear(taken.week);
        }
        Ok(taken)
    }

    /// Whether a week can hold a position: two that are further apart could share a bit of the map.
    fn open(&self, week: Week) -> Result<(), Refusal> {
        let first = self.rolled.later(1);
        if week < first {
            let (have, want) = (week.instant(), first.instant());
            return Err(Refusal::new(Cause::MaturityPassed, have, want));
        }
        let last = self.rolled.later(LONGEST);
        if week > last {
            let (have, want) = (week.instant(), last.instant());
            return Err(Refusal::new(Cause::MaturityTooFar, have, want));
        }
        Ok(())
    }
}
