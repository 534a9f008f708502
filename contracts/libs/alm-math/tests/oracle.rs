//! Every function against an independent high-precision computation on random points.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    missing_docs,
    reason = "a test fails by panicking"
)]

mod support;

use alloy_primitives::{U256, U512};
use alm_math::{SignedWad, Wad, lean};
use proptest::prelude::*;
use support::{
    oracle::{self, nearest, nearest_signed, real},
    strategies::{ONE, any_length_u128, any_length_u256, signed_up_to},
};

/// Sign and magnitude, as the oracle takes them.
fn parts(x: SignedWad) -> (bool, oracle::Real) {
    (x.is_negative(), real(x.magnitude().raw()))
}

fn wad(raw: u128) -> oracle::Real {
    real(U256::from(raw))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn fuzz_exp_equals_oracle(x in signed_up_to(136 * ONE)) {
        let (negative, magnitude) = parts(x);
        let have = alm_math::exp(x).ok().map(Wad::raw);
        prop_assert_eq!(have, nearest(oracle::exp(negative, magnitude)));
    }

    #[test]
    fn fuzz_exp_near_zero_equals_oracle(x in signed_up_to(10_000_000_000)) {
        let (negative, magnitude) = parts(x);
        let have = alm_math::exp(x).ok().map(Wad::raw);
        prop_assert_eq!(have, nearest(oracle::exp(negative, magnitude)));
    }

    #[test]
    fn fuzz_exp_neg_equals_oracle(x in 0..=43 * ONE) {
        let expected = nearest(oracle::exp(true, wad(x))).unwrap();
        prop_assert_eq!(U256::from(lean::exp_neg(x)), expected);
        prop_assert_eq!(U256::from(lean::one_minus_exp_neg(x)), U256::from(ONE) - expected);
    }

    #[test]
    fn fuzz_decay_equals_oracle(dt in any::<u64>(), tau in any::<u64>(), cut in (0u32..64, 0u32..63)) {
        let (dt, tau) = (dt >> cut.0, (tau >> cut.1).max(1));
        let quotient = (oracle::Real::from(dt) << 512) / oracle::Real::from(tau);
        let expected = if u128::from(dt) > 50 * u128::from(tau) {
            U256::ZERO
        } else {
            nearest(oracle::exp(true, quotient)).unwrap()
        };
        prop_assert_eq!(U256::from(lean::decay(dt, tau).unwrap()), expected);
    }

    #[test]
    fn fuzz_ln_equals_oracle(x in any_length_u256()) {
        prop_assume!(!x.is_zero());
        let have = alm_math::ln(Wad::from_raw(x)).unwrap().raw();
        prop_assert_eq!(have, nearest_signed(oracle::ln(real(x))));
    }

    #[test]
    fn fuzz_ln_near_one_equals_oracle(x in signed_up_to(10_000_000_000)) {
        let sum = x.checked_add(SignedWad::ONE).unwrap().to_unsigned().unwrap();
        let expected = nearest_signed(oracle::ln(real(sum.raw())));
        prop_assert_eq!(alm_math::ln(sum).unwrap().raw(), expected);
        prop_assert_eq!(alm_math::log1p(x).unwrap().raw(), expected);
    }

    #[test]
    fn fuzz_ln_ratio_equals_oracle(a in any_length_u128(), b in any_length_u128()) {
        prop_assume!(a != 0 && b != 0);
        let quotient = (oracle::Real::from(a) << 512) / oracle::Real::from(b);
        let expected = nearest_signed(oracle::ln(quotient));
        prop_assert_eq!(SignedWad::from_i128(lean::ln_ratio(a, b).unwrap()).raw(), expected);
        let wide = alm_math::ln_ratio(U256::from(a), U256::from(b)).unwrap();
        prop_assert_eq!(wide.raw(), expected);
    }

    #[test]
    fn fuzz_ln_ratio_of_neighbours_equals_oracle(a in 1u64.., change in 1_000_000u64..) {
        let b = a.saturating_add(a / change).max(1);
        let quotient = (oracle::Real::from(a) << 512) / oracle::Real::from(b);
        let have = lean::ln_ratio(a.into(), b.into()).unwrap();
        prop_assert_eq!(SignedWad::from_i128(have).raw(), nearest_signed(oracle::ln(quotient)));
    }

    #[test]
    fn fuzz_pow_equals_oracle(x in any_length_u256(), y in signed_up_to(5 * ONE)) {
        prop_assume!(!x.is_zero());
        let (negative, magnitude) = parts(y);
        let have = alm_math::pow(Wad::from_raw(x), y).ok().map(Wad::raw);
        prop_assert_eq!(have, oracle::pow(real(x), negative, magnitude).and_then(nearest));
    }

    #[test]
    fn fuzz_pow_near_one_equals_oracle(excess in 1u64..1_000_000_000, y in 1u128 << 70..1 << 96) {
        let x = U256::from(ONE + u128::from(excess));
        let have = alm_math::pow(Wad::from_raw(x), SignedWad::from_i128(y as i128));
        let expected = oracle::pow(real(x), false, wad(y)).and_then(nearest);
        prop_assert_eq!(have.ok().map(Wad::raw), expected);
    }

    #[test]
    fn fuzz_pow_of_a_whole_exponent_is_exact(x in 1..=9 * ONE, n in 1u32..7) {
        // x^n / 1e18^(n - 1), rounded half up, in whole numbers.
        let scale = U512::from(ONE).pow(U512::from(n - 1));
        let expected = (U512::from(x).pow(U512::from(n)) * U512::from(2u8) + scale) / (scale * U512::from(2u8));
        let have = alm_math::pow(Wad::from_u128(x), SignedWad::from_i128(i128::from(n) * ONE as i128));
        prop_assert_eq!(U512::from(have.unwrap().raw()), expected);
    }

    #[test]
    fn fuzz_sqrt_is_the_nearest(x in any_length_u256()) {
        // (r - 1/2)^2 < x 1e18 < (r + 1/2)^2, times four.
        let root: U512 = U512::from(alm_math::sqrt(Wad::from_raw(x)).raw()) << 1;
        let number: U512 = (U512::from(x) * U512::from(ONE)) << 2;
        let square = |r: U512| r * r;
        prop_assert!(square(root + U512::ONE) > number);
        prop_assert!(root.is_zero() || square(root - U512::ONE) < number);
    }

    #[test]
    fn fuzz_normal_cdf_equals_oracle(x in signed_up_to(9_500_000_000_000_000_000)) {
        let (negative, magnitude) = parts(x);
        let expected = nearest(oracle::normal_cdf(negative, magnitude)).unwrap();
        prop_assert_eq!(alm_math::normal_cdf(x).raw(), expected);
        let narrow = lean::normal_cdf(x.to_i128().unwrap());
        prop_assert_eq!(U256::from(narrow), expected);
    }

    #[test]
    fn fuzz_normal_cdf_near_zero_equals_oracle(x in signed_up_to(1_000_000_000)) {
        let (negative, magnitude) = parts(x);
        let expected = nearest(oracle::normal_cdf(negative, magnitude)).unwrap();
        prop_assert_eq!(alm_math::normal_cdf(x).raw(), expected);
    }

    #[test]
    fn fuzz_normal_pdf_equals_oracle(x in signed_up_to(9_500_000_000_000_000_000)) {
        let expected = nearest(oracle::normal_pdf(parts(x).1)).unwrap();
        prop_assert_eq!(alm_math::normal_pdf(x).raw(), expected);
    }

    #[test]
    fn fuzz_normal_quantile_is_the_nearest(p in 1..ONE, cut in 0u32..60, upper in any::<bool>()) {
        let tail = (p >> cut).max(1);
        let p = if upper { ONE - tail } else { tail };
        let x = alm_math::normal_quantile(Wad::from_u128(p)).unwrap();
        // Phi half a step below and above encloses p.
        let magnitude = real(x.magnitude().raw());
        let half = real(U256::ONE) >> 1;
        let below = oracle::normal_cdf(x.is_negative(), magnitude.saturating_sub(half));
        let above = oracle::normal_cdf(x.is_negative(), magnitude + half);
        let (low, high) = if x.is_negative() { (above, below) } else { (below, above) };
        prop_assert!(low <= wad(p));
        prop_assert!(wad(p) <= high);
    }
}
