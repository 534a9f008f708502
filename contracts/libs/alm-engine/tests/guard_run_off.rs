//! The run-off: the statistic against the reference vectors, its properties, and a double-precision model.

mod common;

use alm_engine::{
    guard::run_off::{Confidence, Outflows, observed},
    money::{Amount, Balance},
    units::WAD,
    volatility::ewma::weight,
};
use common::{assert_relative, cases, real, text, wad};
use proptest::prelude::*;

const ONE: i128 = WAD as i128;

#[test]
fn vectors_signals() {
    for case in cases("signals.json") {
        let (id, input, out) = (text(&case["id"]), &case["in"], &case["out"]);
        let tau = input["tau_seconds"].as_u64().expect("seconds");
        let ends: Vec<u64> = input["interval_ends"]
            .as_array()
            .expect("times")
            .iter()
            .map(|end| end.as_u64().expect("seconds"))
            .collect();
        let rates: Vec<i128> = input["net_outflow_rate_per_s"]
            .as_array()
            .expect("rates")
            .iter()
            .map(wad)
            .collect();
        let mut state = Outflows::starting_at(rates[0]);
        let mut surprises = Vec::new();
        // The rate i holds over the interval that ends at i + 1.
        for (rate, step) in rates.iter().zip(ends.windows(2)).skip(1) {
            surprises.push(state.surprise(*rate));
            state = state.after(*rate, weight(step[1] - step[0], tau));
        }
        let as_real = |wad: i128| wad as f64 / 1e18;
        assert_relative(as_real(state.mean), real(&out["ewma_mean"]), 1e-11, &id);
        assert_relative(
            state.variance as f64 / 1e18,
            real(&out["ewma_var"]),
            1e-11,
            &id,
        );
        let wanted = out["z_series_from_second"].as_array().expect("series");
        assert_eq!(surprises.len(), wanted.len(), "{id}");
        for (have, want) in surprises.iter().zip(wanted) {
            assert_relative(as_real(*have), real(want), 1e-11, &id);
        }
    }
}

#[test]
fn test_observed_is_a_share_of_the_deposits() {
    let share = |opening, flow, epochs| observed(Amount::new(opening), Balance::new(flow), epochs);
    assert_eq!(share(1_000, 50, 1), ONE / 20);
    assert_eq!(share(1_000, -50, 1), -ONE / 20);
    assert_eq!(share(1_000, 50, 5), ONE / 100);
    // Against the pool: an outflow is rounded up, an inflow down.
    assert_eq!(share(3, 1, 1), ONE / 3 + 1);
    assert_eq!(share(3, -1, 1), -(ONE / 3));
    assert_eq!(share(0, 1, 1), ONE);
    assert_eq!(share(0, 0, 0), 0);
    assert_eq!(share(1, i128::MIN, 1), -ONE);
}

#[test]
fn test_run_off_by_hand() {
    let state = Outflows {
        mean: ONE / 100,
        variance: WAD / 2_500,
    };
    let at = |deviations, horizon, floor| {
        state.run_off(Confidence {
            deviations,
            horizon,
            floor,
        })
    };
    // 4 days: 4 % and three times 2 % times 2; the last unit is the rounding.
    assert_eq!(at(3 * WAD, 4, 0), 160_001);
    assert_eq!(at(0, 4, 0), 40_000);
    assert_eq!(at(0, 4, 50_000), 50_000);
    assert_eq!(at(100 * WAD, 4, 50_000), 1_000_000);
    assert_eq!(at(u128::MAX, u16::MAX, u32::MAX), 1_000_000);
}

#[test]
fn test_run_off_never_counts_upon_inflows() {
    let growing = Outflows {
        mean: -ONE / 10,
        variance: WAD / 2_500,
    };
    let steady = Outflows { mean: 0, ..growing };
    let confidence = Confidence {
        deviations: 2 * WAD,
        horizon: 9,
        floor: 1,
    };
    assert_eq!(growing.run_off(confidence), steady.run_off(confidence));
}

proptest! {
    #[test]
    fn fuzz_outflows_agree_with_double_precision(
        first in -ONE..=ONE, steps in prop::collection::vec((-ONE..=ONE, 0..=WAD), 1..60),
    ) {
        let mut state = Outflows::starting_at(first);
        let (mut mean, mut variance) = (first as f64 / 1e18, 0f64);
        for (share, kept) in steps {
            state = state.after(share, kept);
            let (x, a) = (share as f64 / 1e18, kept as f64 / 1e18);
            let d = x - mean;
            mean += (1.0 - a) * d;
            variance = a * (variance + (1.0 - a) * d * d);
            prop_assert!((state.mean as f64 / 1e18 - mean).abs() < 1e-12);
            prop_assert!((state.variance as f64 / 1e18 - variance).abs() < 1e-12);
            prop_assert!(state.mean.abs() <= ONE, "a mean of shares is a share");
        }
    }

    #[test]
    fn fuzz_run_off_rises_with_each_argument(
        mean in -ONE..=ONE, variance in 0..=4 * WAD, deviations in 0..=5 * WAD, horizon in 0..=60u16, floor in 0..=1_000_000u32,
    ) {
        let confidence = Confidence { deviations, horizon, floor };
        let state = Outflows { mean, variance };
        let base = state.run_off(confidence);
        prop_assert!((floor..=1_000_000).contains(&base));
        for more in [
            Outflows { mean: mean + 1_000_000_000_000_000, ..state }.run_off(confidence),
            Outflows { variance: variance + 1_000_000_000_000_000, ..state }.run_off(confidence),
            state.run_off(Confidence { deviations: deviations + WAD / 10, ..confidence }),
            state.run_off(Confidence { horizon: horizon + 1, ..confidence }),
            state.run_off(Confidence { floor: (floor + 1).min(1_000_000), ..confidence }),
        ] {
            prop_assert!(more >= base);
        }
    }
}
