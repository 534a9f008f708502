//! Logarithms.

use crate::{
    Function, MathError, SignedWad, WAD_ONE, Wad,
    lean::{Float, ln_parts},
};
use alloy_primitives::U256;

/// `ln(x)`, correctly rounded for every x.
///
/// # Errors
/// [`MathError::Domain`] for x = 0.
pub fn ln(x: Wad) -> Result<SignedWad, MathError> {
    quotient(x.raw(), WAD_ONE, Function::Ln)
}

/// `ln(a / b)` of two numbers in the same unit, correctly rounded. The quotient is never formed, so neighbouring
/// prices lose no digit.
///
/// # Errors
/// [`MathError::Domain`] if either is zero.
pub fn ln_ratio(a: U256, b: U256) -> Result<SignedWad, MathError> {
    quotient(a, b, Function::LnRatio)
}

/// `ln(1 + x)`, correctly rounded. The sum is exact, because one is a whole number of steps.
///
/// # Errors
/// [`MathError::Domain`] for x <= -1.
pub fn log1p(x: SignedWad) -> Result<SignedWad, MathError> {
    let domain = MathError::Domain {
        function: Function::Log1p,
    };
    let sum = if x.is_negative() {
        Wad::ONE.checked_sub(x.magnitude()).map_err(|_| domain)?
    } else {
        // At most 2^255 - 1 + 1e18.
        Wad::ONE.checked_add(x.magnitude())?
    };
    quotient(sum.raw(), WAD_ONE, Function::Log1p)
}

fn quotient(a: U256, b: U256, function: Function) -> Result<SignedWad, MathError> {
    if a.is_zero() || b.is_zero() {
        return Err(MathError::Domain { function });
    }
    Ok(SignedWad::from_i128(ln_parts(leading(a), leading(b))))
}

/// The leading 128 bits. What is cut off is below 2^-127 of the number and moves its logarithm by as little.
fn leading(x: U256) -> Float {
    let excess = x.bit_len().saturating_sub(128);
    let mantissa: u128 = x.wrapping_shr(excess).wrapping_to();
    // excess <= 128.
    Float::new(mantissa, 128i32.saturating_add(excess as i32))
}
