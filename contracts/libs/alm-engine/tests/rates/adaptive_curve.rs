//! The adaptive curve against the reference vectors, the integers of deployed contracts, and exact arithmetic.

use alm_engine::{
    rates::{
        adaptive_curve::AdaptiveCurve,
        rate::{PerSecond, Rate},
    },
    units::{WAD, YEAR},
};
use proptest::prelude::*;
use serde_json::Value;

use crate::{
    common::{assert_relative, cases, real, text},
    oracle::{exp, exp_neg, whole, wide},
    taylor,
};

const CURVE: AdaptiveCurve = AdaptiveCurve::STANDARD;

fn integer(value: &Value) -> i128 {
    text(value).parse().expect("an integer")
}

fn annual(rate: Rate) -> f64 {
    rate.raw() as f64 / 1e18
}

fn adaptive_cases() -> impl Iterator<Item = (String, Value)> {
    cases("irm.json")
        .into_iter()
        .filter(|case| text(&case["in"]["model"]) == "adaptive_curve")
        .map(|case| (text(&case["id"]), case))
}

fn inputs(case: &Value) -> (i128, i128, i128) {
    let input = &case["in"];
    (
        integer(&input["start_rate_at_target_wad_per_s"]),
        integer(&input["utilization_wad"]),
        integer(&input["elapsed_s"]),
    )
}

fn engine(start: i128, utilisation: i128, seconds: i128) -> (Rate, Rate) {
    let start = PerSecond::new(u64::try_from(start).expect("rate")).per_year();
    let utilisation = u128::try_from(utilisation).expect("utilisation");
    let stretch = CURVE.over(start, utilisation, u64::try_from(seconds).expect("seconds"));
    let end = CURVE.at_target_after(start, utilisation, u64::try_from(seconds).expect("seconds"));
    assert_eq!(end, stretch.at_target);
    (stretch.average, end)
}

#[test]
fn vectors_irm_adaptive_curve_in_exact_maths() {
    let mut compared = 0;
    for (id, case) in adaptive_cases() {
        let (start, utilisation, seconds) = inputs(&case);
        let out = &case["out"];
        let error = CURVE.error(u128::try_from(utilisation).expect("utilisation"));
        assert_eq!(error, integer(&out["err_wad"]), "{id}");
        let (average, end) = engine(start, utilisation, seconds);
        let want = real(&out["avg_rate_annual_exact_math"]);
        assert_relative(annual(average), want, 1e-11, &id);
        let want = real(&out["end_rate_at_target_annual_exact_math"]);
        assert_relative(annual(end), want, 1e-11, &id);
        compared += 1;
    }
    assert!(compared >= 10, "{compared}");
}

#[test]
fn vectors_irm_integers_of_deployed_contracts() {
    for (id, case) in adaptive_cases() {
        let (start, utilisation, seconds) = inputs(&case);
        let out = &case["out"];
        let (average, end) = taylor::over(start, utilisation, seconds);
        assert_eq!(
            average,
            integer(&out["avg_rate_wad_per_s_bit_exact"]),
            "{id}"
        );
        let field = "end_rate_at_target_wad_per_s_bit_exact";
        assert_eq!(end, integer(&out[field]), "{id}");
        assert_eq!(taylor::error(utilisation), integer(&out["err_wad"]), "{id}");
        assert_near_deployed((start, utilisation, seconds), &id);
    }
}

/// The engine is within 0.91 % of the deployed integers, the error of their exponential, and two of their units.
fn assert_near_deployed((start, utilisation, seconds): (i128, i128, i128), what: &str) {
    let (average, end) = engine(start, utilisation, seconds);
    let (their_average, their_end) = taylor::over(start, utilisation, seconds);
    for (ours, theirs) in [(average, their_average), (end, their_end)] {
        let ours = i128::from(ours.per_second_up().raw());
        let allowed = theirs * 91 / 10_000 + 2;
        assert!((ours - theirs).abs() <= allowed, "{what}: {ours} {theirs}");
    }
}

#[test]
fn test_rate_at_the_corners_of_the_curve() {
    let level = Rate::new(40_000_000_000_000_000);
    assert_eq!(CURVE.rate(level, 0).raw(), 10_000_000_000_000_000);
    assert_eq!(CURVE.rate(level, CURVE.target), level);
    assert_eq!(CURVE.rate(level, WAD).raw(), 160_000_000_000_000_000);
    assert_eq!(CURVE.rate(level, u128::MAX), CURVE.rate(level, WAD));
    assert_eq!(CURVE.rate(Rate::new(u64::MAX), WAD).raw(), u64::MAX);
}

#[test]
fn test_at_target_after_stays_inside_its_bounds() {
    let level = Rate::new(40_000_000_000_000_000);
    assert_eq!(CURVE.at_target_after(level, WAD, u64::MAX), CURVE.most);
    assert_eq!(CURVE.at_target_after(level, 0, u64::MAX), CURVE.least);
    assert_eq!(CURVE.at_target_after(level, CURVE.target, u64::MAX), level);
    assert_eq!(CURVE.at_target_after(level, WAD, 0), level);
}

#[test]
fn test_error_where_the_target_leaves_no_other_side() {
    let full = AdaptiveCurve {
        target: WAD,
        ..CURVE
    };
    assert_eq!(full.error(WAD), 0);
    assert_eq!(full.error(0), -(WAD as i128));
    let empty = AdaptiveCurve { target: 0, ..CURVE };
    assert_eq!(empty.error(0), 0);
    assert_eq!(empty.error(WAD), WAD as i128);
}

fn levels() -> impl Strategy<Value = Rate> {
    (CURVE.least.raw()..=CURVE.most.raw()).prop_map(Rate::new)
}

proptest! {
    #[test]
    fn fuzz_at_target_after_is_the_exponential(level in levels(), utilisation in 0..=WAD, seconds in 0..40_000_000u64) {
        let above = utilisation > CURVE.target;
        let side = if above { WAD - CURVE.target } else { CURVE.target };
        // speed * distance * seconds / (side * year), whole numbers of 1e-18.
        let top = wide(CURVE.speed) * wide(utilisation.abs_diff(CURVE.target)) * wide(seconds.into());
        let bottom = wide(side) * wide(YEAR.into()) * wide(WAD);
        let got = CURVE.at_target_after(level, utilisation, seconds);
        if top / bottom >= wide(20) {
            prop_assert_eq!(got, if above { CURVE.most } else { CURVE.least });
        } else {
            let growth = if above { exp(top, bottom) } else { exp_neg(top, bottom) };
            let truth = (growth * wide(level.wad())).clamp(whole(CURVE.least.wad()), whole(CURVE.most.wad()));
            // Three units from the exponent and half a unit of the exponential, as a share; one unit from the product.
            // The share of the error lost to rounding counts as often as the level could fold: at most 64 times here.
            let allowed = truth * wide(70) / wide(WAD) + (wide(level.wad()) << 200) / wide(WAD) + whole(1);
            prop_assert!(whole(got.wad()).abs_diff(truth) <= allowed, "{}", got.raw());
        }
    }

    #[test]
    fn fuzz_rate_is_the_curve_rounded_up(level in levels(), utilisation in 0..=WAD) {
        // r (1 + slope e), all over exact denominators: slope 3 above, 3/4 below.
        let (distance, side) = (utilisation.abs_diff(CURVE.target), if utilisation > CURVE.target { WAD - CURVE.target } else { CURVE.target });
        let (top, bottom) = if utilisation > CURVE.target {
            (wide(side) + wide(3) * wide(distance), wide(side))
        } else {
            (wide(4) * wide(side) - wide(3) * wide(distance), wide(4) * wide(side))
        };
        let exact = wide(level.wad()) * top / bottom;
        let got = wide(CURVE.rate(level, utilisation).wad());
        // The error is kept to 1e-18, so a rate of at most 200 % is off by a few units.
        let below = wide(7);
        prop_assert!(got + below >= exact && got <= exact + below, "{got} {exact}");
    }

    #[test]
    fn fuzz_rate_rises_with_utilisation_and_level(level in levels(), more in levels(), low in 0..=WAD, high in 0..=WAD) {
        let (low, high) = (low.min(high), low.max(high));
        prop_assert!(CURVE.rate(level, low) <= CURVE.rate(level, high));
        let (small, large) = (level.min(more), level.max(more));
        prop_assert!(CURVE.rate(small, low) <= CURVE.rate(large, low));
        prop_assert!(CURVE.at_target_after(small, low, 86_400) <= CURVE.at_target_after(large, high, 86_400));
    }

    #[test]
    fn fuzz_over_is_near_the_integers_of_deployed_contracts(start in 31_709_792i128..63_419_583_968, utilisation in 0..=WAD as i128, seconds in 0..3_000_000i128) {
        assert_near_deployed((start, utilisation, seconds), "random");
    }

    #[test]
    fn fuzz_at_target_after_composes(level in levels(), utilisation in 0..=WAD, cuts in prop::collection::vec(0..20_000u64, 1..30)) {
        let once = CURVE.at_target_after(level, utilisation, cuts.iter().sum());
        let stepwise = cuts.iter().fold(level, |now, seconds| CURVE.at_target_after(now, utilisation, *seconds));
        let allowed = (once.raw() / (WAD as u64 / 4) + 4) * (cuts.len() as u64 + 1) + 40;
        prop_assert!(stepwise.raw().abs_diff(once.raw()) <= allowed, "{} {}", stepwise.raw(), once.raw());
    }
}
