//! The two cores against each other: the lean one must give what 384 bits give.

use super::{
    exp::exp_fixed,
    fixed::{Fixed, ONE, WAD, from_wad, round_shift},
    ln::ln_wad,
    normal::normal,
};
use crate::lean;
use alloy_primitives::U256;
use proptest::prelude::*;

/// A number rounded to a wad.
fn rounded(x: Fixed) -> u128 {
    round_shift(x * WAD, super::fixed::BITS).to()
}

fn wide(x: u128) -> U256 {
    U256::from(x)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn fuzz_exp_lean_equals_wide(x in -43 * lean::ONE as i128..=20 * lean::ONE as i128) {
        let expected = exp_fixed(x < 0, from_wad(wide(x.unsigned_abs())));
        prop_assert_eq!(lean::exp(x).map(wide), expected.ok());
    }

    #[test]
    fn fuzz_ln_lean_equals_wide(bits in any::<u128>(), cut in 0u32..128) {
        let x = (bits >> cut).max(1);
        let (negative, magnitude) = ln_wad(wide(x));
        let magnitude = rounded(magnitude) as i128;
        let expected = if negative { -magnitude } else { magnitude };
        prop_assert_eq!(lean::ln(x), Ok(expected));
    }

    #[test]
    fn fuzz_sqrt_lean_equals_wide(bits in any::<u128>(), cut in 0u32..128) {
        let x = bits >> cut;
        prop_assert_eq!(wide(lean::sqrt(x)), super::sqrt(wide(x)));
    }

    #[test]
    fn fuzz_normal_lean_equals_wide(x in 0..=9_100_000_000_000_000_000i128) {
        let (distance, density) = normal(from_wad(wide(x.unsigned_abs())));
        let half = ONE >> 1;
        prop_assert_eq!(lean::normal_cdf(x), rounded(half + distance));
        prop_assert_eq!(lean::normal_cdf(-x), rounded(half - distance));
        prop_assert_eq!(lean::normal_pdf(x), rounded(density));
    }
}
