//! All pairs of up to sixteen assets, eight to a word of 32 bytes.
//!
//! A pair takes four bytes: the correlation in three, in steps of 2^-23 above minus one, rounded up; the number of
//! samples plus one in one. Rounding adds at most 1.2e-7 a step, so at most `1.2e-7 / (1 - a)` in the long run: 4e-6 for samples
//! every twelve hours and a time constant of sixteen days, 5e-5 for samples every hour.

use crate::{
    covariance::{Estimate, correlation::SAMPLES_MAX},
    units::WAD,
};

/// Most assets of a matrix.
pub const ASSETS: usize = 16;
/// Their pairs.
pub const PAIRS: usize = ASSETS * (ASSETS - 1) / 2;
/// Pairs in a word.
pub const PAIRS_A_WORD: usize = 8;
/// Words of all pairs.
pub const WORDS: usize = PAIRS / PAIRS_A_WORD;

/// Steps from minus one to zero, and from zero to one.
const STEPS: u128 = (1 << 23) - 1;

/// The distance from minus one to one, wad.
const TWO: i128 = 2 * WAD as i128;

/// Four bytes of a word.
pub type Packed = [u8; 4];

/// The place of a pair: those of asset 1 first, then of asset 2, so that fewer assets take fewer words. `None` for an
/// asset with itself, or beyond the matrix.
#[must_use]
pub fn place(one: usize, other: usize) -> Option<usize> {
    let (low, high) = if one < other {
        (one, other)
    } else {
        (other, one)
    };
    if low == high || high >= ASSETS {
        return None;
    }
    // high (high - 1) / 2 + low, at most 119.
    let before = high.saturating_mul(high.saturating_sub(1)) >> 1;
    Some(before.saturating_add(low))
}

/// A pair as it is stored: all zero for one that was never written.
#[must_use]
pub fn pack(estimate: Estimate) -> Packed {
    let from_below = estimate
        .correlation
        .saturating_add(WAD as i128)
        .clamp(0, TWO) as u128;
    // At most 2e18 * 2^23 < 2^84. One more tells minus one from a pair never written.
    let steps = from_below.saturating_mul(STEPS).div_ceil(WAD) as u32;
    let [_, high, middle, low] = steps.saturating_add(1).to_be_bytes();
    let samples = estimate.samples.clamp(-1, SAMPLES_MAX).saturating_add(1);
    [high, middle, low, samples as u8]
}

/// A stored pair.
#[must_use]
pub fn unpack(packed: Packed) -> Estimate {
    let [high, middle, low, samples] = packed;
    let steps = u32::from_be_bytes([0, high, middle, low]);
    let Some(steps) = steps.checked_sub(1) else {
        return Estimate::default();
    };
    // At most 2^24 * 1e18, towards zero: packing it again gives the same steps.
    let from_below = u128::from(steps).saturating_mul(WAD) / STEPS;
    Estimate {
        correlation: (from_below as i128).saturating_sub(WAD as i128),
        samples: i16::from(samples).saturating_sub(1),
    }
}
