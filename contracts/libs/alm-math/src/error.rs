//! What can go wrong in a calculation.

use core::fmt;

/// The function whose domain was left, named in [`MathError::Domain`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Function {
    /// `ln(x)`, defined for x > 0.
    Ln,
    /// `ln(a / b)`, defined for a > 0 and b > 0.
    LnRatio,
    /// `ln(1 + x)`, defined for x > -1.
    Log1p,
    /// `x^y`, not defined for x = 0 with y < 0.
    Pow,
    /// The inverse of the normal distribution, defined for 0 < p < 1.
    NormalQuantile,
    /// `exp(-dt / tau)`, defined for tau > 0.
    Decay,
}

/// Why a calculation has no answer. Returned instead of wrapping around or panicking.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MathError {
    /// The result is above the largest value of its type.
    Overflow,
    /// The result is below the smallest value of its type.
    Underflow,
    /// A divisor was zero.
    DivisionByZero,
    /// The argument is outside the domain of the function.
    Domain {
        /// The function that was asked.
        function: Function,
    },
}

impl fmt::Display for Function {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Ln => "ln(x) needs x > 0",
            Self::LnRatio => "ln(a/b) needs a > 0 and b > 0",
            Self::Log1p => "ln(1 + x) needs x > -1",
            Self::Pow => "0^y needs y >= 0",
            Self::NormalQuantile => "the normal quantile needs 0 < p < 1",
            Self::Decay => "exp(-dt/tau) needs tau > 0",
        })
    }
}

impl fmt::Display for MathError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Overflow => f.write_str("the result is too large for its type"),
            Self::Underflow => f.write_str("the result is too small for its type"),
            Self::DivisionByZero => f.write_str("division by zero"),
            Self::Domain { function } => write!(f, "outside the domain: {function}"),
        }
    }
}

impl core::error::Error for MathError {}
