//! The fee of a floating loan: the least that pays for the potential it raises, itself included.

use alm_engine::{
    guard::band::{Edge, Reading},
    imbalance::{huber::Huber, loan::Loan, potential::Snapshot},
    money::{Amount, Balance},
};
use proptest::prelude::*;

const MOST: u128 = 1 << 90;

fn snapshot(scale: u128, curvature: u16, steepest: u16, neutral: u128) -> Snapshot {
    Snapshot {
        huber: Huber {
            scale: Amount::new(scale),
            curvature,
            steepest,
        },
        neutral: Edge {
            surplus: Amount::new(neutral).signed(),
            gap: Amount::MAX,
        },
        shock: 0,
    }
}

/// The potential of a surplus, by itself.
fn potential(snapshot: &Snapshot, surplus: Balance) -> u128 {
    let gap = Balance::ZERO;
    snapshot.potential(Reading { surplus, gap }).raw()
}

#[test]
fn test_a_loan_inside_the_neutral_zone_is_free() {
    let snapshot = snapshot(1_000_000, 10_000, 1_000, 100_000);
    let loan = Loan {
        surplus: Balance::new(600_000),
        snapshot: &snapshot,
    };
    assert_eq!(loan.gross_for(Amount::new(500_000)), Amount::new(500_000));
    assert_eq!(loan.gross_for(Amount::ZERO), Amount::ZERO);
}

#[test]
fn test_a_loan_beyond_the_knee_costs_a_ninth() {
    // Far outside, each unit of surplus costs a tenth: a loan of nine pays one.
    let snapshot = snapshot(1_000, 10_000, 1_000, 0);
    let loan = Loan {
        surplus: Balance::new(-1_000_000),
        snapshot: &snapshot,
    };
    assert_eq!(loan.gross_for(Amount::new(900_000)), Amount::new(1_000_000));
}

proptest! {
    #[test]
    fn fuzz_the_fee_is_the_rise_and_the_least_that_pays(
        scale in 1..MOST, curvature in 0u16.., steepest in 0..=1_000u16, neutral in 0..MOST,
        surplus in -(MOST as i128)..MOST as i128, assets in 0..MOST,
    ) {
        let snapshot = snapshot(scale, curvature, steepest, neutral);
        let surplus = Balance::new(surplus);
        let gross = Loan { surplus, snapshot: &snapshot }.gross_for(Amount::new(assets)).raw();
        let rise = |gross: u128| {
            let after = surplus.minus(Amount::new(gross).signed());
            potential(&snapshot, after) - potential(&snapshot, surplus)
        };
        prop_assert!(gross >= assets + rise(gross), "pays for itself");
        prop_assert!(gross == 0 || gross - 1 < assets + rise(gross - 1), "the least");
        prop_assert!(gross <= assets + assets / 9 + 2);
    }

    #[test]
    fn fuzz_two_loans_never_cost_less_than_one(
        scale in 1..MOST, curvature in 0u16.., steepest in 0..=1_000u16, neutral in 0..MOST,
        surplus in -(MOST as i128)..MOST as i128, first in 0..MOST, second in 0..MOST,
    ) {
        let snapshot = snapshot(scale, curvature, steepest, neutral);
        let lend = |surplus: Balance, assets: u128| {
            let gross = Loan { surplus, snapshot: &snapshot }.gross_for(Amount::new(assets));
            (gross.raw(), surplus.minus(gross.signed()))
        };
        let start = Balance::new(surplus);
        let (one, _) = lend(start, first + second);
        let (part, between) = lend(start, first);
        let (rest, _) = lend(between, second);
        prop_assert!(part + rest >= one, "INV-PHI-02");
    }
}
