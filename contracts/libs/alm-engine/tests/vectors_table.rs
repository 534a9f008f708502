//! Which reference vectors are applied where: every file natively, and those of the analytics through the WASM that ships.

use std::{collections::BTreeSet, fs, path::PathBuf};

/// Where a file's quantities have a door on chain.
enum Door {
    /// A lens, and the Solidity test that goes through it.
    Lens(&'static str),
    /// None of the analytics: a function of `alm-math`, or a rule that another contract keeps state for.
    Elsewhere(&'static str),
}

use Door::{Elsewhere, Lens};

const LIQUIDITY: &str = "liquidity-lens/Vectors.t.sol";
const RATES: &str = "rates-lens/Vectors.t.sol";
const GAP: &str = "rates-lens/GapVectors.t.sol";
const FRAMEWORK: &str = "rates-lens/FrameworkVectors.t.sol";
const CREDIT: &str = "credit-lens/Vectors.t.sol";
const MARKET: &str = "credit-lens/MarketVectors.t.sol";
const MATH: &str = "../alm-math/tests";
const NUMBERS: Door = Elsewhere("a function the lenses' figures are made of");

/// File, native test, door.
const TABLE: [(&str, &str, Door); 26] = [
    ("bsm_put", "vectors_put.rs", Lens(CREDIT)),
    ("cascade", "vectors_monitor.rs", Lens(MARKET)),
    ("delta_eve", "vectors_shocks.rs", Lens(RATES)),
    ("duration_gap", "vectors_gap.rs", Lens(GAP)),
    (
        "ewma_corr",
        "vectors_covariance.rs",
        Elsewhere("the covariance keeps it"),
    ),
    (
        "ewma_vol",
        "vectors_volatility.rs",
        Elsewhere("the risk engine keeps it"),
    ),
    ("exp", MATH, NUMBERS),
    (
        "fees",
        "imbalance_huber.rs",
        Elsewhere("a fee the balance sheet charges"),
    ),
    ("hedge", "vectors_put.rs", Lens(CREDIT)),
    (
        "irm",
        "rates/adaptive_curve.rs",
        Elsewhere("the rate model keeps it"),
    ),
    ("irrbb_behaviour", "vectors_behaviour.rs", Lens(FRAMEWORK)),
    ("irrbb_shocks", "vectors_shocks.rs", Lens(FRAMEWORK)),
    ("lcr", "vectors_liquidity.rs", Lens(LIQUIDITY)),
    ("ln", MATH, NUMBERS),
    ("normal_cdf", MATH, NUMBERS),
    ("normal_quantile", MATH, NUMBERS),
    ("nsfr", "vectors_liquidity.rs", Lens(LIQUIDITY)),
    ("pow", MATH, NUMBERS),
    ("pv_ladders", "vectors_valuation.rs", Lens(RATES)),
    (
        "range_vol",
        "vectors_volatility.rs",
        Elsewhere("no contract reads bars"),
    ),
    ("redington", "vectors_gap.rs", Lens(GAP)),
    ("shortfall", "vectors_haircut.rs", Lens(CREDIT)),
    ("signals", "vectors_monitor.rs", Lens(MARKET)),
    ("slotting", "vectors_shocks.rs", Lens(FRAMEWORK)),
    (
        "smartltv",
        "vectors_haircut.rs",
        Elsewhere("another protocol's rule, compared with"),
    ),
    ("sqrt", MATH, NUMBERS),
];

fn here() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// The text of a test.
fn text(path: &PathBuf) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn test_every_file_of_vectors_is_in_the_table() {
    let folder = fs::read_dir(here().join("../../../tests/vectors")).expect("the vectors");
    let files: BTreeSet<String> = folder
        .filter_map(|file| file.expect("a file").file_name().into_string().ok())
        .filter_map(|name| name.strip_suffix(".json").map(str::to_owned))
        .collect();
    let table: BTreeSet<String> = TABLE.iter().map(|(name, ..)| (*name).to_owned()).collect();
    assert_eq!(files, table);
}

#[test]
fn test_every_file_is_read_where_the_table_says() {
    for (name, native, door) in &TABLE {
        let file = format!("\"{name}.json\"");
        // The tests of `alm-math` name no ending.
        let (tests, read) = match *native {
            MATH => (here().join(MATH).join("vectors.rs"), format!("\"{name}\"")),
            test => (here().join("tests").join(test), file.clone()),
        };
        assert!(text(&tests).contains(&read), "{name} is not in {native}");
        match door {
            Lens(test) => {
                let test = here().join("../../../tests/foundry/test").join(test);
                assert!(text(&test).contains(&file), "{name}: {}", test.display());
            }
            Elsewhere(why) => assert!(!why.is_empty(), "{name}"),
        }
    }
}
