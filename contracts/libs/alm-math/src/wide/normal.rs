//! The inverse of the normal distribution.

use super::fixed::{
    BITS, DENSITY_AT_ZERO, Fixed, LN2, ONE, WAD, div, from_wad, mul, round_shift, series,
};
use crate::lean;
use alloy_primitives::U256;

/// Turns of the cubic iteration: 4.5e-4 becomes at worst 1e-8, 1e-23, 1e-68, 1e-100.
const TURNS: u32 = 4;

/// The positive a with a tail of `tail` (a wad in (0, 1/2]) above it, as a wad, correctly rounded.
///
/// Source: Halley's iteration on Phi(a) - 1/2. At the smallest tail the density is 2^-57, so an error of 2^-360 in the
/// distribution moves the result by 2^-303.
pub(crate) fn normal_quantile(tail: u128) -> u128 {
    let target = (ONE >> 1) - from_wad(U256::from(tail));
    let mut a = from_wad(U256::from(start(tail)));
    for _ in 0..TURNS {
        a = halley(a, target);
    }
    // a < 9, so 64 bits of wad.
    round_shift(a * WAD, BITS).wrapping_to()
}

/// Hastings' rational start (Abramowitz and Stegun 26.2.23), within 4.5e-4 of the quantile.
fn start(tail: u128) -> u128 {
    const NUMERATOR: [u128; 3] = [
        10_328_000_000_000_000,
        802_853_000_000_000_000,
        2_515_517_000_000_000_000,
    ];
    const DENOMINATOR: [u128; 4] = [
        1_308_000_000_000_000,
        189_269_000_000_000_000,
        1_432_788_000_000_000_000,
        lean::ONE,
    ];
    // ln of a wad in (0, 1/2] is in [-41.5, -0.69], so t is in [1.17, 9.2] and nothing below overflows.
    let logarithm = lean::ln(tail).unwrap_or_default().unsigned_abs();
    let t = lean::sqrt(2 * logarithm);
    let quotient = lean::div_down(polynomial(&NUMERATOR, t), polynomial(&DENOMINATOR, t));
    t.saturating_sub(quotient.unwrap_or_default())
}

/// Horner's rule, highest coefficient first.
fn polynomial(coefficients: &[u128], t: u128) -> u128 {
    coefficients.iter().fold(0, |sum, coefficient| {
        lean::mul_down(sum, t).unwrap_or_default() + coefficient
    })
}

/// One turn: with u = (Phi(a) - 1/2 - target) / phi(a), a becomes a - u / (1 + a u / 2).
fn halley(a: Fixed, target: Fixed) -> Fixed {
    let (distance, density) = normal(a);
    let step = div(distance.abs_diff(target), density);
    let bend = mul(a, step) >> 1;
    if distance > target {
        a.saturating_sub(div(step, ONE + bend))
    } else {
        a + div(step, ONE - bend)
    }
}

/// Phi(a) - 1/2 and phi(a) for 0 <= a < 10.
pub(super) fn normal(a: Fixed) -> (Fixed, Fixed) {
    let square = mul(a, a);
    let half: Fixed = square >> 1;
    let (whole, rest) = half.div_rem(LN2);
    // e^(-a^2/2) = e^(ln 2 - rest) 2^-(whole + 1).
    let power = series(ONE, LN2 - rest, 1, 1, true) >> (whole.wrapping_to::<usize>() + 1);
    let density = mul(power, DENSITY_AT_ZERO);
    // The sum is below e^(a^2/2) sqrt(pi/2) < 2^73.
    let sum = series(a, square, 3, 2, true);
    (mul(density, sum), density)
}
