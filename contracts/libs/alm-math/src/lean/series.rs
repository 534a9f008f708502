//! The one series behind exp, ln and the normal distribution.

use super::float::Float;

/// Sums positive terms in 127-bit fixed point until they vanish.
///
/// The powers are `first, first * ratio, first * ratio^2, ...`. A term is its power over the divisor of its place:
/// 1, d, d + step, d + 2 step, ... With `factorial` the divisors accumulate, as in `x^n / n!`.
///
/// The terms are floats, so a term that starts far below the result and grows (the normal distribution at a large
/// argument) keeps its relative accuracy; only the sum is fixed, at 2^-127. Error: one truncation of 2^-127 per
/// term, plus the relative error of each term, (2^-126 + d 2^-127) per factor.
#[inline(never)]
pub(crate) fn series(
    first: Float,
    ratio: Float,
    mut divisor: u32,
    step: u32,
    factorial: bool,
) -> u128 {
    let mut power = first;
    let mut sum = first.to_fixed(127);
    loop {
        power = power.mul(ratio);
        let term = power.div_small(divisor);
        let addend = term.to_fixed(127);
        if addend == 0 {
            return sum;
        }
        sum += addend;
        if factorial {
            power = term;
        }
        divisor += step;
    }
}
