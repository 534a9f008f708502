//! The square root.

use super::{ONE, mul_div::mul_wide};

/// The square root of a wad, as a wad, correctly rounded. Source: the pencil-and-paper method, one bit per turn,
/// on the exact 256-bit number `x * 1e18`; no midpoint can be hit.
#[must_use]
pub fn sqrt(x: u128) -> u128 {
    let (mut high, mut low) = mul_wide(x, ONE);
    let (mut root, mut rest) = (0u128, 0u128);
    let mut turns = 128;
    while turns > 0 {
        turns -= 1;
        // The number is below 2^188, so the root stays below 2^94 and the rest below 2^96.
        rest = (rest << 2) | (high >> 126);
        high = (high << 2) | (low >> 126);
        low <<= 2;
        let trial = (root << 2) | 1;
        root <<= 1;
        if rest >= trial {
            rest -= trial;
            root |= 1;
        }
    }
    // (root + 1/2)^2 = root^2 + root + 1/4: above it exactly if the rest exceeds the root.
    if rest > root { root + 1 } else { root }
}
