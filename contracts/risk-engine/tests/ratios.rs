//! Ratios in time: tightening, loosening, staleness, listing.

mod common;

use alloy_primitives::U256;
use alm_abi::IRiskEngine::{
    RatiosUpdated, delistCall, haircutCall, isStaleCall, liquidationThresholdCall, openingLtvCall,
    relistCall, sigmaCall,
};
use common::*;

const WAD: u64 = 1_000_000_000_000_000_000;

fn bps(value: u64) -> U256 {
    U256::from(value) * U256::from(WAD / 10_000)
}

/// A fall by half within an hour.
fn crash(bench: &mut Bench) {
    bench
        .sample(9, 100_000_000_000, START + HOUR)
        .expect("sampled");
}

#[test]
fn test_views_agree_with_asset_risk() {
    let mut bench = Bench::listed();
    crash(&mut bench);
    let risk = bench.risk();
    assert_eq!(
        bench.call(ANYONE, haircutCall { asset: ASSET }),
        Ok(risk.haircut)
    );
    assert_eq!(
        bench.call(ANYONE, liquidationThresholdCall { asset: ASSET }),
        Ok(risk.liquidationThreshold)
    );
    assert_eq!(
        bench.call(ANYONE, openingLtvCall { asset: ASSET }),
        Ok(risk.openingLtv)
    );
    assert_eq!(
        bench.call(ANYONE, isStaleCall { asset: ASSET }),
        Ok(risk.stale)
    );
    let sigma = bench.call(ANYONE, sigmaCall { asset: ASSET }).unwrap();
    assert_eq!(
        (sigma.fast, sigma.slow, sigma.used),
        (risk.sigmaFast, risk.sigmaSlow, risk.sigmaUsed)
    );
}

#[test]
fn test_crash_tightens_new_borrowing_at_once_and_loans_by_ramp() {
    let mut bench = Bench::listed();
    let calm = bench.risk();
    crash(&mut bench);
    let risk = bench.risk();
    assert!(risk.targetThreshold < calm.targetThreshold);
    assert_eq!(
        risk.liquidationThreshold, calm.liquidationThreshold,
        "INV-RISK-01: no jump for existing loans"
    );
    // 5 % below the target, rounded down.
    assert_eq!(
        risk.openingLtv,
        risk.targetThreshold * U256::from(95) / U256::from(100)
    );
    bench.at(START + HOUR + DAY);
    let later = bench.risk();
    assert_eq!(
        calm.liquidationThreshold - later.liquidationThreshold,
        bps(200),
        "INV-RISK-01: at most a day's step"
    );
    let event: RatiosUpdated = bench.event();
    assert_eq!(
        (event.oldTarget, event.newTarget),
        (calm.targetThreshold, risk.targetThreshold)
    );
}

#[test]
fn test_ramp_stands_still_while_report_is_out_of_date() {
    let mut bench = Bench::listed();
    crash(&mut bench);
    bench.at(START + 20 * DAY);
    let threshold = bench.risk().liquidationThreshold;
    bench.at(START + 25 * DAY);
    assert_eq!(bench.risk().liquidationThreshold, threshold);
}

#[test]
fn test_stale_asset_keeps_sigma_and_decays_opening_ltv() {
    let mut bench = Bench::listed();
    let fresh = bench.risk();
    bench.at(START + 3 * DAY);
    assert!(!bench.risk().stale);
    assert_eq!(bench.risk().openingLtv, fresh.openingLtv);
    bench.at(START + 3 * DAY + DAY / 2);
    let halfway = bench.risk();
    assert!(halfway.stale);
    assert_eq!(
        halfway.openingLtv,
        (fresh.openingLtv + bps(1_000)) / U256::from(2)
    );
    bench.at(START + 30 * DAY);
    let old = bench.risk();
    assert_eq!(old.openingLtv, bps(1_000));
    assert_eq!(old.sigmaUsed, fresh.sigmaUsed, "INV-RISK-02");
    assert_eq!(old.liquidationThreshold, fresh.liquidationThreshold);
}

#[test]
fn test_loosening_is_slow_and_stops_below_target() {
    let mut bench = Bench::listed();
    crash(&mut bench);
    let low = bench.risk();
    let mut last = low.openingLtv;
    for day in 1..=18u64 {
        bench
            .sample(9 + u128::from(day), 100_000_000_000, START + day * DAY)
            .expect("sampled");
        let risk = bench.risk();
        // 1 % a day, times one less the margin.
        assert!(risk.openingLtv <= last + bps(95), "INV-RISK-01");
        last = risk.openingLtv;
    }
    let risk = bench.risk();
    assert!(risk.openingLtv > low.openingLtv, "calm days loosen");
    assert!(
        risk.openingLtv <= (risk.targetThreshold - bps(100)) * U256::from(95) / U256::from(100)
    );
}

#[test]
fn test_delist_stops_borrowing_and_keeps_threshold() {
    let mut bench = Bench::listed();
    let before = bench.risk();
    bench.call(OWNER, delistCall { asset: ASSET }).unwrap();
    let after = bench.risk();
    assert_eq!((after.openingLtv, after.listed), (U256::ZERO, false));
    assert_eq!(after.liquidationThreshold, before.liquidationThreshold);
    assert!(after.liquidationThreshold > U256::ZERO);
    assert_eq!(
        bench.sample(9, 190_000_000_000, START + HOUR),
        Ok(U256::from(1)),
        "still sampled"
    );
    bench.call(OWNER, relistCall { asset: ASSET }).unwrap();
    assert!(bench.risk().openingLtv > U256::ZERO);
}
