//! How fixed claims bear a loss: they are kept in units, and an index turns units into money. One number writes all of
//! them down, and a claim made later is worth its face.

use crate::{
    money::Amount,
    refusal::{Cause, Refusal},
    units::WAD,
    wide,
};

/// Below this index (1e-6) a generation is closed: its units are worth nothing.
pub const CLOSES_BELOW: u128 = WAD / 1_000_000;

/// The index of the open generation of fixed claims.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LossIndex {
    /// The value of a unit, at scale 1e18: at most one, at least [`CLOSES_BELOW`].
    pub index: u128,
    /// The generation. Units of an earlier one are worth nothing.
    pub generation: u32,
}

impl Default for LossIndex {
    /// The first generation, nothing lost.
    fn default() -> Self {
        Self {
            index: WAD,
            generation: 0,
        }
    }
}

impl LossIndex {
    /// The units of a new claim, rounded up: worth exactly the face, because a unit is never worth more than one.
    ///
    /// # Errors
    /// [`Cause::AmountTooLarge`] if storage cannot hold them.
    pub fn units(&self, face: Amount) -> Result<Amount, Refusal> {
        Amount::new(wide::mul_div_up(face.raw(), WAD, self.index)).stored()
    }

    /// What units of a generation are worth, rounded down.
    #[must_use]
    pub fn worth(&self, units: Amount, generation: u32) -> Amount {
        if generation != self.generation {
            return Amount::ZERO;
        }
        units.part_down(self.index, WAD)
    }

    /// Writes down claims worth `claims` in all by `loss`. Claims of `claims` in all are then worth `claims - loss` or
    /// less, and nothing if the index falls below [`CLOSES_BELOW`]: what they lose beyond the loss is the book's gain.
    ///
    /// # Errors
    /// [`Cause::AmountTooSmall`] if the loss is greater than the claims.
    pub fn write_down(&self, claims: Amount, loss: Amount) -> Result<Self, Refusal> {
        let left = claims.minus(loss)?;
        if loss.is_zero() {
            return Ok(*self);
        }
        let index = wide::mul_div_down(self.index, left.raw(), claims.raw());
        if index >= CLOSES_BELOW {
            return Ok(Self {
                index,
                generation: self.generation,
            });
        }
        match self.generation.checked_add(1) {
            Some(generation) => Ok(Self {
                index: WAD,
                generation,
            }),
            None => Err(Refusal::new(
                Cause::OutOfBounds,
                u64::from(self.generation),
                u64::from(u32::MAX),
            )),
        }
    }
}
