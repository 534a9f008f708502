//! Products, quotients and units against plain long arithmetic.
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
    Assets, Bps, MathError, Ray, Seconds, Shares, SignedWad, Timestamp, WAD_ONE, Wad, lean,
    mul_div_down, mul_div_up,
};
use proptest::prelude::*;
use support::{
    long::Long,
    strategies::{any_length_u128, any_length_u256},
};

fn any_signed() -> impl Strategy<Value = SignedWad> {
    any_length_u256().prop_map(|bits| SignedWad::from_raw(I256::from_raw(bits)))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// q = floor(ab / d) means: q d <= a b < (q + 1) d, in whole numbers of any length.
    #[test]
    fn fuzz_mul_div_down_is_the_floor(a in any_length_u256(), b in any_length_u256(), d in any_length_u256()) {
        prop_assume!(!d.is_zero());
        let product = Long::from(a).mul(&Long::from(b));
        let divisor = Long::from(d);
        match mul_div_down(a, b, d) {
            Ok(q) => {
                let low = Long::from(q).mul(&divisor);
                prop_assert!(low <= product);
                prop_assert!(product < low.add(&divisor));
            }
            Err(error) => {
                prop_assert_eq!(error, MathError::Overflow);
                // The smallest quotient that does not fit is 2^256.
                prop_assert!(product >= Long::from(U256::MAX).add(&Long::from(U256::ONE)).mul(&divisor));
            }
        }
    }

    #[test]
    fn fuzz_mul_div_up_is_the_ceiling(a in any_length_u256(), b in any_length_u256(), d in any_length_u256()) {
        prop_assume!(!d.is_zero());
        let product = Long::from(a).mul(&Long::from(b));
        let divisor = Long::from(d);
        match mul_div_up(a, b, d) {
            Ok(q) => {
                let high = Long::from(q).mul(&divisor);
                prop_assert!(product <= high);
                prop_assert!(high < product.add(&divisor));
            }
            Err(error) => {
                prop_assert_eq!(error, MathError::Overflow);
                prop_assert!(product > Long::from(U256::MAX).mul(&divisor));
            }
        }
    }

    #[test]
    fn fuzz_mul_div_lean_equals_wide(a in any_length_u128(), b in any_length_u128(), d in any_length_u128()) {
        prop_assume!(d != 0);
        let wide = |raw: Result<U256, MathError>| {
            raw.and_then(|raw| u128::try_from(raw).map_err(|_| MathError::Overflow))
        };
        let (x, y, z) = (U256::from(a), U256::from(b), U256::from(d));
        prop_assert_eq!(lean::mul_div_down(a, b, d), wide(mul_div_down(x, y, z)));
        prop_assert_eq!(lean::mul_div_up(a, b, d), wide(mul_div_up(x, y, z)));
    }

    #[test]
    fn fuzz_mul_lean_equals_wide(a in any_length_u128(), b in any_length_u128()) {
        let (x, y) = (Wad::from_u128(a), Wad::from_u128(b));
        let lean_or_wide = |lean: Result<u128, MathError>, wide: Result<Wad, MathError>| match lean {
            Ok(lean) => wide == Ok(Wad::from_u128(lean)),
            Err(MathError::Overflow) => wide.is_ok_and(|wide| wide.to_u128().is_none()),
            Err(error) => wide == Err(error),
        };
        prop_assert!(lean_or_wide(lean::mul_down(a, b), x.mul_down(y)));
        prop_assert!(lean_or_wide(lean::mul_up(a, b), x.mul_up(y)));
        prop_assert!(lean_or_wide(lean::div_down(a, b), x.div_down(y)));
        prop_assert!(lean_or_wide(lean::div_up(a, b), x.div_up(y)));
    }

    /// Down and up differ by at most one step, and enclose the product.
    #[test]
    fn fuzz_signed_mul_encloses_the_product(a in any_signed(), b in any_signed()) {
        if let (Ok(down), Ok(up)) = (a.mul_down(b), a.mul_up(b)) {
            let exact = |x: SignedWad| Long::from(x.magnitude().raw()).mul(&Long::from(WAD_ONE));
            let product = Long::from(a.magnitude().raw()).mul(&Long::from(b.magnitude().raw()));
            prop_assert!(up.raw() - down.raw() <= I256::ONE);
            if a.is_negative() == b.is_negative() {
                prop_assert!(exact(down) <= product && product <= exact(up));
            } else {
                prop_assert!(exact(up) <= product && product <= exact(down));
            }
        }
    }

    /// The quotient times its divisor is on the right side of the dividend.
    #[test]
    fn fuzz_signed_div_encloses_the_quotient(a in any::<i128>(), b in any::<i128>()) {
        prop_assume!(b != 0);
        let (x, y) = (SignedWad::from_i128(a), SignedWad::from_i128(b));
        let (down, up) = (x.div_down(y).unwrap(), x.div_up(y).unwrap());
        prop_assert!(up.raw() - down.raw() <= I256::ONE);
        let (low, high) = if b > 0 { (down, up) } else { (up, down) };
        prop_assert!(low.mul_down(y).unwrap() <= x);
        prop_assert!(high.mul_up(y).unwrap() >= x);
    }

    #[test]
    fn fuzz_unsigned_sum_and_difference_are_inverse(a in any_length_u256(), b in any_length_u256()) {
        let (a, b) = (Wad::from_raw(a), Wad::from_raw(b));
        match a.checked_add(b) {
            Ok(sum) => prop_assert_eq!(sum.checked_sub(b), Ok(a)),
            Err(error) => prop_assert!(error == MathError::Overflow && a.raw() > U256::MAX - b.raw()),
        }
    }

    #[test]
    fn fuzz_signed_sum_and_difference_are_inverse(a in any_signed(), b in any_signed()) {
        match a.checked_add(b) {
            Ok(sum) => prop_assert_eq!(sum.checked_sub(b), Ok(a)),
            Err(MathError::Overflow) => prop_assert!(!a.is_negative() && !b.is_negative()),
            Err(error) => {
                prop_assert_eq!(error, MathError::Underflow);
                prop_assert!(a.is_negative() && b.is_negative());
            }
        }
    }

    /// A round trip between assets and shares never creates value.
    #[test]
    fn fuzz_conversion_never_creates_value(a in any::<u128>(), assets in 1u128.., shares in 1u128..) {
        let (assets, shares) = (Assets::from_raw(U256::from(assets)), Shares::from_raw(U256::from(shares)));
        let amount = Assets::from_raw(U256::from(a));
        let minted = amount.to_shares_down(shares, assets).unwrap();
        prop_assert!(minted.to_assets_down(assets, shares).unwrap() <= amount);
        prop_assert!(minted.to_assets_up(assets, shares).unwrap() <= amount);
        let burnt = amount.to_shares_up(shares, assets).unwrap();
        prop_assert!(burnt.to_assets_down(assets, shares).unwrap() >= amount);
    }

    #[test]
    fn fuzz_ray_to_wad_encloses_the_number(raw in any_length_u256()) {
        let ray = Ray::from_raw(raw);
        let (down, up) = (ray.to_wad_down().unwrap(), ray.to_wad_up().unwrap());
        prop_assert!(Ray::from_wad(down).unwrap() <= ray);
        prop_assert!(Ray::from_wad(up).map_or(true, |up| up >= ray));
        prop_assert!(up.raw() - down.raw() <= U256::ONE);
    }

    #[test]
    fn fuzz_i128_round_trip(raw in any::<i128>()) {
        let wide = SignedWad::from_i128(raw);
        prop_assert_eq!(wide.to_i128(), Some(raw));
        prop_assert_eq!(wide.raw(), I256::try_from(raw).unwrap());
    }
}

#[test]
fn test_bps_to_wad_of_every_value() {
    for raw in 0..=alm_math::BPS_ONE {
        let expected = U256::from(raw) * WAD_ONE / U256::from(10_000u16);
        assert_eq!(Bps::new(raw).unwrap().to_wad().raw(), expected);
    }
}

#[test]
fn test_amount_ratio_rounds_as_named() {
    let (one, three) = (
        Assets::from_raw(U256::ONE),
        Assets::from_raw(U256::from(3u8)),
    );
    let third = one.ratio_down(three).unwrap();
    assert_eq!(third.to_string(), "0.333333333333333333");
    assert_eq!(
        one.ratio_up(three).unwrap().to_string(),
        "0.333333333333333334"
    );
    assert_eq!(three.mul_down(third).unwrap(), Assets::ZERO);
    assert_eq!(three.mul_up(third).unwrap(), one);
    assert_eq!(one.div_down(third).unwrap(), three);
    assert_eq!(
        one.div_up(third).unwrap(),
        Assets::from_raw(U256::from(4u8))
    );
}

#[test]
fn test_time_adds_and_subtracts() {
    let start = Timestamp::from_raw(1_700_000_000);
    let end = start.checked_add(Seconds::YEAR).unwrap();
    assert_eq!(end.since(start), Ok(Seconds::from_raw(365 * 24 * 3600)));
    assert_eq!(
        Seconds::DAY.checked_sub(Seconds::HOUR),
        Ok(Seconds::from_raw(82_800))
    );
    assert_eq!(
        Seconds::DAY.checked_add(Seconds::HOUR),
        Ok(Seconds::from_raw(90_000))
    );
}
