//! The square root of more than 128 bits.

use alloy_primitives::{U256, U512};

/// The square root of a wad, as a wad, correctly rounded. Source: one bit per turn on the exact number `x * 1e18`.
pub(crate) fn sqrt(x: U256) -> U256 {
    let mut rest: U512 = x.widening_mul(crate::WAD_ONE);
    let mut root = U512::ZERO;
    // The number has at most 316 bits.
    let mut bit: U512 = U512::ONE << 316;
    while !bit.is_zero() {
        let trial = root + bit;
        root >>= 1;
        if rest >= trial {
            rest -= trial;
            root += bit;
        }
        bit >>= 2;
    }
    if rest > root {
        root += U512::ONE;
    }
    // Below 2^159.
    root.wrapping_to()
}
