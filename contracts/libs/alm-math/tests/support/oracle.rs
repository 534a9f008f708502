//! Slow, independent answers: other formulas than the library's, on 2048-bit integers.
//!
//! A [`Real`] has 512 fractional bits. Every function errs by less than 2^-400 relative to the larger of its result
//! and one, so a rounding to 1e-18 taken from it is certain.

use alloy_primitives::{I256, U256, Uint};
use alm_math::{SignedWad, Wad};

/// A positive number times 2^512.
pub(crate) type Real = Uint<2048, 32>;

const BITS: usize = 512;

fn one() -> Real {
    Real::ONE << BITS
}

fn wad() -> Real {
    Real::from(1_000_000_000_000_000_000u64)
}

fn mul(a: Real, b: Real) -> Real {
    (a * b) >> BITS
}

fn div(a: Real, b: Real) -> Real {
    (a << BITS) / b
}

/// A wad as a real.
pub(crate) fn real(raw: U256) -> Real {
    (Real::from(raw) << BITS) / wad()
}

/// The nearest wad, halves up; `None` if it needs more than 256 bits.
pub(crate) fn nearest(value: Real) -> Option<U256> {
    let rounded: Real = (value * wad() + (one() >> 1)) >> BITS;
    (rounded.bit_len() <= 256).then(|| rounded.to::<U256>())
}

/// The nearest signed wad.
pub(crate) fn nearest_signed((negative, magnitude): (bool, Real)) -> I256 {
    let magnitude = Wad::from_raw(nearest(magnitude).expect("fits"));
    SignedWad::from_parts(negative, magnitude)
        .expect("fits")
        .raw()
}

/// `e^x` for 0 <= x < 256: the plain Taylor series at x / 2^10, squared ten times.
pub(crate) fn exp_real(x: Real) -> Real {
    let small = x >> 10;
    let (mut term, mut sum, mut n) = (one(), one(), 1u64);
    while !term.is_zero() {
        term = mul(term, small) / Real::from(n);
        sum += term;
        n += 1;
    }
    (0..10).fold(sum, |power, _| mul(power, power))
}

/// `e^x` of a signed real.
pub(crate) fn exp(negative: bool, x: Real) -> Real {
    let power = exp_real(x);
    if negative { div(one(), power) } else { power }
}

/// `ln x` by Halley's iteration on the exponential, from the logarithm of a power of two.
pub(crate) fn ln(x: Real) -> (bool, Real) {
    if x < one() {
        return (true, ln(div(one(), x)).1);
    }
    // 0.693 per bit, within 0.7 of the truth.
    let bits = x.bit_len() - BITS - 1;
    let mut y: Real = one() * Real::from(bits as u64 * 693) / Real::from(1000u64);
    for _ in 0..7 {
        let power = exp_real(y);
        let step = div(power.abs_diff(x), power + x) << 1;
        y = if power > x {
            y.saturating_sub(step)
        } else {
            y + step
        };
    }
    (false, y)
}

/// `x^y` with a signed exponent.
pub(crate) fn pow(x: Real, negative: bool, y: Real) -> Option<Real> {
    let (below_one, logarithm) = ln(x);
    let exponent = mul(logarithm, y);
    if exponent >= one() << 8 {
        return (negative != below_one).then_some(Real::ZERO);
    }
    Some(exp(negative != below_one, exponent))
}

/// The square root by Newton's iteration from above.
fn sqrt(x: Real) -> Real {
    let number = x << BITS;
    let mut root = Real::ONE << number.bit_len().div_ceil(2);
    loop {
        let next: Real = (root + number / root) >> 1;
        if next >= root {
            return root;
        }
        root = next;
    }
}

/// pi by Machin's formula.
fn pi() -> Real {
    (arctan_inverse(5) << 4) - (arctan_inverse(239) << 2)
}

/// `arctan(1 / n)`.
fn arctan_inverse(n: u64) -> Real {
    let (mut power, mut k) = (one() / Real::from(n), 0u64);
    let mut sums = [Real::ZERO, Real::ZERO];
    while !power.is_zero() {
        sums[(k % 2) as usize] += power / Real::from(2 * k + 1);
        power /= Real::from(n * n);
        k += 1;
    }
    sums[0] - sums[1]
}

/// The density: `e^(-x^2 / 2) / sqrt(2 pi)`.
pub(crate) fn normal_pdf(x: Real) -> Real {
    let two_pi: Real = pi() << 1;
    div(exp(true, mul(x, x) >> 1), sqrt(two_pi))
}

/// Phi(x) - 1/2 for 0 <= x < 20 by the alternating series of the error function.
pub(crate) fn normal_distance(x: Real) -> Real {
    let half_square = mul(x, x) >> 1;
    let (mut power, mut k) = (x, 0u64);
    let mut sums = [Real::ZERO, Real::ZERO];
    while !power.is_zero() {
        sums[(k % 2) as usize] += power / Real::from(2 * k + 1);
        k += 1;
        power = mul(power, half_square) / Real::from(k);
    }
    let two_pi: Real = pi() << 1;
    div(sums[0] - sums[1], sqrt(two_pi))
}

/// Phi(x).
pub(crate) fn normal_cdf(negative: bool, x: Real) -> Real {
    let half = one() >> 1;
    if negative {
        half - normal_distance(x)
    } else {
        half + normal_distance(x)
    }
}
