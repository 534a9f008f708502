//! What holds between results: order, symmetry, inverses.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    missing_docs,
    reason = "a test fails by panicking"
)]

mod support;

use alloy_primitives::{I256, U256};
use alm_math::{
    SignedWad, Wad, exp, ln, ln_ratio, log1p, normal_cdf, normal_pdf, normal_quantile, pow, sqrt,
};
use proptest::prelude::*;
use support::strategies::{ONE, any_length_u128, any_length_u256, signed_up_to};

/// The next larger argument.
fn next(x: SignedWad) -> SignedWad {
    SignedWad::from_raw(x.raw() + I256::ONE)
}

fn next_unsigned(x: Wad) -> Wad {
    Wad::from_raw(x.raw() + U256::ONE)
}

/// How many steps two results are apart.
fn steps_between(a: SignedWad, b: SignedWad) -> U256 {
    (a.raw() - b.raw()).unsigned_abs()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn fuzz_exp_is_monotone_at_neighbours(x in signed_up_to(135 * ONE)) {
        prop_assert!(exp(x).unwrap() <= exp(next(x)).unwrap());
    }

    #[test]
    fn fuzz_ln_is_monotone_at_neighbours(x in any_length_u256()) {
        prop_assume!(!x.is_zero() && x != U256::MAX);
        let x = Wad::from_raw(x);
        prop_assert!(ln(x).unwrap() <= ln(next_unsigned(x)).unwrap());
    }

    #[test]
    fn fuzz_log1p_is_monotone_at_neighbours(x in signed_up_to(ONE - 1)) {
        prop_assert!(log1p(x).unwrap() <= log1p(next(x)).unwrap());
    }

    #[test]
    fn fuzz_sqrt_is_monotone_at_neighbours(x in any_length_u256()) {
        prop_assume!(x != U256::MAX);
        let x = Wad::from_raw(x);
        prop_assert!(sqrt(x) <= sqrt(next_unsigned(x)));
    }

    #[test]
    fn fuzz_normal_cdf_is_monotone_at_neighbours(x in signed_up_to(10 * ONE)) {
        prop_assert!(normal_cdf(x) <= normal_cdf(next(x)));
    }

    #[test]
    fn fuzz_normal_pdf_falls_from_its_middle(x in 0..10 * ONE as i128) {
        let x = SignedWad::from_i128(x);
        prop_assert!(normal_pdf(x) >= normal_pdf(next(x)));
    }

    #[test]
    fn fuzz_normal_quantile_is_monotone_at_neighbours(p in 1..ONE - 1) {
        let p = Wad::from_u128(p);
        prop_assert!(normal_quantile(p).unwrap() <= normal_quantile(next_unsigned(p)).unwrap());
    }

    #[test]
    fn fuzz_pow_is_monotone_in_its_base(x in 1..100 * ONE, y in 1..5 * ONE as i128) {
        let (x, y) = (Wad::from_u128(x), SignedWad::from_i128(y));
        prop_assert!(pow(x, y).unwrap() <= pow(next_unsigned(x), y).unwrap());
    }

    #[test]
    fn fuzz_normal_cdf_is_symmetric(x in signed_up_to(10 * ONE)) {
        let sum = normal_cdf(x).checked_add(normal_cdf(x.checked_neg().unwrap()));
        prop_assert_eq!(sum, Ok(Wad::ONE));
    }

    #[test]
    fn fuzz_normal_pdf_is_even(x in signed_up_to(10 * ONE)) {
        prop_assert_eq!(normal_pdf(x), normal_pdf(x.checked_neg().unwrap()));
    }

    #[test]
    fn fuzz_normal_quantile_is_odd(p in 1..ONE) {
        let upper = normal_quantile(Wad::from_u128(ONE - p)).unwrap();
        let lower = normal_quantile(Wad::from_u128(p)).unwrap();
        prop_assert_eq!(lower.checked_neg(), Ok(upper));
    }

    #[test]
    fn fuzz_ln_ratio_is_odd(a in any_length_u256(), b in any_length_u256()) {
        prop_assume!(!a.is_zero() && !b.is_zero());
        prop_assert_eq!(ln_ratio(a, b).unwrap().checked_neg(), ln_ratio(b, a));
    }

    // The inverse of a rounded result is off by its half step times the slope, plus its own half step.
    #[test]
    fn fuzz_ln_inverts_exp(x in 0..135 * ONE as i128) {
        let x = SignedWad::from_i128(x);
        prop_assert!(steps_between(ln(exp(x).unwrap()).unwrap(), x) <= U256::ONE);
    }

    #[test]
    fn fuzz_exp_inverts_ln_below_one(x in 1..=ONE) {
        let back = exp(ln(Wad::from_u128(x)).unwrap()).unwrap();
        prop_assert!(back.raw().abs_diff(U256::from(x)) <= U256::ONE);
    }

    #[test]
    fn fuzz_normal_cdf_inverts_its_quantile(p in 1..ONE) {
        let back = normal_cdf(normal_quantile(Wad::from_u128(p)).unwrap());
        prop_assert!(back.raw().abs_diff(U256::from(p)) <= U256::ONE);
    }

    #[test]
    fn fuzz_sqrt_inverts_a_square(x in any_length_u128()) {
        // A square that is a whole number of steps has its root exactly.
        let root = Wad::from_u128(x >> 4);
        let square = root.mul_down(root).unwrap();
        if square == root.mul_up(root).unwrap() {
            prop_assert_eq!(sqrt(square), root);
        } else {
            prop_assert!(sqrt(square) <= root);
        }
    }

    #[test]
    fn fuzz_pow_of_a_half_is_the_root(x in any_length_u256()) {
        let half = SignedWad::from_i128(ONE as i128 / 2);
        prop_assert_eq!(pow(Wad::from_raw(x), half), Ok(sqrt(Wad::from_raw(x))));
    }
}
