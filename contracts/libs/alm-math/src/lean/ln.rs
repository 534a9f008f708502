//! The natural logarithm.

use super::{ONE, float::Float, float::mul_high, round_shift, series::series};
use crate::{Function, MathError};

/// ln 2 with 119 fractional bits, so that 256 of them fit in 127 bits.
const LN2: u128 = 0x0058_b90b_fbe8_e7bc_d5e4_f1d9_cc01_f97b;

/// `ln(x)` of a wad, as a wad, correctly rounded.
///
/// # Errors
/// [`MathError::Domain`] for x = 0.
pub fn ln(x: u128) -> Result<i128, MathError> {
    if x == 0 {
        return Err(MathError::Domain {
            function: Function::Ln,
        });
    }
    Ok(ln_parts(Float::from_integer(x), Float::from_integer(ONE)))
}

/// `ln(a / b)` of two numbers in the same unit, as a wad, correctly rounded. The quotient is never formed, so
/// neighbouring prices lose no digit.
///
/// # Errors
/// [`MathError::Domain`] if either is zero.
pub fn ln_ratio(a: u128, b: u128) -> Result<i128, MathError> {
    if a == 0 || b == 0 {
        return Err(MathError::Domain {
            function: Function::LnRatio,
        });
    }
    Ok(ln_parts(Float::from_integer(a), Float::from_integer(b)))
}

/// `ln(a / b)` for positive floats whose exponents differ by less than 257.
///
/// Source: ln m = 2 atanh((m - 1) / (m + 1)) with m = a / b brought into [3/4, 3/2] by a power of two, so the
/// argument of atanh is at most 1/5. Errors: 256 halves of 2^-119 from ln 2 where the exponents differ most, below 2^-120
/// from the series: at least 50 spare bits; 56 where a and b are within 2^2 of each other.
pub(crate) fn ln_parts(a: Float, b: Float) -> i128 {
    let mut exponent = a.exponent - b.exponent;
    // One bit is given up, so that the sum fits.
    let (mut high, mut low) = (a.mantissa >> 1, b.mantissa >> 1);
    if high > low + (low >> 1) {
        high >>= 1;
        exponent += 1;
    } else if high < low - (low >> 2) {
        low >>= 1;
        exponent -= 1;
    }
    let fraction = Float::new(high.abs_diff(low), 128).div(Float::new(high + low, 128));
    // 2 atanh: the exponent of the first term is one more, the ratio stays.
    let doubled = Float {
        exponent: fraction.exponent + 1,
        ..fraction
    };
    let logarithm = series(doubled, fraction.mul(fraction), 3, 2, false) >> 8;
    let whole = i128::from(exponent) * LN2 as i128;
    let signed = if high < low {
        whole - logarithm as i128
    } else {
        whole + logarithm as i128
    };
    to_wad(signed)
}

/// A number below 2^8 with 119 fractional bits as a wad, rounded to the nearest.
fn to_wad(value: i128) -> i128 {
    // 1e18 * 2^68 < 2^128; 119 + 68 - 128 = 59 fractional bits remain.
    let magnitude =
        round_shift(mul_high(value.unsigned_abs(), super::exp::WAD_SHIFTED), 59) as i128;
    if value < 0 { -magnitude } else { magnitude }
}
