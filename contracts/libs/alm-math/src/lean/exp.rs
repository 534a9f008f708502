//! The exponential function.

use super::{ONE, float::Float, round_shift, series::series};
use crate::{Function, MathError};

/// 1 / (1e18 ln 2): from a wad to a power of two.
const PER_WAD_LN2: Float = Float::constant(0xd4e7_7a47_3097_9b27_92f4_6bd3_5d5b_2a8e, -59);
/// 1 / ln 2.
pub(super) const PER_LN2: Float = Float::constant(0xb8aa_3b29_5c17_f0bb_be87_fed0_691d_3e89, 1);
/// ln 2.
const LN2: Float = Float::constant(0xb172_17f7_d1cf_79ab_c9e3_b398_03f2_f6af, 0);

/// 1e18 * 2^68: the scale that turns a 127-bit fraction in [1, 2) into a wad with 67 fractional bits.
pub(super) const WAD_SHIFTED: u128 = ONE << 68;

/// `e^-42.5` is a third of 1e-18 and rounds to zero, as does everything beyond.
const VANISHES: u128 = 42_500_000_000_000_000_000;

/// `e^-x` for x >= 0, wad in and out, correctly rounded; zero from x = 42.14.
///
/// Source: e^-x = 2^f 2^-k with x / ln 2 = k - f. The exponent has an absolute error below 2^-119, the series of 2^f
/// below 2^-120, so the result has 58 spare bits.
#[must_use]
pub fn exp_neg(x: u128) -> u128 {
    if x > VANISHES {
        return 0;
    }
    power_to_wad(exp2_neg(Float::from_integer(x).mul(PER_WAD_LN2)))
}

/// `1 - e^-x` for x >= 0, wad in and out, correctly rounded (1 is a whole number of steps, so the difference
/// of the correctly rounded exponential is exact).
#[must_use]
pub fn one_minus_exp_neg(x: u128) -> u128 {
    // exp_neg never exceeds one.
    ONE - exp_neg(x)
}

/// `e^x` of a signed wad up to x = 20, correctly rounded with at least 29 spare bits; `None` above, where
/// 128 bits would not do.
#[must_use]
pub fn exp(x: i128) -> Option<u128> {
    const LARGEST: i128 = 20 * ONE as i128;
    if x <= 0 {
        return Some(exp_neg(x.unsigned_abs()));
    }
    if x > LARGEST {
        return None;
    }
    // e^x = e^-(29 ln 2 - x) 2^29, and 20 < 29 ln 2 = 20.1: the same kernel with another exponent.
    let y = Float::from_integer(x.unsigned_abs()).mul(PER_WAD_LN2);
    let below = (29 << 120) - y.to_fixed(120);
    let (mantissa, halvings) = exp2_neg(Float::new(below, 8));
    Some(scale(mantissa, 67 + halvings - 29))
}

/// `e^(-dt / tau)` of two times in the same unit, wad, correctly rounded; the quotient is never rounded to a wad.
///
/// # Errors
/// [`MathError::Domain`] for tau = 0.
pub fn decay(dt: u64, tau: u64) -> Result<u128, MathError> {
    if tau == 0 {
        return Err(MathError::Domain {
            function: Function::Decay,
        });
    }
    // 43 tau fits: both are 64-bit.
    if u128::from(dt) > 43 * u128::from(tau) {
        return Ok(0);
    }
    let quotient = Float::from_integer(dt.into()).div(Float::from_integer(tau.into()));
    Ok(power_to_wad(exp2_neg(quotient.mul(PER_LN2))))
}

/// `2^-y` for y < 127 as a mantissa in [1, 2) with 127 fractional bits and a number of halvings.
pub(super) fn exp2_neg(y: Float) -> (u128, u32) {
    let fixed = y.to_fixed(120);
    // y = halvings - fraction with halvings = ceil(y).
    let fraction = fixed.wrapping_neg() & ((1 << 120) - 1);
    let halvings = (fixed + ((1 << 120) - 1)) >> 120;
    let exponent = Float::new(fraction, 8).mul(LN2);
    // Below 2: the exponent is below ln 2 and all errors are downwards.
    let mantissa = series(Float::ONE, exponent, 1, 1, true);
    (mantissa, halvings as u32)
}

/// `mantissa 2^-halvings` as a wad.
fn power_to_wad((mantissa, halvings): (u128, u32)) -> u128 {
    scale(mantissa, 67 + halvings)
}

/// `mantissa * 1e18 / 2^(127 - 67 + shift)`, rounded to the nearest.
fn scale(mantissa: u128, shift: u32) -> u128 {
    // mantissa < 2^128 and WAD_SHIFTED < 2^128; 127 + 68 - 128 = 67 fractional bits remain.
    round_shift(super::float::mul_high(mantissa, WAD_SHIFTED), shift)
}
