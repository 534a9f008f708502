//! Decimal text in and out.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    missing_docs,
    reason = "a test fails by panicking"
)]

mod support;

use alloy_primitives::{I256, U256};
use alm_math::{Assets, ParseDecimalError, Ray, SignedWad, Wad};
use proptest::prelude::*;
use support::strategies::any_length_u256;

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn fuzz_text_round_trip(raw in any_length_u256()) {
        prop_assert_eq!(Wad::from_raw(raw).to_string().parse(), Ok(Wad::from_raw(raw)));
        prop_assert_eq!(Ray::from_raw(raw).to_string().parse(), Ok(Ray::from_raw(raw)));
        prop_assert_eq!(Assets::from_raw(raw).to_string().parse(), Ok(Assets::from_raw(raw)));
        let signed = SignedWad::from_raw(I256::from_raw(raw));
        prop_assert_eq!(signed.to_string().parse(), Ok(signed));
    }

    #[test]
    fn fuzz_parse_never_panics(text in "\\PC{0,100}") {
        // Whatever is accepted is digits, at most one point and at most one sign.
        if text.parse::<SignedWad>().is_ok() {
            let digits = text.strip_prefix('-').unwrap_or(&text);
            prop_assert!(digits.chars().all(|c| c.is_ascii_digit() || c == '.'));
        }
    }
}

#[test]
fn test_display_of_known_values() {
    let wad = |raw: u128| Wad::from_u128(raw).to_string();
    assert_eq!(wad(0), "0");
    assert_eq!(wad(1), "0.000000000000000001");
    assert_eq!(wad(500_000_000_000_000_000), "0.5");
    assert_eq!(wad(1_000_000_000_000_000_000), "1");
    assert_eq!(wad(10_020_000_000_000_000_000), "10.02");
    assert_eq!(
        Wad::MAX.to_string(),
        "115792089237316195423570985008687907853269984665640564039457.584007913129639935"
    );
    assert_eq!(
        SignedWad::MIN.to_string(),
        "-57896044618658097711785492504343953926634992332820282019728.792003956564819968"
    );
    assert_eq!(Assets::from_raw(U256::from(1200u16)).to_string(), "1200");
    assert_eq!(Ray::ONE.to_string(), "1");
}

#[test]
fn test_parse_accepts_plain_decimals() {
    for (text, raw) in [
        ("1", 1_000_000_000_000_000_000u128),
        ("01.50", 1_500_000_000_000_000_000),
        (".5", 500_000_000_000_000_000),
        ("3.", 3_000_000_000_000_000_000),
        ("0.000000000000000001000", 1),
    ] {
        assert_eq!(text.parse(), Ok(Wad::from_u128(raw)), "{text}");
    }
}

#[test]
fn test_parse_refuses_everything_else() {
    use ParseDecimalError::{Empty, InvalidCharacter, TooLarge, TooPrecise};
    let largest = Wad::MAX.to_string();
    let beyond = largest.replace("935", "936");
    for (text, error) in [
        ("", Empty),
        (".", Empty),
        ("-1", InvalidCharacter { position: 0 }),
        ("+1", InvalidCharacter { position: 0 }),
        ("1e3", InvalidCharacter { position: 1 }),
        ("1.2.3", InvalidCharacter { position: 3 }),
        ("1.x", InvalidCharacter { position: 2 }),
        ("1,000", InvalidCharacter { position: 1 }),
        ("NaN", InvalidCharacter { position: 0 }),
        ("0.0000000000000000001", TooPrecise { decimals: 18 }),
        (beyond.as_str(), TooLarge),
    ] {
        assert_eq!(text.parse::<Wad>(), Err(error), "{text}");
    }
    assert_eq!(largest.parse(), Ok(Wad::MAX));
    assert_eq!(
        "--1".parse::<SignedWad>(),
        Err(InvalidCharacter { position: 0 })
    );
    assert_eq!("-".parse::<SignedWad>(), Err(Empty));
    assert_eq!(largest.parse::<SignedWad>(), Err(TooLarge));
    assert_eq!("1.5".parse::<Assets>(), Err(TooPrecise { decimals: 0 }));
}
