//! Directed products and quotients of 128-bit numbers, with the product kept in 256 bits.

use super::{
    ONE,
    float::{div_wide, mul_high},
};
use crate::MathError;

/// `floor(a * b / d)`.
///
/// # Errors
/// [`MathError::DivisionByZero`] for `d = 0`; [`MathError::Overflow`] if the quotient needs more than 128 bits.
pub fn mul_div_down(a: u128, b: u128, d: u128) -> Result<u128, MathError> {
    mul_div_rem(a, b, d).map(|(quotient, _)| quotient)
}

/// `ceil(a * b / d)`.
///
/// # Errors
/// [`MathError::DivisionByZero`] for `d = 0`; [`MathError::Overflow`] if the quotient needs more than 128 bits.
pub fn mul_div_up(a: u128, b: u128, d: u128) -> Result<u128, MathError> {
    let (quotient, rest) = mul_div_rem(a, b, d)?;
    quotient
        .checked_add(u128::from(rest != 0))
        .ok_or(MathError::Overflow)
}

/// The product of two wads, rounded down.
///
/// # Errors
/// [`MathError::Overflow`] if it does not fit.
pub fn mul_down(a: u128, b: u128) -> Result<u128, MathError> {
    mul_div_down(a, b, ONE)
}

/// The product of two wads, rounded up.
///
/// # Errors
/// [`MathError::Overflow`] if it does not fit.
pub fn mul_up(a: u128, b: u128) -> Result<u128, MathError> {
    mul_div_up(a, b, ONE)
}

/// The quotient of two wads, rounded down.
///
/// # Errors
/// [`MathError::DivisionByZero`], or [`MathError::Overflow`] if it does not fit.
pub fn div_down(a: u128, b: u128) -> Result<u128, MathError> {
    mul_div_down(a, ONE, b)
}

/// The quotient of two wads, rounded up.
///
/// # Errors
/// [`MathError::DivisionByZero`], or [`MathError::Overflow`] if it does not fit.
pub fn div_up(a: u128, b: u128) -> Result<u128, MathError> {
    mul_div_up(a, ONE, b)
}

/// The exact product as its upper and lower 128 bits.
pub(super) fn mul_wide(a: u128, b: u128) -> (u128, u128) {
    (mul_high(a, b), a.wrapping_mul(b))
}

/// The quotient rounded down, and a number that is zero exactly if the remainder is.
fn mul_div_rem(a: u128, b: u128, d: u128) -> Result<(u128, u128), MathError> {
    if d == 0 {
        return Err(MathError::DivisionByZero);
    }
    let (high, low) = mul_wide(a, b);
    // The quotient fits in 128 bits exactly if the upper half is below the divisor.
    if high >= d {
        return Err(MathError::Overflow);
    }
    Ok(div_wide(high, low, d))
}
