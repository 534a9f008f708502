//! Fixed-point numbers with 384 fractional bits.

use alloy_primitives::{U256, U512, Uint};

/// A number times 2^384. Integer parts stay below 2^128.
pub(super) type Fixed = U512;

/// A product of two [`Fixed`], or a quotient on its way to one.
pub(super) type Wide = Uint<1024, 16>;

/// Fractional bits.
pub(super) const BITS: usize = 384;

/// One.
pub(super) const ONE: Fixed = U512::from_limbs([0, 0, 0, 0, 0, 0, 1, 0]);

/// 1e18, the scale of a wad, as a plain integer.
pub(super) const WAD: Fixed = U512::from_limbs([1_000_000_000_000_000_000, 0, 0, 0, 0, 0, 0, 0]);

/// ln 2.
pub(super) const LN2: Fixed = U512::from_limbs([
    0x5595_52fb_4afa_1b11,
    0xe7b8_7620_6deb_ac98,
    0x8a0d_175b_8baa_fa2b,
    0x40f3_4326_7298_b62d,
    0xc9e3_b398_03f2_f6af,
    0xb172_17f7_d1cf_79ab,
    0,
    0,
]);

/// 1 / sqrt(2 pi).
pub(super) const DENSITY_AT_ZERO: Fixed = U512::from_limbs([
    0x23f5_d3ab_b374_e88e,
    0x9df8_ac55_447d_3db7,
    0xc047_1b48_0263_9d2e,
    0xd382_9f30_5127_06d8,
    0x3f2c_f140_2eae_38bf,
    0x6621_14cf_50d9_4234,
    0,
    0,
]);

/// The product, rounded down. The factors' integer parts multiply to less than 2^128.
pub(super) fn mul(a: Fixed, b: Fixed) -> Fixed {
    let product: Wide = a.widening_mul(b);
    (product >> BITS).wrapping_to()
}

/// The quotient, rounded down; zero for a zero divisor, which no caller passes.
pub(super) fn div(a: Fixed, b: Fixed) -> Fixed {
    let numerator = Wide::from(a) << BITS;
    numerator
        .checked_div(Wide::from(b))
        .unwrap_or_default()
        .wrapping_to()
}

/// The quotient by a small positive integer, rounded down.
pub(super) fn div_small(a: Fixed, divisor: u64) -> Fixed {
    a.checked_div(Fixed::from(divisor)).unwrap_or_default()
}

/// A wad below 2^186 raw, rounded down.
pub(super) fn from_wad(raw: U256) -> Fixed {
    let numerator = Wide::from(raw) << BITS;
    numerator
        .checked_div(Wide::from(WAD))
        .unwrap_or_default()
        .wrapping_to()
}

/// `value / 2^shift` rounded to the nearest integer, halves up. 1 <= shift.
pub(super) fn round_shift(value: Fixed, shift: usize) -> Fixed {
    let doubled = value.wrapping_shr(shift - 1);
    (doubled + Fixed::ONE) >> 1
}

/// Sums `first + first ratio / d + ...` until the terms vanish; the divisors d, d + step, ... accumulate with
/// `factorial`, as in `x^n / n!`, and stand alone without.
pub(super) fn series(
    first: Fixed,
    ratio: Fixed,
    mut divisor: u64,
    step: u64,
    factorial: bool,
) -> Fixed {
    let (mut power, mut sum) = (first, first);
    loop {
        power = mul(power, ratio);
        let term = div_small(power, divisor);
        if term.is_zero() {
            return sum;
        }
        sum += term;
        if factorial {
            power = term;
        }
        divisor += step;
    }
}
