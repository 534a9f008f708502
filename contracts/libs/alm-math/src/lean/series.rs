//! The one series behind exp, ln and the normal distribution.

use super::float::{Float, div_small, halves, join, mul_high};

/// Sums positive terms in 127-bit fixed point until they vanish.
///
/// The powers are `first, first * ratio, first * ratio^2, ...`. A term is its power over the divisor of its place:
/// 1, d, d + step, d + 2 step, ... With `factorial` the divisors accumulate, as in `x^n / n!`.
///
/// The terms are floats, so a term that starts far below the result and grows (the normal distribution at a large
/// argument) keeps its relative accuracy; only the sum is fixed, at 2^-127. Error: one truncation of 2^-127 per
/// term, plus the relative error of each term, (2^-126 + d 2^-126) per factor.
#[inline(never)]
pub(crate) fn series(
    first: Float,
    ratio: Float,
    mut divisor: u32,
    step: u32,
    factorial: bool,
) -> u128 {
    let Float {
        mantissa: mut power,
        mut exponent,
    } = first;
    let mut sum = first.to_fixed(127);
    loop {
        power = mul_high(power, ratio.mantissa);
        exponent += ratio.exponent;
        let (high, low) = halves(div_small(power, divisor));
        // Its top bit back: a product and a divisor below 2^10 cost less than the upper half.
        let zeros = high.leading_zeros();
        let term = Float {
            mantissa: join(
                high.wrapping_shl(zeros) | (low >> 1).wrapping_shr(!zeros),
                low.wrapping_shl(zeros),
            ),
            exponent: exponent - zeros as i32,
        };
        let addend = to_fixed(term);
        if addend == 0 {
            return sum;
        }
        sum += addend;
        if factorial {
            Float {
                mantissa: power,
                exponent,
            } = term;
        }
        divisor += step;
    }
}

/// A number below 2 with 127 fractional bits: by halves, where a shift of the whole by a variable number would be a
/// call.
#[inline(always)]
fn to_fixed(term: Float) -> u128 {
    // Below 2 the exponent is 1 at most.
    let mut shift = (1 - term.exponent) as u32;
    let (mut high, mut low) = halves(term.mantissa);
    if shift >= 64 {
        (high, low) = (0, high);
        shift -= 64;
        if shift >= 64 {
            return 0;
        }
    }
    join(
        high >> shift,
        (low >> shift) | (high << 1).wrapping_shl(!shift),
    )
}
