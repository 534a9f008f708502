//! The signed 18-decimal number.

use crate::{MathError, ParseDecimalError, WAD_ONE, Wad, decimal, mul_div_down, mul_div_up};
use alloy_primitives::{I256, Sign, U256};
use core::{fmt, str::FromStr};

/// A signed number with 18 decimals: log-returns, net cash flows, z-scores. One step (ulp) is 1e-18.
///
/// Down means towards minus infinity and up towards plus infinity, whatever the sign.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SignedWad(I256);

impl SignedWad {
    /// Nothing.
    pub const ZERO: Self = Self(I256::ZERO);
    /// The number one.
    pub const ONE: Self = Self(I256::from_raw(WAD_ONE));
    /// The largest value, (2^255 - 1) raw.
    pub const MAX: Self = Self(I256::MAX);
    /// The smallest value, -2^255 raw.
    pub const MIN: Self = Self(I256::MIN);

    /// Takes the raw integer at scale 1e18.
    #[must_use]
    pub const fn from_raw(raw: I256) -> Self {
        Self(raw)
    }

    /// The raw integer at scale 1e18.
    #[must_use]
    pub const fn raw(self) -> I256 {
        self.0
    }

    /// Takes a raw 128-bit integer at scale 1e18, as the lean functions give and take.
    #[must_use]
    pub const fn from_i128(raw: i128) -> Self {
        let extension = (raw >> 127) as u64;
        let limbs = [raw as u64, (raw >> 64) as u64, extension, extension];
        Self(I256::from_raw(U256::from_limbs(limbs)))
    }

    /// The raw integer if it fits in 128 bits.
    #[must_use]
    pub fn to_i128(self) -> Option<i128> {
        i128::try_from(self.0).ok()
    }

    /// Whether this is below zero.
    #[must_use]
    pub const fn is_negative(self) -> bool {
        self.0.is_negative()
    }

    /// The distance from zero. Exact for every value, the smallest included.
    #[must_use]
    pub fn magnitude(self) -> Wad {
        Wad::from_raw(self.0.unsigned_abs())
    }

    /// The number with this sign and distance from zero.
    ///
    /// # Errors
    /// [`MathError::Overflow`] or [`MathError::Underflow`] if it does not fit.
    pub fn from_parts(negative: bool, magnitude: Wad) -> Result<Self, MathError> {
        let (sign, out_of_range) = if negative {
            (Sign::Negative, MathError::Underflow)
        } else {
            (Sign::Positive, MathError::Overflow)
        };
        I256::checked_from_sign_and_abs(sign, magnitude.raw())
            .map(Self)
            .ok_or(out_of_range)
    }

    /// The same number without a sign.
    ///
    /// # Errors
    /// [`MathError::Underflow`] below zero.
    pub fn to_unsigned(self) -> Result<Wad, MathError> {
        if self.is_negative() {
            return Err(MathError::Underflow);
        }
        Ok(self.magnitude())
    }

    /// The number with the other sign.
    ///
    /// # Errors
    /// [`MathError::Overflow`] for [`SignedWad::MIN`], whose opposite does not fit.
    pub fn checked_neg(self) -> Result<Self, MathError> {
        self.0.checked_neg().map(Self).ok_or(MathError::Overflow)
    }

    /// The exact sum.
    ///
    /// # Errors
    /// [`MathError::Overflow`] or [`MathError::Underflow`] if it does not fit.
    pub fn checked_add(self, other: Self) -> Result<Self, MathError> {
        self.0
            .checked_add(other.0)
            .map(Self)
            .ok_or_else(|| out_of_range(self.is_negative()))
    }

    /// The exact difference.
    ///
    /// # Errors
    /// [`MathError::Overflow`] or [`MathError::Underflow`] if it does not fit.
    pub fn checked_sub(self, other: Self) -> Result<Self, MathError> {
        // A difference leaves the range only if the signs differ, then on the side of the first number.
        self.0
            .checked_sub(other.0)
            .map(Self)
            .ok_or_else(|| out_of_range(self.is_negative()))
    }

    /// The product, rounded towards minus infinity.
    ///
    /// # Errors
    /// [`MathError::Overflow`] or [`MathError::Underflow`] if it does not fit.
    pub fn mul_down(self, factor: Self) -> Result<Self, MathError> {
        self.mul_div(factor, Self::ONE, false)
    }

    /// The product, rounded towards plus infinity.
    ///
    /// # Errors
    /// [`MathError::Overflow`] or [`MathError::Underflow`] if it does not fit.
    pub fn mul_up(self, factor: Self) -> Result<Self, MathError> {
        self.mul_div(factor, Self::ONE, true)
    }

    /// The quotient, rounded towards minus infinity.
    ///
    /// # Errors
    /// [`MathError::DivisionByZero`], or a range error if it does not fit.
    pub fn div_down(self, divisor: Self) -> Result<Self, MathError> {
        self.mul_div(Self::ONE, divisor, false)
    }

    /// The quotient, rounded towards plus infinity.
    ///
    /// # Errors
    /// [`MathError::DivisionByZero`], or a range error if it does not fit.
    pub fn div_up(self, divisor: Self) -> Result<Self, MathError> {
        self.mul_div(Self::ONE, divisor, true)
    }

    /// `self * numerator / denominator` with an exact product, rounded towards minus infinity.
    ///
    /// # Errors
    /// [`MathError::DivisionByZero`], or a range error if it does not fit.
    pub fn mul_div_down(self, numerator: Self, denominator: Self) -> Result<Self, MathError> {
        self.mul_div(numerator, denominator, false)
    }

    /// `self * numerator / denominator` with an exact product, rounded towards plus infinity.
    ///
    /// # Errors
    /// [`MathError::DivisionByZero`], or a range error if it does not fit.
    pub fn mul_div_up(self, numerator: Self, denominator: Self) -> Result<Self, MathError> {
        self.mul_div(numerator, denominator, true)
    }

    fn mul_div(self, numerator: Self, denominator: Self, up: bool) -> Result<Self, MathError> {
        let negative = self.is_negative() ^ numerator.is_negative() ^ denominator.is_negative();
        let factors = (
            self.0.unsigned_abs(),
            numerator.0.unsigned_abs(),
            denominator.0.unsigned_abs(),
        );
        // Up is away from zero for a positive result and towards zero for a negative one.
        let magnitude = if up != negative {
            mul_div_up(factors.0, factors.1, factors.2)
        } else {
            mul_div_down(factors.0, factors.1, factors.2)
        };
        match magnitude {
            Ok(magnitude) => Self::from_parts(negative, Wad::from_raw(magnitude)),
            Err(MathError::Overflow) => Err(out_of_range(negative)),
            Err(other) => Err(other),
        }
    }
}

/// The error of a result beyond the end of the range on this side.
const fn out_of_range(negative: bool) -> MathError {
    if negative {
        MathError::Underflow
    } else {
        MathError::Overflow
    }
}

/// A plain decimal number, without trailing zeros.
impl fmt::Display for SignedWad {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        decimal::format(f, self.is_negative(), self.0.unsigned_abs(), 18)
    }
}

/// Reads a plain decimal number with an optional leading `-` exactly.
impl FromStr for SignedWad {
    type Err = ParseDecimalError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(digits) => (true, digits),
            None => (false, text),
        };
        let magnitude = decimal::parse(digits, 18)?;
        Self::from_parts(negative, Wad::from_raw(magnitude))
            .map_err(|_| ParseDecimalError::TooLarge)
    }
}
