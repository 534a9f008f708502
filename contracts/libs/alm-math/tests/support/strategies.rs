//! Random arguments that visit every magnitude.

use alloy_primitives::U256;
use alm_math::SignedWad;
use proptest::prelude::*;

/// One, as a wad.
pub(crate) const ONE: u128 = alm_math::lean::ONE;

/// 128-bit integers of every length: uniform in the number of bits.
pub(crate) fn any_length_u128() -> impl Strategy<Value = u128> {
    (any::<u128>(), 0u32..128).prop_map(|(bits, cut)| bits >> cut)
}

/// 256-bit integers of every length.
pub(crate) fn any_length_u256() -> impl Strategy<Value = U256> {
    (any::<[u64; 4]>(), 0usize..256).prop_map(|(limbs, cut)| U256::from_limbs(limbs) >> cut)
}

/// Signed wads with a magnitude up to `largest`.
pub(crate) fn signed_up_to(largest: u128) -> impl Strategy<Value = SignedWad> {
    let largest = i128::try_from(largest).expect("a small bound");
    (-largest..=largest).prop_map(SignedWad::from_i128)
}
