//! Bits below the unit, so that a sum is rounded once.
#![allow(
    clippy::arithmetic_side_effects,
    reason = "ranges are argued line by line"
)]

use crate::money::Amount;

/// How many bits below the unit there is room for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scale(u32);

impl Scale {
    /// Of sums of some gross amount: it gets 104 bits.
    #[must_use]
    pub fn of(gross: u128) -> Self {
        Self(gross.leading_zeros().saturating_sub(24).min(103))
    }

    /// An amount with these bits below the unit.
    #[must_use]
    pub fn up(self, amount: Amount) -> u128 {
        amount.raw() << self.0
    }

    /// A scaled number in units, rounded down.
    #[must_use]
    pub fn down(self, scaled: i128) -> i128 {
        scaled >> self.0
    }

    /// A scaled number in units, rounded up.
    #[must_use]
    pub fn ceil(self, scaled: i128) -> i128 {
        -(-scaled >> self.0)
    }

    /// A scaled number in units, to the nearest, halves up.
    #[must_use]
    pub fn nearest(self, scaled: i128) -> i128 {
        // Shifted by one less, then halved: without room for a carry.
        match self.0.checked_sub(1) {
            Some(less) => ((scaled >> less) + 1) >> 1,
            None => scaled,
        }
    }
}
