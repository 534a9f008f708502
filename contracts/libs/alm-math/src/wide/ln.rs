//! The logarithm with 384 fractional bits.

use super::fixed::{BITS, Fixed, LN2, Wide, mul, series};
use alloy_primitives::{U256, U512};

/// `ln(x / 1e18)` for a positive integer x: whether it is negative, and its magnitude, low or high by at most 2^-374.
pub(super) fn ln_wad(x: U256) -> (bool, Fixed) {
    let mut exponent = x.bit_len() as i32 - 60;
    // Both in [2^255, 2^256) before folding; 1e18 has 60 bits.
    let mut high = U512::from(x) << (256 - x.bit_len());
    let mut low = U512::from(crate::WAD_ONE) << 196;
    // m = high / low into [3/4, 3/2].
    if high > low + (low >> 1) {
        low <<= 1;
        exponent += 1;
    } else if high < low - (low >> 2) {
        high <<= 1;
        exponent -= 1;
    }
    let below = high < low;
    let numerator = Wide::from(high.abs_diff(low)) << (BITS + 1);
    let doubled: Fixed = numerator
        .checked_div(Wide::from(high + low))
        .unwrap_or_default()
        .wrapping_to();
    let fraction = doubled >> 1;
    let logarithm = series(doubled, mul(fraction, fraction), 3, 2, false);
    let whole = LN2 * Fixed::from(exponent.unsigned_abs());
    let negative = exponent < 0;
    if below == negative || exponent == 0 {
        (below, whole + logarithm)
    } else {
        // |exponent| ln 2 >= ln 2 > ln(3/2) >= logarithm.
        (negative, whole - logarithm)
    }
}
