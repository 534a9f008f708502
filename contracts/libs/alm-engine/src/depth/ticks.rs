//! The grid of a pool of concentrated liquidity: ticks, their prices, and the map of those where liquidity changes.

use alm_math::lean;

/// `ln(1.0001) / 2` at scale 1e27: the logarithm of the root price from one tick to the next.
const HALF_LN: i128 = 49_997_500_166_654_167_666_583;
/// From that scale to a wad.
const TO_WAD: i128 = 1_000_000_000;
/// Fractional bits of a root price, and bits that are dropped of one that needs more than 128.
const FRACTION: u32 = 96;
const DROPPED: u32 = 32;
/// The lowest and the highest tick there is.
pub const TICK_MAX: i32 = 887_272;

/// A root price: the upper 32 and the lower 128 bits of a number with 96 fractional bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RootPrice {
    /// Bits 128 to 159.
    pub high: u32,
    /// Bits 0 to 127.
    pub low: u128,
}

impl RootPrice {
    /// The price as a fraction of two numbers. Above 2^128 the lowest 32 bits are dropped, which are below 2^-96 of it.
    #[must_use]
    pub fn fraction(self) -> (u128, u128) {
        if self.high == 0 {
            return (self.low, 1 << FRACTION);
        }
        let upper = u128::from(self.high) << FRACTION;
        (upper | (self.low >> DROPPED), 1 << (FRACTION - DROPPED))
    }

    /// The logarithm of the root price, wad. `None` for a price of zero, which no initialised pool has.
    #[must_use]
    pub fn logarithm(self) -> Option<i128> {
        let (numerator, denominator) = self.fraction();
        lean::ln_ratio(numerator, denominator).ok()
    }
}

/// The logarithm of the root price at a tick, wad, towards zero; to within one unit.
#[must_use]
pub fn logarithm_at(tick: i32) -> i128 {
    // At most 887272 * 5e22 < 2^96.
    i128::from(tick).saturating_mul(HALF_LN) / TO_WAD
}

/// The place of a tick in the map: the number of the word, and the bit in it.
#[must_use]
pub fn place(tick: i32, spacing: i32) -> (i16, u8) {
    let compressed = tick.checked_div_euclid(spacing).unwrap_or(0);
    ((compressed >> 8) as i16, (compressed & 0xff) as u8)
}

/// The tick of a place; beyond the grid, its end.
#[must_use]
pub fn tick_at(word: i16, bit: u8, spacing: i32) -> i32 {
    let compressed = (i32::from(word) << 8) | i32::from(bit);
    compressed
        .saturating_mul(spacing)
        .clamp(TICK_MAX.saturating_neg(), TICK_MAX)
}

/// The highest bit set at or below a bit of a word (big-endian bytes).
#[must_use]
pub fn at_or_below(word: &[u8; 32], bit: u8) -> Option<u8> {
    (0..=bit).rev().find(|bit| is_set(word, *bit))
}

/// The lowest bit set above a bit of a word; with `None`, the lowest of all.
#[must_use]
pub fn above(word: &[u8; 32], bit: Option<u8>) -> Option<u8> {
    let first = bit.map_or(0, |bit| u16::from(bit).saturating_add(1));
    (first..=255)
        .map(|bit| bit as u8)
        .find(|bit| is_set(word, *bit))
}

/// Whether a bit is set: bit 0 is the lowest of the last byte.
fn is_set(word: &[u8; 32], bit: u8) -> bool {
    let byte = 31usize.saturating_sub(usize::from(bit >> 3));
    word.get(byte)
        .is_some_and(|byte| byte >> (bit & 7) & 1 == 1)
}
