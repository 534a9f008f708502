//! The credit for diversification never exceeds what correlation takes off the haircut of a portfolio.

use alm_engine::credit::diversification::{GROUPS, Haircuts};
use proptest::prelude::*;

/// The safe part for a bound on correlation, 1e-7, rounded down.
fn safe_part(correlation: f64) -> u32 {
    ((2.0 - (2.0 + 2.0 * correlation).sqrt()) * 1e7).floor() as u32
}

#[test]
fn test_one_group_gets_nothing() {
    let mut haircuts = Haircuts::default();
    haircuts.add(3, 500);
    haircuts.add(3, 700);
    assert!(!haircuts.is_diverse());
    assert_eq!(haircuts.given_back(2_500_000), 0);
}

#[test]
fn test_all_but_the_largest_group_count() {
    let mut haircuts = Haircuts::default();
    for (group, haircut) in [(0, 1_000), (1, 300), (2, 400), (1, 200)] {
        haircuts.add(group, haircut);
    }
    assert!(haircuts.is_diverse());
    // 300 + 200 of group 1, 400 of group 2.
    assert_eq!(haircuts.given_back(1_000_000), 90);
}

#[test]
fn test_a_group_beyond_the_last_is_the_last() {
    let mut haircuts = Haircuts::default();
    haircuts.add(15, 100);
    haircuts.add(200, 100);
    assert!(!haircuts.is_diverse());
}

proptest! {
    #[test]
    fn test_credit_is_covered_by_the_variance(
        sizes in proptest::collection::vec(0u32..1_000_000, 1..GROUPS),
        bound in 0.5f64..1.0,
        mix in proptest::collection::vec(0.0f64..1.0, GROUPS * GROUPS),
    ) {
        let mut haircuts = Haircuts::default();
        for (group, size) in sizes.iter().enumerate() {
            haircuts.add(group as u8, u128::from(*size) * 1_000_000_000);
        }
        let mut variance = 0.0;
        for (i, a) in sizes.iter().enumerate() {
            for (j, b) in sizes.iter().enumerate() {
                // Any correlation up to the bound.
                let rho = if i == j { 1.0 } else { bound * mix[i.min(j) * GROUPS + i.max(j)] };
                variance += rho * f64::from(*a) * f64::from(*b);
            }
        }
        let sum: f64 = sizes.iter().map(|size| f64::from(*size)).sum();
        let gained = (sum - variance.max(0.0).sqrt()) * 1e9;
        let given = haircuts.given_back(safe_part(bound)) as f64;
        prop_assert!(given <= gained + 1.0 + sum * 1e-3, "INV-RISK-01: {given} of {gained}");
    }
}
