//! The index of floating loans: what one debt share owes, at scale 1e24.
//!
//! It grows by `e^(rate seconds)`, never falls (INV-BOOK-04), and never fails: at the end of its range it stands
//! still, so that a repayment is never refused by an accrual.

use alm_math::lean;

use crate::{money::Amount, rates::rate::PerSecond, units::WAD, wide};

/// What one debt share owes, in base units, at scale 1e24.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Index(u128);

/// The largest exponent of one step: `e^20` is 4.8e8, beyond the range of the index.
const LARGEST: u128 = 20 * WAD;

impl Default for Index {
    fn default() -> Self {
        Self::ONE
    }
}

impl Index {
    /// The index at listing: a share owes one unit.
    pub const ONE: Self = Self(1_000_000_000_000_000_000_000_000);
    /// The most that storage holds, 2^96 - 1: 79,228 times the first index.
    pub const MAX: Self = Self((1 << 96) - 1);

    /// The index of so many 1e-24, inside its range.
    #[must_use]
    pub fn new(raw: u128) -> Self {
        Self(raw).min(Self::MAX)
    }

    /// The number of 1e-24.
    #[must_use]
    pub const fn raw(self) -> u128 {
        self.0
    }

    /// The index after some seconds at a rate; it stands still at [`Index::MAX`].
    ///
    /// # Rounding
    /// Up: never below `index e^(rate seconds)`, and above it by less than 3e-18 of it and one unit. Two steps never
    /// lead lower than one over the same time, and without time or rate nothing moves.
    #[must_use]
    pub fn after(self, rate: PerSecond, seconds: u64) -> Self {
        let exponent = u128::from(rate.raw()).saturating_mul(seconds.into());
        if exponent == 0 {
            return self;
        }
        let nearest = lean::exp(exponent.min(LARGEST) as i128).unwrap_or(u128::MAX);
        // One unit more would be above the true growth. Two make each factor high by 1.5 to 2.5 units, so that the
        // product of two, high by 3 at least, is never below the factor of the whole step.
        let growth = nearest.saturating_add(2);
        Self::new(wide::mul_div_up(self.0, growth, WAD))
    }

    /// What debt shares owe, rounded up.
    #[must_use]
    #[inline(never)]
    pub fn debt_up(self, shares: Amount) -> Amount {
        shares.part_up(self.0, Self::ONE.0)
    }

    /// Debt shares for a loan of an amount, rounded up: the borrower owes at least what he draws.
    #[must_use]
    pub fn shares_drawn_up(self, amount: Amount) -> Amount {
        amount.part_up(Self::ONE.0, self.0)
    }

    /// Debt shares that a repayment cancels, rounded down: never more than it pays for.
    #[must_use]
    pub fn shares_repaid_down(self, amount: Amount) -> Amount {
        amount.part_down(Self::ONE.0, self.0)
    }
}
