//! Reports of utilisation, and what they move.

mod common;

use alloy_primitives::{Address, U256};
use alm_abi::IRateModel::{
    Accrued, NotBalanceSheet, NotListed, UtilisationAboveOne, floatingRateCall, ratesCall,
};
use alm_engine::rates::{adaptive_curve::AdaptiveCurve, floating::Floating, rate::Rate};
use common::*;
use proptest::prelude::*;

const CURVE: AdaptiveCurve = AdaptiveCurve::STANDARD;

#[test]
fn test_accrue_by_others_reverts() {
    let mut bench = Bench::listed();
    for caller in [ANYONE, OWNER, TOKEN, Address::ZERO] {
        let refused = NotBalanceSheet {
            book: TOKEN,
            caller,
        };
        assert_error(bench.call(caller, accrue(U256::ZERO)), refused);
    }
    let mut empty = Bench::empty();
    let unknown = || NotListed { book: TOKEN };
    assert_error(empty.call(SHEET, accrue(U256::ZERO)), unknown());
    assert_error(empty.call(SHEET, ratesCall { book: TOKEN }), unknown());
}

#[test]
fn test_accrue_above_one_reverts_with_the_figure() {
    let mut bench = Bench::listed();
    let want = U256::from(WAD);
    for have in [want + U256::from(1), U256::from(1) << 128, U256::MAX] {
        assert_error(
            bench.call(SHEET, accrue(have)),
            UtilisationAboveOne { have, want },
        );
    }
    bench.call(SHEET, accrue(want)).expect("full");
}

#[test]
fn test_accrue_stores_emits_and_answers_alike() {
    let mut bench = Bench::listed();
    bench.report(START, WAD);
    let rate = bench.report(START + HOUR, WAD / 2);
    let event: Accrued = bench.event();
    assert_eq!(event.book, TOKEN);
    assert_eq!(event.utilisation.to::<u64>(), WAD / 2);
    assert_eq!(event.rate.to::<u64>(), rate);
    let rates = bench.rates();
    assert_eq!(rates.rate, event.rate);
    assert_eq!(rates.rateAtTarget, event.rateAtTarget);
    assert_eq!(rates.laggedLow, event.laggedLow);
    assert_eq!(rates.laggedHigh, event.laggedHigh);
    assert_eq!(rates.utilisation, event.utilisation);
    assert_eq!(rates.updatedAt, START + HOUR);
    let view = bench.call(ANYONE, floatingRateCall { book: TOKEN });
    assert_eq!(view.expect("listed").to::<u64>(), rate);
    // An hour at full utilisation: the level has risen by e^(50/8760).
    let want = 0.04 * (50.0f64 / 8_760.0).exp();
    assert!((rates.rateAtTarget.to::<u64>() as f64 / 1e18 - want).abs() < 1e-12);
}

#[test]
fn attack_flash_loan_moves_no_rate_within_a_block() {
    let mut calm = Bench::listed();
    let mut attacked = Bench::listed();
    for hour in 1..48 {
        let time = START + hour * HOUR;
        let honest = TARGET / 100 * (80 + hour % 20);
        let rate = calm.report(time, honest);
        // Around the honest report, all in the same second.
        assert_eq!(attacked.report(time, WAD), rate);
        assert_eq!(attacked.report(time, 0), rate);
        assert_eq!(attacked.report(time, honest), rate);
        let (one, other) = (calm.rates(), attacked.rates());
        assert_eq!(one.rateAtTarget, other.rateAtTarget);
        assert_eq!(one.laggedLow, other.laggedLow);
        assert_eq!(one.laggedHigh, other.laggedHigh);
        assert_eq!(one.meanUtilisation, other.meanUtilisation);
    }
}

#[test]
fn test_views_are_the_next_accrual() {
    let mut bench = Bench::listed();
    bench.report(START + 7, WAD);
    bench.at(START + 5 * HOUR);
    let before = bench.rates();
    let rate = bench.report(START + 5 * HOUR, WAD);
    let after = bench.rates();
    assert_eq!(before.rate.to::<u64>(), rate);
    assert_eq!(before.rateAtTarget, after.rateAtTarget);
    assert_eq!(before.laggedHigh, after.laggedHigh);
    assert_eq!(before.laggedLow, after.laggedLow);
    assert_eq!(before.meanUtilisation, after.meanUtilisation);
    let updated = (before.updatedAt, after.updatedAt);
    assert_eq!(updated, (START + 7, START + 5 * HOUR));
}

proptest! {
    #[test]
    fn fuzz_accrue_is_the_rules_on_what_was_stored(steps in prop::collection::vec((0u64..100_000, 0..=WAD), 1..40)) {
        let mut bench = Bench::listed();
        let mut model = Floating::settled(Rate::new(LEVEL), TARGET.into(), START, &CURVE);
        let mut now = START;
        for (seconds, utilisation) in steps {
            now += seconds;
            let rate = bench.report(now, utilisation);
            model = model.at(now, &CURVE).with_report(utilisation.into());
            prop_assert_eq!(rate, model.rate(&CURVE).per_second_up().raw());
            let rates = bench.rates();
            prop_assert_eq!(rates.rateAtTarget.to::<u64>(), model.at_target.raw());
            prop_assert_eq!(rates.laggedLow.to::<u64>(), model.lagged.low.raw());
            prop_assert_eq!(rates.laggedHigh.to::<u64>(), model.lagged.high.raw());
            prop_assert_eq!(rates.utilisation.to::<u64>(), utilisation);
            prop_assert_eq!(rates.meanUtilisation.to::<u64>(), model.mean);
        }
    }
}
