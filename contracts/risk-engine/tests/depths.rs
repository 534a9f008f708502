//! Who may report depths, and how far; and what others read of samples.

mod common;

use alloy_primitives::{Address, U256};
use alloy_sol_types::SolValue;
use alm_abi::IRiskEngine::{
    ChangeTooSoon, LiquidityChanged, NotOwner, NotReporter, Observation, ParameterOutOfBounds,
    ParameterStepTooLarge, ReporterChanged, delistCall, liquidityCall, observationsCall,
    reportDepthCall, reporterCall, setReporterCall,
};
use common::*;

const REPORTER: Address = Address::repeat_byte(0x77);

fn report(depth: u64, valid_until: u64) -> reportDepthCall {
    reportDepthCall {
        asset: ASSET,
        depth,
        validUntil: valid_until,
    }
}

/// A listed asset and a reporter.
fn reported() -> Bench {
    let mut bench = Bench::listed();
    let named = setReporterCall {
        newReporter: REPORTER,
    };
    bench.call(OWNER, named).expect("named");
    bench
}

#[test]
fn test_reporter_is_named_by_the_owner() {
    let mut bench = Bench::listed();
    let call = || setReporterCall {
        newReporter: REPORTER,
    };
    assert_error(bench.call(ANYONE, call()), NotOwner { caller: ANYONE });
    assert_error(
        bench.call(REPORTER, report(1, START)),
        NotReporter { caller: REPORTER },
    );
    bench.call(OWNER, call()).expect("named");
    let event: ReporterChanged = bench.event();
    assert_eq!(
        (event.previousReporter, event.newReporter),
        (Address::ZERO, REPORTER)
    );
    assert_eq!(bench.call(ANYONE, reporterCall {}), Ok(REPORTER));
    // Nothing else is the reporter's.
    let refused = bench.call(REPORTER, delistCall { asset: ASSET });
    assert_error(refused, NotOwner { caller: REPORTER });
    assert_error(
        bench.call(REPORTER, set_liquidity(liquidity())),
        NotOwner { caller: REPORTER },
    );
    assert_error(
        bench.call(ANYONE, report(1, START)),
        NotReporter { caller: ANYONE },
    );
}

#[test]
fn test_reported_depth_changes_nothing_else_of_the_report() {
    let mut bench = reported();
    bench.at(START + HOUR);
    let until = START + 2 * DAY;
    let before = bench.risk();
    bench
        .call(REPORTER, report(5_000_000, until))
        .expect("reported");
    let stored = bench
        .call(ANYONE, liquidityCall { asset: ASSET })
        .expect("told");
    let mut want = liquidity();
    (want.depth, want.validUntil) = (5_000_000, until);
    assert_eq!(stored.abi_encode(), want.abi_encode());
    let event: LiquidityChanged = bench.event();
    assert_eq!(
        (event.oldLiquidity, event.newLiquidity).abi_encode(),
        (liquidity(), want).abi_encode()
    );
    let after = bench.risk();
    assert!(after.haircut > before.haircut, "less depth, longer sale");
    assert!(after.targetThreshold < before.targetThreshold);
    assert_eq!(after.validUntil, until);
}

#[test]
fn test_reported_depth_is_bounded_by_the_owners() {
    let mut bench = reported();
    let until = START + 2 * DAY;
    // Doubling twice, an hour apart, is four times the owner's.
    bench.at(START + HOUR);
    let report_at = |depth| report(depth, until);
    bench.call(REPORTER, report_at(20_000_000)).expect("double");
    assert_error(
        bench.call(REPORTER, report_at(20_000_001)),
        ChangeTooSoon {
            asset: ASSET,
            notBefore: U256::from(START + 2 * HOUR),
        },
    );
    bench.at(START + 2 * HOUR);
    assert_error(
        bench.call(REPORTER, report_at(40_000_001)),
        ParameterStepTooLarge {
            parameter: 16,
            have: U256::from(20_000_000),
            want: U256::from(40_000_001),
            maxStep: U256::from(20_000_000),
        },
    );
    bench
        .call(REPORTER, report_at(40_000_000))
        .expect("fourfold");
    bench.at(START + 3 * HOUR);
    assert_error(
        bench.call(REPORTER, report_at(40_000_001)),
        ParameterOutOfBounds {
            parameter: 16,
            have: U256::from(40_000_001),
            min: U256::ONE,
            max: U256::from(40_000_000),
        },
    );
    // The reporter's own figure raises no bound; the owner's does.
    let mut own = liquidity();
    own.depth = 40_000_000;
    bench.call(OWNER, set_liquidity(own)).expect("the owner's");
    bench.at(START + 4 * HOUR);
    bench
        .call(REPORTER, report_at(80_000_000))
        .expect("double again");
}

#[test]
fn test_reported_depth_expires_soon() {
    let mut bench = reported();
    let now = START + HOUR;
    bench.at(now);
    let most = now + 3 * DAY;
    let refused = |have: u64| ParameterOutOfBounds {
        parameter: 22,
        have: U256::from(have),
        min: U256::from(now),
        max: U256::from(most),
    };
    assert_error(bench.call(REPORTER, report(1, most + 1)), refused(most + 1));
    assert!(bench.call(REPORTER, report(1, now - 1)).is_err());
    bench
        .call(REPORTER, report(10_000_000, most))
        .expect("three days");
    assert!(
        bench.call(REPORTER, report(0, most)).is_err(),
        "no depth at all"
    );
    // Afterwards nothing is lent on it, and existing loans are left alone.
    bench.at(most + DAY + 1);
    assert_eq!(bench.risk().openingLtv, U256::from(10u128.pow(17)));
}

#[test]
fn test_observations_are_the_newest_samples() {
    let mut bench = Bench::listed();
    bench
        .sample(9, 210_000_000_000, START + HOUR)
        .expect("sampled");
    let unknown = Address::repeat_byte(0x99);
    let asked = observationsCall {
        assets: vec![unknown, ASSET],
    };
    let told = bench.call(ANYONE, asked).expect("told");
    let sample = bench
        .call(
            ANYONE,
            alm_abi::IRiskEngine::lastSampleCall { asset: ASSET },
        )
        .expect("listed");
    let nothing = Observation {
        feed: Address::ZERO,
        interval: 0,
        price: U256::ZERO,
        updatedAt: 0,
        varianceFast: U256::ZERO,
        varianceSlow: U256::ZERO,
    };
    let want = Observation {
        feed: FEED,
        interval: 3_600,
        price: sample.price,
        updatedAt: START + HOUR,
        varianceFast: sample.varianceFast,
        varianceSlow: sample.varianceSlow,
    };
    let is = |one: &Observation, other: &Observation| one.abi_encode() == other.abi_encode();
    assert!(is(&told[0], &nothing) && is(&told[1], &want));
    assert!(told[2..].iter().all(|rest| is(rest, &nothing)));
    // What is beyond sixteen is left out, none is none.
    let many = bench.call(
        ANYONE,
        observationsCall {
            assets: vec![ASSET; 40],
        },
    );
    assert!(many.expect("told").iter().all(|one| is(one, &want)));
    let none = bench.call(ANYONE, observationsCall { assets: vec![] });
    assert!(none.expect("told").iter().all(|one| is(one, &nothing)));
}
