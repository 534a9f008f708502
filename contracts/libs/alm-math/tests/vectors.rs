//! The reference vectors of the repository, or of the folder in `ALM_VECTORS`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    missing_docs,
    reason = "a test fails by panicking"
)]

mod support;

use alloy_primitives::U256;
use alm_math::{SignedWad, Wad};
use support::vector_file::{Case, load};

/// Every case of a file through `compute`, which returns the result and its raw text, against `expected`.
fn check(file: &str, expected: &str, compute: impl Fn(&Case) -> String) {
    let cases = load(file);
    let wrong: Vec<_> = cases
        .iter()
        .map(|case| (case, compute(case), case.out(expected)))
        .filter(|(_, have, want)| have != want)
        .map(|(case, have, want)| format!("{}: have {have}, want {want}", case.id()))
        .collect();
    assert!(
        wrong.is_empty(),
        "{file}: {} of {} cases are not correctly rounded:\n{}",
        wrong.len(),
        cases.len(),
        wrong.join("\n")
    );
}

/// An argument of a case as a signed number.
fn signed(case: &Case, name: &str) -> SignedWad {
    case.input(name).parse().unwrap()
}

/// An argument of a case as an unsigned number.
fn unsigned(case: &Case, name: &str) -> Wad {
    case.input(name).parse().unwrap()
}

/// Whether a result agrees with a vector to all the digits the vector has: they were computed with 70 digits, so
/// results of more than 65 are compared to 65, and everything shorter exactly.
fn agrees(have: Wad, want: Wad) -> bool {
    let resolution = want.raw() / U256::from(10u8).pow(U256::from(65u8));
    have.raw().abs_diff(want.raw()) <= resolution
}

#[test]
fn vectors_exp() {
    for case in load("exp") {
        let have = alm_math::exp(signed(&case, "x")).unwrap();
        let want = Wad::from_raw(case.out("wad_nearest").parse().unwrap());
        assert!(
            agrees(have, want),
            "{}: have {have}, want {want}",
            case.id()
        );
    }
}

#[test]
fn vectors_expm1() {
    for case in load("exp") {
        let have = alm_math::expm1(signed(&case, "x")).unwrap();
        let have = have.checked_add(SignedWad::ONE).unwrap();
        let want = Wad::from_raw(case.out("wad_nearest").parse().unwrap());
        assert!(
            agrees(have.to_unsigned().unwrap(), want),
            "{}: have {have}, want {want}",
            case.id()
        );
    }
}

#[test]
fn vectors_ln() {
    check("ln", "wad_nearest", |case| {
        alm_math::ln(unsigned(case, "x")).unwrap().raw().to_string()
    });
}

#[test]
fn vectors_log1p() {
    check("ln", "wad_nearest", |case| {
        let x = unsigned(case, "x").to_signed().unwrap();
        let argument = x.checked_sub(SignedWad::ONE).unwrap();
        alm_math::log1p(argument).unwrap().raw().to_string()
    });
}

#[test]
fn vectors_ln_ratio() {
    check("ln", "wad_nearest", |case| {
        let x = unsigned(case, "x").raw();
        let result = alm_math::ln_ratio(x, alm_math::WAD_ONE).unwrap();
        result.raw().to_string()
    });
}

#[test]
fn vectors_pow() {
    check("pow", "wad_nearest", |case| {
        let result = alm_math::pow(unsigned(case, "x"), signed(case, "y")).unwrap();
        result.raw().to_string()
    });
}

#[test]
fn vectors_sqrt() {
    check("sqrt", "wad_nearest", |case| {
        alm_math::sqrt(unsigned(case, "x")).raw().to_string()
    });
}

#[test]
fn vectors_normal_cdf() {
    check("normal_cdf", "cdf_wad_nearest", |case| {
        alm_math::normal_cdf(signed(case, "x")).raw().to_string()
    });
}

#[test]
fn vectors_normal_pdf() {
    check("normal_cdf", "pdf_wad_nearest", |case| {
        alm_math::normal_pdf(signed(case, "x")).raw().to_string()
    });
}

#[test]
fn vectors_normal_quantile() {
    check("normal_quantile", "x_wad_nearest", |case| {
        let result = alm_math::normal_quantile(unsigned(case, "p")).unwrap();
        result.raw().to_string()
    });
}

#[test]
fn vectors_decimal_round_trip() {
    for file in ["exp", "ln", "pow", "sqrt", "normal_cdf"] {
        for case in load(file) {
            assert_eq!(signed(&case, "x").to_string(), case.input("x"));
        }
    }
}
