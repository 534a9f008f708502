//! The normal distribution.

use super::{
    ONE,
    exp::{WAD_SHIFTED, exp2_neg},
    float::{Float, mul_high},
    round_shift,
    series::series,
};

/// 1e-18.
const PER_WAD: Float = Float::constant(0x9392_ee8e_921d_5d07_3aff_322e_6243_9fcf, -59);
/// 1 / (2 ln 2): from a square to the power of two of the density.
const PER_2_LN2: Float = Float::constant(0xb8aa_3b29_5c17_f0bb_be87_fed0_691d_3e89, 0);
/// 1 / sqrt(2 pi) with 128 fractional bits.
const DENSITY_AT_ZERO: u128 = 0x6621_14cf_50d9_4234_3f2c_f140_2eae_38c0;

/// Beyond 9.1 standard deviations both the density (4.1e-19) and the tail are below half of 1e-18.
const VANISHES: u128 = 9_100_000_000_000_000_000;

/// The standard normal distribution function, wad in and out, correctly rounded; 0 or 1 beyond 9.1 deviations.
///
/// Source: Phi(a) - 1/2 = phi(a) (a + a^3/3 + a^5/15 + ...), all terms positive. The power 2^-k of the density is
/// taken into the first term, so the sum stays below sqrt(pi / 2) < 2. Errors: at most 165 terms of relative error
/// (3 + 333) 2^-126 each on a sum that multiplies to at most 1/2: at least 47 spare bits, 53 within three deviations.
#[must_use]
pub fn normal_cdf(x: i128) -> u128 {
    let half = ONE / 2;
    let distance = to_wad(distance_from_half(x.unsigned_abs()), 66);
    if x < 0 {
        half - distance
    } else {
        half + distance
    }
}

/// The upper tail `1 - Phi(x)` of a wad x >= 0 with 126 fractional bits, of which at least 114 are right; beyond nine
/// deviations it is zero. For quotients of tail probabilities, where a wad would leave too few digits.
#[must_use]
pub fn normal_tail(x: u128) -> u128 {
    (1u128 << 125).saturating_sub(distance_from_half(x))
}

/// `Phi(x) - 1/2` for a wad x >= 0, with 126 fractional bits.
fn distance_from_half(magnitude: u128) -> u128 {
    if magnitude > VANISHES {
        return 1 << 125;
    }
    let a = Float::from_integer(magnitude).mul(PER_WAD);
    let square = a.mul(a);
    let (mantissa, halvings) = exp2_neg(square.mul(PER_2_LN2));
    let first = Float {
        exponent: a.exponent - halvings as i32,
        ..a
    };
    let sum = series(first, square, 3, 2, true);
    // 127 + 127 - 128 = 126, then 126 + 128 - 128 = 126 fractional bits.
    mul_high(mul_high(mantissa, sum), DENSITY_AT_ZERO)
}

/// The standard normal density, wad in and out, correctly rounded with 56 spare bits; 0 beyond 9.1 deviations.
#[must_use]
pub fn normal_pdf(x: i128) -> u128 {
    let magnitude = x.unsigned_abs();
    if magnitude > VANISHES {
        return 0;
    }
    let a = Float::from_integer(magnitude).mul(PER_WAD);
    let (mantissa, halvings) = exp2_neg(a.mul(a).mul(PER_2_LN2));
    // 127 + 128 - 128 = 127 fractional bits.
    to_wad(mul_high(mantissa, DENSITY_AT_ZERO), 67 + halvings)
}

/// `value * 1e18 * 2^68 / 2^128`, of which `shift` bits are fractional, as a wad.
fn to_wad(value: u128, shift: u32) -> u128 {
    round_shift(mul_high(value, WAD_SHIFTED), shift)
}
