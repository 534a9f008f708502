//! What every unsigned 256-bit unit shares.

/// Implements construction, raw access, same-unit sums, comparison helpers and text for a newtype over `U256`.
macro_rules! unsigned_unit {
    ($unit:ident, $decimals:expr) => {
        impl $unit {
            /// Nothing.
            pub const ZERO: Self = Self(alloy_primitives::U256::ZERO);
            /// The largest value.
            pub const MAX: Self = Self(alloy_primitives::U256::MAX);

            /// Takes the raw integer, in the smallest step of the unit.
            #[must_use]
            pub const fn from_raw(raw: alloy_primitives::U256) -> Self {
                Self(raw)
            }

            /// The raw integer, in the smallest step of the unit.
            #[must_use]
            pub const fn raw(self) -> alloy_primitives::U256 {
                self.0
            }

            /// Whether this is nothing.
            #[must_use]
            pub fn is_zero(self) -> bool {
                self.0.is_zero()
            }

            /// The exact sum of two values of the same unit.
            ///
            /// # Errors
            /// [`MathError::Overflow`](crate::MathError::Overflow) above 2^256 - 1 raw.
            pub fn checked_add(self, other: Self) -> Result<Self, crate::MathError> {
                self.0
                    .checked_add(other.0)
                    .map(Self)
                    .ok_or(crate::MathError::Overflow)
            }

            /// The exact difference of two values of the same unit.
            ///
            /// # Errors
            /// [`MathError::Underflow`](crate::MathError::Underflow) below zero.
            pub fn checked_sub(self, other: Self) -> Result<Self, crate::MathError> {
                self.0
                    .checked_sub(other.0)
                    .map(Self)
                    .ok_or(crate::MathError::Underflow)
            }
        }

        /// A plain decimal number, without trailing zeros.
        impl core::fmt::Display for $unit {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                crate::decimal::format(f, false, self.0, $decimals)
            }
        }

        /// Reads a plain unsigned decimal number exactly.
        impl core::str::FromStr for $unit {
            type Err = crate::ParseDecimalError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                crate::decimal::parse(text, $decimals).map(Self)
            }
        }
    };
}

/// Implements the four directed products and quotients of a scale such as 1e18.
macro_rules! scaled_arithmetic {
    ($unit:ident, $one:expr) => {
        impl $unit {
            /// The number one.
            pub const ONE: Self = Self($one);

            /// A whole number.
            ///
            /// # Errors
            /// [`MathError::Overflow`](crate::MathError::Overflow) if it does not fit at this scale.
            pub fn from_integer(whole: alloy_primitives::U256) -> Result<Self, crate::MathError> {
                whole
                    .checked_mul($one)
                    .map(Self)
                    .ok_or(crate::MathError::Overflow)
            }

            /// The product, rounded down.
            ///
            /// # Errors
            /// [`MathError::Overflow`](crate::MathError::Overflow) if the product does not fit.
            pub fn mul_down(self, factor: Self) -> Result<Self, crate::MathError> {
                crate::mul_div_down(self.0, factor.0, $one).map(Self)
            }

            /// The product, rounded up.
            ///
            /// # Errors
            /// [`MathError::Overflow`](crate::MathError::Overflow) if the product does not fit.
            pub fn mul_up(self, factor: Self) -> Result<Self, crate::MathError> {
                crate::mul_div_up(self.0, factor.0, $one).map(Self)
            }

            /// The quotient, rounded down.
            ///
            /// # Errors
            /// [`MathError::DivisionByZero`](crate::MathError::DivisionByZero), or
            /// [`MathError::Overflow`](crate::MathError::Overflow) if the quotient does not fit.
            pub fn div_down(self, divisor: Self) -> Result<Self, crate::MathError> {
                crate::mul_div_down(self.0, $one, divisor.0).map(Self)
            }

            /// The quotient, rounded up.
            ///
            /// # Errors
            /// [`MathError::DivisionByZero`](crate::MathError::DivisionByZero), or
            /// [`MathError::Overflow`](crate::MathError::Overflow) if the quotient does not fit.
            pub fn div_up(self, divisor: Self) -> Result<Self, crate::MathError> {
                crate::mul_div_up(self.0, $one, divisor.0).map(Self)
            }

            /// `self * numerator / denominator` with an exact product, rounded down.
            ///
            /// # Errors
            /// [`MathError::DivisionByZero`](crate::MathError::DivisionByZero), or
            /// [`MathError::Overflow`](crate::MathError::Overflow) if the result does not fit.
            pub fn mul_div_down(
                self,
                numerator: Self,
                denominator: Self,
            ) -> Result<Self, crate::MathError> {
                crate::mul_div_down(self.0, numerator.0, denominator.0).map(Self)
            }

            /// `self * numerator / denominator` with an exact product, rounded up.
            ///
            /// # Errors
            /// [`MathError::DivisionByZero`](crate::MathError::DivisionByZero), or
            /// [`MathError::Overflow`](crate::MathError::Overflow) if the result does not fit.
            pub fn mul_div_up(
                self,
                numerator: Self,
                denominator: Self,
            ) -> Result<Self, crate::MathError> {
                crate::mul_div_up(self.0, numerator.0, denominator.0).map(Self)
            }
        }
    };
}

/// Implements the ways an amount of tokens changes: by a ratio, or pro rata.
macro_rules! amount_arithmetic {
    ($unit:ident) => {
        impl $unit {
            /// This share of the amount, rounded down: what the pool owes.
            ///
            /// # Errors
            /// [`MathError::Overflow`](crate::MathError::Overflow) if the result does not fit.
            pub fn mul_down(self, ratio: crate::Wad) -> Result<Self, crate::MathError> {
                crate::mul_div_down(self.0, ratio.raw(), crate::WAD_ONE).map(Self)
            }

            /// This share of the amount, rounded up: what the pool is owed.
            ///
            /// # Errors
            /// [`MathError::Overflow`](crate::MathError::Overflow) if the result does not fit.
            pub fn mul_up(self, ratio: crate::Wad) -> Result<Self, crate::MathError> {
                crate::mul_div_up(self.0, ratio.raw(), crate::WAD_ONE).map(Self)
            }

            /// The amount of which this is the given share, rounded down.
            ///
            /// # Errors
            /// [`MathError::DivisionByZero`](crate::MathError::DivisionByZero), or
            /// [`MathError::Overflow`](crate::MathError::Overflow) if the result does not fit.
            pub fn div_down(self, ratio: crate::Wad) -> Result<Self, crate::MathError> {
                crate::mul_div_down(self.0, crate::WAD_ONE, ratio.raw()).map(Self)
            }

            /// The amount of which this is the given share, rounded up.
            ///
            /// # Errors
            /// [`MathError::DivisionByZero`](crate::MathError::DivisionByZero), or
            /// [`MathError::Overflow`](crate::MathError::Overflow) if the result does not fit.
            pub fn div_up(self, ratio: crate::Wad) -> Result<Self, crate::MathError> {
                crate::mul_div_up(self.0, crate::WAD_ONE, ratio.raw()).map(Self)
            }

            /// This amount over a total of the same unit, as a ratio rounded down.
            ///
            /// # Errors
            /// [`MathError::DivisionByZero`](crate::MathError::DivisionByZero), or
            /// [`MathError::Overflow`](crate::MathError::Overflow) if the ratio does not fit.
            pub fn ratio_down(self, total: Self) -> Result<crate::Wad, crate::MathError> {
                crate::mul_div_down(self.0, crate::WAD_ONE, total.0).map(crate::Wad::from_raw)
            }

            /// This amount over a total of the same unit, as a ratio rounded up.
            ///
            /// # Errors
            /// [`MathError::DivisionByZero`](crate::MathError::DivisionByZero), or
            /// [`MathError::Overflow`](crate::MathError::Overflow) if the ratio does not fit.
            pub fn ratio_up(self, total: Self) -> Result<crate::Wad, crate::MathError> {
                crate::mul_div_up(self.0, crate::WAD_ONE, total.0).map(crate::Wad::from_raw)
            }
        }
    };
}

pub(super) use {amount_arithmetic, scaled_arithmetic, unsigned_unit};
