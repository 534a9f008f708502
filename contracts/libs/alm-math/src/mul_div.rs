//! `a * b / d` with the product kept in 512 bits.

use crate::MathError;
use alloy_primitives::{U256, U512};

/// `floor(a * b / d)`; the product is exact.
///
/// # Errors
/// [`MathError::DivisionByZero`] for `d = 0`; [`MathError::Overflow`] if the quotient needs more than 256 bits.
pub fn mul_div_down(a: U256, b: U256, d: U256) -> Result<U256, MathError> {
    let (quotient, _) = mul_div_rem(a, b, d)?;
    Ok(quotient)
}

/// `ceil(a * b / d)`; the product is exact.
///
/// # Errors
/// [`MathError::DivisionByZero`] for `d = 0`; [`MathError::Overflow`] if the quotient needs more than 256 bits.
pub fn mul_div_up(a: U256, b: U256, d: U256) -> Result<U256, MathError> {
    let (quotient, exact) = mul_div_rem(a, b, d)?;
    if exact {
        return Ok(quotient);
    }
    quotient.checked_add(U256::ONE).ok_or(MathError::Overflow)
}

/// The quotient rounded down, and whether it is exact.
fn mul_div_rem(a: U256, b: U256, d: U256) -> Result<(U256, bool), MathError> {
    if d.is_zero() {
        return Err(MathError::DivisionByZero);
    }
    // 256 + 256 bits always fit in 512.
    let product: U512 = a.widening_mul(b);
    let (quotient, remainder) = product.div_rem(U512::from(d));
    Ok((narrow(quotient)?, remainder.is_zero()))
}

/// The same number in 256 bits.
pub(crate) fn narrow(value: U512) -> Result<U256, MathError> {
    if value.bit_len() > 256 {
        return Err(MathError::Overflow);
    }
    Ok(value.wrapping_to())
}
