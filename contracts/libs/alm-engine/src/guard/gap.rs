//! The duration gap: what a book loses when interest rates rise by a basis point.
//!
//! The hot path knows of each side only `sum F (T - t)`, in unit-seconds, from the moments of the ladder. The epoch's
//! strike over the whole ladder gives the exact figure per undiscounted one, and this ratio carries the discounting
//! until the next strike.

use crate::{
    money::{Amount, Balance},
    units::YEAR,
};

/// What unit-seconds times a ratio in billionths are divided by: a year, ten thousand basis points, a billion.
const PER_UNIT: u128 = YEAR as u128 * 10_000 * 1_000_000_000;

/// One side of the ladder.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Exposure {
    /// `sum F (T - t)` over its fixed positions: base units times seconds.
    pub unit_seconds: u128,
    /// Exact DV01 per undiscounted DV01 at the last strike, in billionths.
    pub ratio: u32,
}

impl Exposure {
    /// The loss of value per basis point, base units, rounded down.
    #[must_use]
    pub fn dv01(&self) -> Amount {
        Amount::new(self.unit_seconds).part_down(self.ratio.into(), PER_UNIT)
    }
}

/// `g = DV01 of assets - DV01 of liabilities`, base units per basis point: above zero the book loses when rates rise.
///
/// Rounded away from zero; a difference of less than a unit is none.
#[must_use]
pub fn gap(assets: Exposure, liabilities: Exposure) -> Balance {
    let difference = assets.dv01().signed().minus(liabilities.dv01().signed());
    difference.plus(Balance::new(difference.raw().signum()))
}
