//! Sums over an account's positions.

use alm_engine::credit::tally::Tally;
use proptest::prelude::*;

use crate::oracle::{Owned, counted, narrow, wide};

fn positions() -> impl Strategy<Value = Vec<Owned>> {
    let one = (0u128..1 << 100, 0u32..=10_000_000, 0u8..16);
    proptest::collection::vec(
        one.prop_map(|(worth, ratio, group)| Owned {
            worth,
            ratio,
            group,
        }),
        0..16,
    )
}

fn tally(positions: &[Owned], credit: u32) -> Tally {
    let mut tally = Tally::default();
    for owned in positions {
        tally.own(owned.worth, owned.ratio, owned.group);
    }
    tally.diversify(credit);
    tally
}

#[test]
fn test_health_of_a_known_account() {
    let mut tally = Tally::default();
    tally.own(1_000, 8_000_000, 0);
    tally.own(500, 9_000_000, 1);
    tally.owe(1_000);
    assert_eq!(tally.counted, 1_250);
    assert_eq!(tally.health(), 1_250_000_000_000_000_000);
    // Haircuts of 200 and 50: a fifth of the 50 is given back.
    tally.diversify(2_000_000);
    assert_eq!(tally.counted, 1_260);
    assert!(tally.covers());
    tally.owe(261);
    assert!(!tally.covers());
}

#[test]
fn test_without_debt_health_is_the_largest_number() {
    let mut tally = Tally::default();
    assert_eq!(tally.health(), u128::MAX);
    tally.own(1, 1, 0);
    assert_eq!(tally.health(), u128::MAX);
    assert!(tally.covers());
}

#[test]
fn test_a_debt_that_leaves_its_range_is_never_covered() {
    let mut tally = Tally::default();
    for _ in 0..64 {
        tally.own(1 << 120, 10_000_000, 0);
    }
    tally.owe(u128::MAX);
    tally.owe(u128::MAX);
    assert!(!tally.covers());
}

proptest! {
    #[test]
    fn test_counted_equals_the_exact_sum(positions in positions(), credit in 0u32..=2_500_000) {
        let have = tally(&positions, credit).counted;
        // Each part is rounded down, by less than one unit, and so is the credit.
        let exact = counted(&positions, credit);
        let scale = wide(100_000_000_000_000);
        let slack = wide(positions.len() as u128 + 1);
        prop_assert!(wide(have) <= exact / scale + slack);
        prop_assert!(wide(have) + slack + slack >= exact / scale);
    }

    #[test]
    fn test_more_collateral_never_counts_for_less(
        positions in positions(), more in 0u128..1 << 100, ratio in 0u32..=10_000_000, group in 0u8..16,
        credit in 0u32..=2_500_000,
    ) {
        let before = tally(&positions, credit).counted;
        let mut all = positions;
        all.push(Owned { worth: more, ratio, group });
        // The largest group's haircut is rounded for each part of it.
        prop_assert!(tally(&all, credit).counted + 1 >= before);
    }

    #[test]
    fn test_a_higher_ratio_never_counts_for_less(
        positions in positions(), which in any::<prop::sample::Index>(), rise in 0u32..10_000_000,
        credit in 0u32..=2_500_000,
    ) {
        prop_assume!(!positions.is_empty());
        let before = tally(&positions, credit).counted;
        let mut raised = positions.clone();
        let owned = &mut raised[which.index(positions.len())];
        owned.ratio = (owned.ratio + rise).min(10_000_000);
        prop_assert!(tally(&raised, credit).counted + 2 >= before);
    }

    #[test]
    fn test_health_is_the_quotient(counted in 0u128..1 << 120, owed in 1u128..1 << 120) {
        let tally = Tally { counted, owed, ..Tally::default() };
        let exact = wide(counted) * wide(1_000_000_000_000_000_000) / wide(owed);
        prop_assert_eq!(tally.health(), narrow(exact));
        prop_assert_eq!(tally.covers(), tally.health() >= 1_000_000_000_000_000_000);
    }
}

#[test]
fn test_the_shares_of_a_known_debt() {
    let mut tally = Tally::default();
    tally.own(1_000, 8_000_000, 0);
    tally.own(400, 5_000_000, 1);
    tally.owe(500);
    assert_eq!(tally.share_of_debt(1_000, 8_000_000), 400);
    assert_eq!(tally.share_of_debt(400, 5_000_000), 100);
    // 1,000 of 1,400 counts.
    assert_eq!(tally.threshold(), 714_285_714_285_714_285);
    let bare = Tally {
        owed: 7,
        ..Tally::default()
    };
    assert_eq!(bare.share_of_debt(0, 0), 7, "nothing counts");
}

proptest! {
    /// Every collateral stands for as much of the debt as it is of what counts, rounded up: without a credit the parts
    /// are all of it.
    #[test]
    fn fuzz_shares_of_debt_are_all_of_it(positions in positions(), owed in 0u128..1 << 100) {
        let mut tally = tally(&positions, 0);
        tally.owe(owed);
        let shares = positions.iter().map(|owned| tally.share_of_debt(owned.worth, owned.ratio));
        let sum: u128 = shares.sum();
        if let Some(grain) = owed.checked_div(tally.counted) {
            // What counts was rounded down, and each part is rounded up.
            prop_assert!(sum >= owed);
            prop_assert!(sum - owed <= (grain + 2) * 2 * positions.len() as u128);
        }
    }
}
