//! Amounts of a book's currency, in the token's base units.
//!
//! An [`Amount`] fits 96 bits wherever it is stored, so a sum of a few never leaves 128 bits and every product with a
//! ratio goes through a 256-bit intermediate. A [`Balance`] is what may be negative: a net value, a surplus.

use crate::{
    refusal::{Cause, Refusal},
    wide,
};

/// An amount of a currency, in base units of its token.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Amount(u128);

/// A signed amount of a currency, in base units of its token.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Balance(i128);

impl Amount {
    /// Nothing.
    pub const ZERO: Self = Self(0);
    /// The most that storage holds: 2^96 - 1.
    pub const MAX: Self = Self((1 << 96) - 1);

    /// Takes a number of base units. Checked against [`Amount::MAX`] when it becomes state: [`Amount::stored`].
    #[must_use]
    pub const fn new(units: u128) -> Self {
        Self(units)
    }

    /// The number of base units.
    #[must_use]
    pub const fn raw(self) -> u128 {
        self.0
    }

    /// Whether this is nothing.
    #[must_use]
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// The same amount, if storage can hold it.
    ///
    /// # Errors
    /// [`Cause::AmountTooLarge`] with the amount and the most allowed.
    #[inline(never)]
    pub fn stored(self) -> Result<Self, Refusal> {
        if self > Self::MAX {
            return Err(Refusal::new(Cause::AmountTooLarge, self.0, Self::MAX.0));
        }
        Ok(self)
    }

    /// The exact sum, if storage can hold it.
    ///
    /// # Errors
    /// [`Cause::AmountTooLarge`].
    #[inline(never)]
    pub fn plus(self, other: Self) -> Result<Self, Refusal> {
        Self(self.0.saturating_add(other.0)).stored()
    }

    /// The exact difference.
    ///
    /// # Errors
    /// [`Cause::AmountTooSmall`] with both amounts, if `other` is the larger.
    #[inline(never)]
    pub fn minus(self, other: Self) -> Result<Self, Refusal> {
        self.0
            .checked_sub(other.0)
            .map(Self)
            .ok_or_else(|| Refusal::new(Cause::AmountTooSmall, self.0, other.0))
    }

    /// The difference, zero where `other` is the larger.
    #[must_use]
    #[inline(never)]
    pub fn less(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }

    /// The part `numerator / denominator`, rounded down, saturating; nothing of nothing (0/0 is 0).
    #[must_use]
    #[inline(never)]
    pub fn part_down(self, numerator: u128, denominator: u128) -> Self {
        if self.0 == 0 || numerator == 0 {
            return Self::ZERO;
        }
        Self(wide::mul_div_down(self.0, numerator, denominator))
    }

    /// The part `numerator / denominator`, rounded up, saturating; nothing of nothing (0/0 is 0).
    #[must_use]
    #[inline(never)]
    pub fn part_up(self, numerator: u128, denominator: u128) -> Self {
        if self.0 == 0 || numerator == 0 {
            return Self::ZERO;
        }
        Self(wide::mul_div_up(self.0, numerator, denominator))
    }

    /// As a signed amount, saturating above 2^127.
    #[must_use]
    #[inline(never)]
    pub fn signed(self) -> Balance {
        Balance(i128::try_from(self.0).unwrap_or(i128::MAX))
    }
}

impl Balance {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// Takes a signed number of base units.
    #[must_use]
    pub const fn new(units: i128) -> Self {
        Self(units)
    }

    /// The signed number of base units.
    #[must_use]
    pub const fn raw(self) -> i128 {
        self.0
    }

    /// The sum, saturating: both sides stay far below 2^127 while their amounts fit storage.
    #[must_use]
    #[inline(never)]
    pub fn plus(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }

    /// The difference, saturating.
    #[must_use]
    #[inline(never)]
    pub fn minus(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }

    /// The part above zero.
    #[must_use]
    #[inline(never)]
    pub fn gain(self) -> Amount {
        Amount(u128::try_from(self.0).unwrap_or(0))
    }

    /// The size of the part below zero.
    #[must_use]
    #[inline(never)]
    pub fn shortfall(self) -> Amount {
        if self.0 < 0 {
            Amount(self.0.unsigned_abs())
        } else {
            Amount::ZERO
        }
    }

    /// The distance from zero.
    #[must_use]
    pub fn magnitude(self) -> Amount {
        Amount(self.0.unsigned_abs())
    }
}
