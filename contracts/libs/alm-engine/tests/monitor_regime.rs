//! The regime machine and the offers that follow from it.

use alm_engine::{
    monitor::{
        deleverage::{Loan, Offer},
        regime::{INPUTS, Inputs, Machine, Regime, Rules, grade},
    },
    units::WAD,
};
use proptest::prelude::*;

fn inputs() -> impl Strategy<Value = Inputs> {
    prop::array::uniform5(0u32..50_000).prop_map(Inputs)
}

/// The level as it is meant: the highest regime that at least two inputs call for.
fn supported_by_two(inputs: &Inputs, rules: &Rules) -> Regime {
    let count = |regime: Regime| {
        inputs
            .0
            .iter()
            .zip(rules.limits)
            .filter(|(input, limits)| grade(**input, *limits) >= regime)
            .count()
    };
    [Regime::Emergency, Regime::Stress, Regime::Watch]
        .into_iter()
        .find(|regime| count(*regime) >= 2)
        .unwrap_or(Regime::Normal)
}

proptest! {
    #[test]
    fn fuzz_level_needs_two_inputs(inputs in inputs(), alone in 0usize..INPUTS, extreme: u32) {
        let rules = Rules::default();
        prop_assert_eq!(rules.level(&inputs), supported_by_two(&inputs, &rules));
        // One input alone, as extreme as it likes, over otherwise calm ones.
        let mut single = Inputs::default();
        single.0[alone] = extreme;
        prop_assert_eq!(rules.level(&single), Regime::Normal, "INV-RISK-01 one input decides");
    }

    #[test]
    fn fuzz_one_step_an_epoch(
        steps in prop::collection::vec((0u32..3, inputs()), 1..60),
        dwell in prop::array::uniform3(1u8..6),
    ) {
        let rules = Rules { dwell, ..Rules::default() };
        let mut machine = Machine::default();
        let mut epoch = 1;
        let mut below = 0u32;
        for (skip, inputs) in steps {
            epoch += skip;
            let before = machine;
            machine = machine.after(epoch, &inputs, &rules);
            if epoch <= before.epoch {
                prop_assert_eq!(machine, before, "INV-RISK-02 calling again moved the regime");
                continue;
            }
            let moved = (machine.regime as i32) - (before.regime as i32);
            prop_assert!(moved.abs() <= 1, "INV-RISK-01 more than one step");
            let level = rules.level(&inputs);
            below = if level < before.regime { below + 1 } else { 0 };
            if moved > 0 {
                prop_assert!(level > before.regime);
                below = 0;
            }
            if moved < 0 {
                let patience = u32::from(dwell[before.regime as usize - 1]);
                prop_assert_eq!(below, patience, "INV-RISK-01 left before its time");
                below = 0;
            }
            if level > before.regime {
                prop_assert_eq!(moved, 1);
            }
        }
    }

    #[test]
    fn fuzz_offer_brings_a_loan_to_its_edge_at_most(
        value in 1_000u128..1 << 90,
        ratio in 0u128..=WAD,
        threshold in WAD / 10..WAD * 9 / 10,
        bonus in 0u128..WAD / 10,
        reach in WAD / 100..WAD / 10,
        emergency: bool,
    ) {
        let regime = if emergency { Regime::Emergency } else { Regime::Stress };
        let part = |amount: u128, share: u128| ((amount >> 45) * (share >> 15) / (WAD >> 15)) << 45;
        let loan = Loan { value, debt: part(value, ratio), threshold, bonus };
        let Offer { repay, bonus: paid } = loan.offer(regime, reach);
        prop_assert!(paid <= bonus / 2 + 1, "INV-RISK-01 offer dearer than liquidation");
        prop_assert!(repay <= loan.debt / 5, "INV-RISK-01 offer above its bound");
        for calm in [Regime::Normal, Regime::Watch] {
            prop_assert_eq!(loan.offer(calm, reach), Offer::default());
        }
        if repay > 0 {
            let real = |amount: u128| amount as f64;
            let left = real(loan.debt) - real(repay);
            let taken = real(value) - real(repay) * (1.0 + real(paid) / 1e18);
            let edge = taken * real(threshold) / 1e18 * (1.0 - real(reach) / 1e18);
            prop_assert!(left >= edge * (1.0 - 1e-9) - 4.0, "INV-CREDIT-03 past the edge: {left} {edge}");
            // The loan is healthier than before.
            prop_assert!(left / taken <= real(loan.debt) / real(value) + 1e-9);
        }
    }
}

#[test]
fn test_a_crisis_and_its_end() {
    let rules = Rules::default();
    let bad = Inputs([50_000, 900, 0, 0, 0]);
    let calm = Inputs::default();
    let mut machine = Machine::default();
    for (epoch, regime) in [
        (1, Regime::Watch),
        (2, Regime::Stress),
        (3, Regime::Emergency),
        (9, Regime::Emergency),
    ] {
        machine = machine.after(epoch, &bad, &rules);
        assert_eq!(machine.regime, regime, "epoch {epoch}");
    }
    // Two calm epochs leave Emergency, two more Stress, three more Watch.
    let mut regimes = Vec::new();
    for epoch in 10..17 {
        machine = machine.after(epoch, &calm, &rules);
        regimes.push(machine.regime as u8);
    }
    assert_eq!(regimes, [3, 2, 2, 1, 1, 1, 0]);
}

#[test]
fn test_limits_are_inclusive() {
    assert_eq!(grade(9, [10, 20, 30]), Regime::Normal);
    assert_eq!(grade(10, [10, 20, 30]), Regime::Watch);
    assert_eq!(grade(29, [10, 20, 30]), Regime::Stress);
    assert_eq!(grade(u32::MAX, [10, 20, 30]), Regime::Emergency);
    assert_eq!(Regime::of(7), Regime::Emergency);
}

#[test]
fn test_an_offer_by_hand() {
    // Threshold 80 %, offers from 76 % on; the loan stands at 78 %, half way, so a quarter of the bonus is paid.
    let loan = Loan {
        value: 1_000_000,
        debt: 780_000,
        threshold: WAD * 8 / 10,
        bonus: WAD / 25,
    };
    let offer = loan.offer(Regime::Stress, WAD / 20);
    assert_eq!(offer.bonus, WAD / 100);
    // Back to 76 % would take 20000 / (1 - 0.76 * 1.01) = 86058; a tenth of the debt is less.
    assert_eq!(offer.repay, 78_000);
    assert_eq!(loan.offer(Regime::Emergency, WAD / 20).repay, 86_058);
    let failed = Loan {
        debt: 800_001,
        ..loan
    };
    assert_eq!(failed.offer(Regime::Emergency, WAD / 20), Offer::default());
}
