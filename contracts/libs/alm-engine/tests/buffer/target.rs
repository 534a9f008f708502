//! How large a pool should be, and what leaving a small one costs.

use alm_engine::{
    buffer::target::{Premium, Stress, coverage},
    guard::surplus::Liquidity,
    money::Balance,
};
use proptest::prelude::*;

use super::amount;

#[test]
fn test_the_target_restores_the_surplus_under_stress() {
    let stress = Stress {
        surplus: Balance::new(500),
        countable: amount(200),
        neutral: amount(100),
        staying: amount(10_000),
        run_off: 50_000,
        stressed: 150_000,
        coverage: 10_000,
    };
    // Without the buffer 300; a tenth more of 10,000 leaves: -700; 100 are wanted.
    assert_eq!(stress.target(), amount(800));
    let calm = Stress {
        stressed: 0,
        surplus: Balance::new(5_000),
        ..stress
    };
    assert_eq!(calm.target(), amount(0));
}

#[test]
fn test_coverage_and_premium() {
    assert_eq!(coverage(amount(50), amount(200)), 2_500);
    assert_eq!(coverage(amount(0), amount(0)), u16::MAX);
    assert_eq!(coverage(amount(900), amount(1)), u16::MAX);
    let premium = Premium {
        thin: 2_000,
        ample: 10_000,
        highest: 800,
    };
    for (coverage, expected) in [
        (0, 800),
        (2_000, 800),
        (6_000, 400),
        (9_999, 0),
        (10_000, 0),
        (u16::MAX, 0),
    ] {
        assert_eq!(premium.at(coverage), expected, "at {coverage}");
    }
}

proptest! {
    /// The oracle is the book's own surplus, read with the run-off of the stress and the buffer of the target.
    #[test]
    fn fuzz_a_pool_of_the_target_restores_the_book(
        cash in 0..1u128 << 80, floating in 0..1u128 << 80, queued in 0..1u128 << 70,
        countable in 0..1u128 << 80, due_assets in 0..1u128 << 78, due in 0..1u128 << 78,
        run_off in 0..=1_000_000u32, stressed in 0..=1_000_000u32, weight in 5_000..=20_000u16,
        neutral in 0..1u128 << 78, top in 0..1u128 << 79,
    ) {
        let book = Liquidity {
            cash: amount(cash),
            countable_buffer: amount(countable),
            floating: amount(floating),
            queued: amount(queued),
            top: amount(top),
            due_liabilities: amount(due),
            due_assets: amount(due_assets),
            run_off,
            coverage: weight,
            ..Liquidity::default()
        };
        let stress = Stress {
            surplus: book.surplus(),
            countable: amount(countable),
            neutral: amount(neutral),
            staying: amount(floating).less(amount(queued)),
            run_off,
            stressed,
            coverage: weight,
        };
        let target = stress.target();
        let stressed = Liquidity {
            countable_buffer: target,
            run_off: stressed.max(run_off),
            ..book
        };
        // Rounded up three times: the run-off, the net outflow and its weight.
        let surplus = stressed.surplus().raw() + 4;
        prop_assert!(surplus >= i128::try_from(neutral).unwrap(), "target {target:?} leaves {surplus}");
    }

    #[test]
    fn fuzz_the_premium_never_rises_with_coverage(
        thin in 0..20_000u16, wider in 1..20_000u16, highest in 0..=1_000u16, at in 0..u16::MAX,
    ) {
        let premium = Premium { thin, ample: thin + wider, highest };
        prop_assert!(premium.at(at) >= premium.at(at + 1));
        prop_assert!(premium.at(at) <= highest);
    }
}
