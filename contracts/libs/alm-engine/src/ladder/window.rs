//! What falls due within thirty days, without walking the ladder.

use super::{
    position::Position,
    side::{Side, Sides},
};
use crate::{
    money::Amount,
    refusal::Refusal,
    units::DAY,
    week::{WEEK, Week},
};

/// How many grid dates the window sums: the next five.
pub const SPAN: u16 = 5;
/// A maturity this far ahead, or nearer, counts in full: 30 days.
pub const HORIZON: u64 = 30 * DAY;

/// The faces of the next five grid dates, of each side: one storage slot.
///
/// A maturity `T` counts with the weight `clamp((37d - (T - now)) / 7d, 0, 1)`, so that no cell jumps into the
/// horizon. With `x` seconds gone since the last grid date, the fifth week is `35d - x` and the sixth `42d - x` ahead:
/// the first four always count in full, and only one week counts in part: the fifth while `x < 5d`, from then on the
/// sixth. So the sum of five and that one week's faces are all the hot path reads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Window {
    /// The sums, for the five grid dates after the last rolled one.
    pub faces: Sides<Amount>,
}

impl Window {
    /// Adds a position if it matures inside.
    ///
    /// # Errors
    /// [`Cause::AmountTooLarge`](crate::refusal::Cause::AmountTooLarge) if the sum leaves 96 bits, which the side's
    /// total would do first.
    pub fn add(&mut self, position: &Position, rolled: Week) -> Result<(), Refusal> {
        if holds(position.week, rolled) {
            let face = self.faces.of_mut(position.side);
            *face = face.plus(position.face)?;
        }
        Ok(())
    }

    /// Takes a position out if it matures inside.
    ///
    /// # Errors
    /// [`Cause::AmountTooSmall`](crate::refusal::Cause::AmountTooSmall) if there is less.
    pub fn remove(&mut self, position: &Position, rolled: Week) -> Result<(), Refusal> {
        if holds(position.week, rolled) {
            let face = self.faces.of_mut(position.side);
            *face = face.minus(position.face)?;
        }
        Ok(())
    }

    /// A week comes into the window because time has moved on. The window stays below its side's total.
    pub fn enter(&mut self, faces: &Sides<Amount>) {
        self.each(faces, |sum, face| sum.raw().saturating_add(face.raw()));
    }

    /// The earliest live week has matured. If it is beyond the window, all that was inside has matured before it, and the
    /// window is empty already.
    pub fn leave(&mut self, faces: &Sides<Amount>) {
        self.each(faces, |sum, face| sum.less(face).raw());
    }

    /// The one week that counts in part at this moment.
    #[must_use]
    pub fn entering(rolled: Week, now: u64) -> Week {
        let sixth = since(rolled, now) >= FULL_AFTER;
        rolled.later(SPAN.saturating_add(sixth.into()))
    }

    /// What is due within the horizon, given the faces of the [entering](Self::entering) week.
    ///
    /// # Rounding
    /// Liabilities up, assets down, by less than one unit.
    #[must_use]
    pub fn due(&self, entering: &Sides<Amount>, rolled: Week, now: u64) -> Sides<Amount> {
        let since = since(rolled, now);
        let weighted = |side| {
            let (sum, face) = (self.faces.of(side), entering.of(side));
            let outflow = side == Side::Liabilities;
            // The weight of the fifth week is (2d + x) / 7d, of the sixth (x - 5d) / 7d.
            if since < FULL_AFTER {
                let missing = FULL_AFTER.saturating_sub(since);
                sum.less(part(face, missing, !outflow))
            } else {
                let entered = part(face, since.saturating_sub(FULL_AFTER), outflow);
                Amount::new(sum.raw().saturating_add(entered.raw()))
            }
        };
        Sides {
            assets: weighted(Side::Assets),
            liabilities: weighted(Side::Liabilities),
        }
    }

    fn each(&mut self, faces: &Sides<Amount>, combine: impl Fn(Amount, Amount) -> u128) {
        self.faces.assets = Amount::new(combine(self.faces.assets, faces.assets));
        self.faces.liabilities = Amount::new(combine(self.faces.liabilities, faces.liabilities));
    }
}

/// Seconds after a grid date from which the fifth week ahead lies within the horizon.
const FULL_AFTER: u64 = WEEK * SPAN as u64 - HORIZON;

/// Whether a week is one of the next five.
fn holds(week: Week, rolled: Week) -> bool {
    week > rolled && week <= rolled.later(SPAN)
}

/// Seconds since the last grid date, at most a week: with every due week rolled it is less.
fn since(rolled: Week, now: u64) -> u64 {
    now.saturating_sub(rolled.instant()).min(WEEK)
}

/// A face's part of `seconds / week`.
fn part(face: Amount, seconds: u64, up: bool) -> Amount {
    if up {
        face.part_up(seconds.into(), WEEK.into())
    } else {
        face.part_down(seconds.into(), WEEK.into())
    }
}
