//! Reads the reference vectors: the folder in `ALM_VECTORS`, by default the repository's.
#![allow(dead_code, reason = "every test binary uses a part")]

use std::{env, fs, path::PathBuf};

use serde_json::Value;

/// The cases of one file, never none.
pub(crate) fn cases(file: &str) -> Vec<Value> {
    let folder = env::var_os("ALM_VECTORS").map_or_else(
        || {
            PathBuf::from(concat!(
                env!("CARGO_MANIFEST_DIR"),
                "/../../../tests/vectors"
            ))
        },
        PathBuf::from,
    );
    let path = folder.join(file);
    let text =
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let document: Value =
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let cases = document["cases"].as_array().cloned().unwrap_or_default();
    assert!(!cases.is_empty(), "{} has no cases", path.display());
    cases
}

/// A field as text, whether it was written as a string or a number.
pub(crate) fn text(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

/// A decimal number as an integer at scale 10^digits, to the nearest.
pub(crate) fn scaled(value: &Value, digits: usize) -> i128 {
    let written = text(value);
    let (negative, body) = written
        .strip_prefix('-')
        .map_or((false, written.as_str()), |rest| (true, rest));
    let (whole, fraction) = body.split_once('.').unwrap_or((body, ""));
    let padded = format!("{fraction:0<width$}", width = digits + 1);
    let kept: i128 = format!("{whole}{}", &padded[..digits])
        .parse()
        .unwrap_or_else(|_| panic!("{written} is no number"));
    let magnitude = kept + i128::from(padded.as_bytes()[digits] >= b'5');
    if negative { -magnitude } else { magnitude }
}

/// A decimal number as a wad.
pub(crate) fn wad(value: &Value) -> i128 {
    scaled(value, 18)
}

/// A decimal number that is not negative, as a wad.
pub(crate) fn unsigned_wad(value: &Value) -> u128 {
    u128::try_from(wad(value)).expect("not negative")
}

/// A decimal number as a double.
pub(crate) fn real(value: &Value) -> f64 {
    text(value).parse().expect("a number")
}

/// Asserts that two wads differ by at most `ulp` units.
pub(crate) fn assert_ulp(have: u128, want: &Value, ulp: u128, what: &str) {
    let want = unsigned_wad(want);
    assert!(
        have.abs_diff(want) <= ulp,
        "{what}: have {have}, want {want}, {} ulp",
        have.abs_diff(want)
    );
}

/// Asserts that two reals differ by at most a share of the second.
pub(crate) fn assert_relative(have: f64, want: f64, tolerance: f64, what: &str) {
    assert!(
        (have - want).abs() <= tolerance * want.abs(),
        "{what}: have {have}, want {want}"
    );
}
