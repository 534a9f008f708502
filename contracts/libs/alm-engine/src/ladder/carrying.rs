//! The net amortised cost of all fixed positions, in one storage slot.

use super::{
    cell::Cell,
    position::{FRACTION, Position},
    side::Side,
};
use crate::{
    money::Balance,
    week::{WEEK, Week},
};

/// The carrying value of the fixed assets less that of the fixed liabilities: a straight line between two grid dates.
///
/// Its value at `t` is `base + slope (t - last rolled grid date)`; both parts are exact sums over positions, in any
/// order, so a position out leaves nothing of itself behind and the line ends at zero when the ladder is empty.
///
/// # Range
/// A position adds `face - slope (maturity - rolled)` to the base. Faces of a side are below 2^96, 2^122 in Q26. For a
/// maturity two or more weeks ahead, `maturity - rolled` is at most twice the term left when the position was bought,
/// so the second part is at most twice the face plus the rounding: 3 x 2^122 over all. For the next week it is at most
/// a week times [`Slope::MAX`](super::Slope::MAX): below 2^123.3. So a side is within 2^124.5, the net base within
/// 2^125, and the net slope within 104 x 2^104 < 2^111: 128 and 112 signed bits hold them and no sum below saturates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Carrying {
    /// The net value at the last rolled grid date, Q26 units; 128 bits in storage.
    pub base: i128,
    /// Its change per second, Q26 units; 112 bits in storage.
    pub slope: i128,
}

impl Carrying {
    /// The net value in Q26 units, exact, some seconds after the last rolled grid date, and at most up to the next live
    /// one.
    #[must_use]
    pub fn value_at(&self, since_rolled: u64) -> i128 {
        let change = self.slope.saturating_mul(since_rolled.into());
        self.base.saturating_add(change)
    }

    /// The net value in whole units, rounded down, as the net value of the book takes it.
    #[must_use]
    pub fn floor_at(&self, since_rolled: u64) -> Balance {
        Balance::new(self.value_at(since_rolled) >> FRACTION)
    }

    /// Adds a position, exactly.
    ///
    /// Net value: an asset adds at least its price, a liability at most its price, and `floor` keeps whole units whole;
    /// so what was paid or received never exceeds what was added or falls short of it.
    pub fn book(&mut self, position: &Position, rolled: Week) {
        self.shift(position, rolled, position.side == Side::Assets);
    }

    /// Takes a position out, exactly: with the slope it was booked with, or with a part of its week's.
    pub fn unbook(&mut self, position: &Position, rolled: Week) {
        self.shift(position, rolled, position.side == Side::Liabilities);
    }

    /// Moves on by a number of weeks, none of which but the last may be live.
    pub fn advance(&mut self, weeks: u16) {
        self.base = self.value_at(u64::from(weeks).saturating_mul(WEEK));
    }

    /// Takes a week out at its own grid date, when every carrying value is the face: the net value does not move, as
    /// its assets become overdue and its liabilities matured.
    pub fn retire(&mut self, cell: &Cell, week: Week) {
        self.unbook(&cell.whole(Side::Assets, week), week);
        self.unbook(&cell.whole(Side::Liabilities, week), week);
    }

    fn shift(&mut self, position: &Position, rolled: Week, up: bool) {
        let value = position.carrying_value(rolled.instant());
        let slope = position.slope.signed();
        if up {
            self.base = self.base.saturating_add(value);
            self.slope = self.slope.saturating_add(slope);
        } else {
            self.base = self.base.saturating_sub(value);
            self.slope = self.slope.saturating_sub(slope);
        }
    }
}
