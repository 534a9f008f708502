//! Products over quotients that saturate: where a figure leaves its range, the largest is the cautious one, or is
//! capped by the caller. One copy of each, so that a call is small.

use alm_math::lean;

/// `ceil(a * b / d)`, the largest number where that does not exist.
#[inline(never)]
pub(crate) fn mul_div_up(a: u128, b: u128, d: u128) -> u128 {
    lean::mul_div_up(a, b, d).unwrap_or(u128::MAX)
}

/// `floor(a * b / d)`, the largest number where that does not exist.
#[inline(never)]
pub(crate) fn mul_div_down(a: u128, b: u128, d: u128) -> u128 {
    lean::mul_div_down(a, b, d).unwrap_or(u128::MAX)
}

/// `a * b`. By the division there is: a product that saturates by itself costs more code.
pub(crate) fn mul(a: u128, b: u128) -> u128 {
    mul_div_down(a, b, 1)
}
