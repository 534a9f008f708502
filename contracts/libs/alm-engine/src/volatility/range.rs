//! Variance from the range of a bar: reports and cross-checks, no contract runs them.

use alm_math::{MathError, lean};

use crate::units::WAD;

/// `2 ln 2 - 1`, wad.
const TWO_LN_2_LESS_1: i128 = 386_294_361_119_890_619;
/// `4 ln 2`, wad.
const FOUR_LN_2: u128 = 2_772_588_722_239_781_238;

/// One bar, all prices at one scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bar {
    /// First price.
    pub open: u128,
    /// Highest price.
    pub high: u128,
    /// Lowest price.
    pub low: u128,
    /// Last price.
    pub close: u128,
}

/// Parkinson's estimate (1980): variance per bar at scale 1e36.
///
/// # Errors
/// [`MathError`] for a price of zero, a sum that does not fit, or no bars.
pub fn parkinson(bars: &[Bar]) -> Result<u128, MathError> {
    let sum = mean_of(bars, |bar| square(lean::ln_ratio(bar.high, bar.low)?))?;
    lean::mul_div_up(sum.unsigned_abs(), WAD, FOUR_LN_2)
}

/// Garman and Klass's estimate (1980): variance per bar at scale 1e36; zero where the estimate is negative.
///
/// # Errors
/// As [`parkinson`].
pub fn garman_klass(bars: &[Bar]) -> Result<u128, MathError> {
    let mean = mean_of(bars, |bar| {
        let range = square(lean::ln_ratio(bar.high, bar.low)?)?;
        let drift = lean::ln_ratio(bar.close, bar.open)?;
        let correction = product(lean_mul(TWO_LN_2_LESS_1, drift), drift)?;
        (range / 2)
            .checked_sub(correction)
            .ok_or(MathError::Underflow)
    })?;
    Ok(mean.max(0).unsigned_abs())
}

/// Rogers and Satchell's estimate (1991), free of drift: variance per bar at scale 1e36.
///
/// # Errors
/// As [`parkinson`].
pub fn rogers_satchell(bars: &[Bar]) -> Result<u128, MathError> {
    let mean = mean_of(bars, |bar| {
        let up = product(
            lean::ln_ratio(bar.high, bar.close)?,
            lean::ln_ratio(bar.high, bar.open)?,
        )?;
        let down = product(
            lean::ln_ratio(bar.low, bar.close)?,
            lean::ln_ratio(bar.low, bar.open)?,
        )?;
        up.checked_add(down).ok_or(MathError::Overflow)
    })?;
    Ok(mean.max(0).unsigned_abs())
}

/// The mean of a figure over the bars, to the nearest towards zero.
fn mean_of(
    bars: &[Bar],
    figure: impl Fn(&Bar) -> Result<i128, MathError>,
) -> Result<i128, MathError> {
    let mut sum = 0i128;
    for bar in bars {
        sum = sum.checked_add(figure(bar)?).ok_or(MathError::Overflow)?;
    }
    sum.checked_div(bars.len() as i128)
        .ok_or(MathError::DivisionByZero)
}

/// A wad times a wad, back at wad, towards zero; both are below 2^63 here or the product is refused later.
fn lean_mul(a: i128, b: i128) -> i128 {
    let magnitude =
        lean::mul_down(a.unsigned_abs(), b.unsigned_abs()).unwrap_or(u128::MAX >> 1) as i128;
    if (a < 0) == (b < 0) {
        magnitude
    } else {
        magnitude.saturating_neg()
    }
}

fn square(wad: i128) -> Result<i128, MathError> {
    product(wad, wad)
}

/// The product of two wads at scale 1e36.
fn product(a: i128, b: i128) -> Result<i128, MathError> {
    a.checked_mul(b).ok_or(MathError::Overflow)
}
