//! A week of the ladder: the sums of its positions.

use super::{
    position::{Position, Slope},
    side::{Side, Sides},
};
use crate::{money::Amount, refusal::Refusal, week::Week};

/// Faces and slopes of all positions that mature on one grid date: two storage slots, one for each pair.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Cell {
    /// The sum of the faces of each side.
    pub faces: Sides<Amount>,
    /// The sum of the slopes of each side.
    pub slopes: Sides<Slope>,
}

impl Cell {
    /// Whether nothing matures here: such a week is not live.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.faces.assets.is_zero() && self.faces.liabilities.is_zero()
    }

    /// All of a side, as one position.
    #[must_use]
    pub fn whole(&self, side: Side, week: Week) -> Position {
        Position {
            side,
            week,
            face: self.faces.of(side),
            slope: self.slopes.of(side),
        }
    }

    /// Adds a position of this week, exactly.
    ///
    /// # Errors
    /// [`Cause::AmountTooLarge`](crate::refusal::Cause::AmountTooLarge) above 2^96 - 1 units of face or [`Slope::MAX`]; the cell is as before.
    pub fn add(&mut self, position: &Position) -> Result<(), Refusal> {
        let face = self.faces.of(position.side).plus(position.face)?;
        let slope = self.slopes.of(position.side).plus(position.slope)?;
        self.set(position.side, face, slope);
        Ok(())
    }

    /// Takes a position of this week out, exactly, and returns what was taken: the last face of a side takes all the
    /// slope that is left, so that no slope is ever left without a face.
    ///
    /// # Errors
    /// [`Cause::AmountTooSmall`](crate::refusal::Cause::AmountTooSmall) if there is less face or slope; the cell is as before.
    pub fn remove(&mut self, position: &Position) -> Result<Position, Refusal> {
        let whole = self.whole(position.side, position.week);
        let face = whole.face.minus(position.face)?;
        let slope = if face.is_zero() {
            whole.slope
        } else {
            position.slope
        };
        self.set(position.side, face, whole.slope.minus(slope)?);
        Ok(Position { slope, ..*position })
    }

    fn set(&mut self, side: Side, face: Amount, slope: Slope) {
        *self.faces.of_mut(side) = face;
        *self.slopes.of_mut(side) = slope;
    }
}
