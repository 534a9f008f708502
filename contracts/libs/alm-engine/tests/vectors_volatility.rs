//! Volatility estimators against the reference vectors.

mod common;

use alm_engine::volatility::{
    ewma::{ewma_step_up, observed_variance_up, sigma_annual_up, weight},
    range::{Bar, garman_klass, parkinson, rogers_satchell},
};
use common::{assert_relative, cases, real, scaled, text};
use serde_json::Value;

const TOLERANCE: f64 = 1e-11;

fn as_real(variance: u128) -> f64 {
    variance as f64 / 1e36
}

#[test]
fn vectors_ewma_vol() {
    for case in cases("ewma_vol.json") {
        let id = text(&case["id"]);
        let input = &case["in"];
        let tau = input["tau_seconds"].as_u64().expect("seconds");
        let times: Vec<u64> = input["timestamps"]
            .as_array()
            .expect("times")
            .iter()
            .filter_map(Value::as_u64)
            .collect();
        let prices: Vec<u128> = input["prices"]
            .as_array()
            .expect("prices")
            .iter()
            .map(|price| scaled(price, 8) as u128)
            .collect();
        let mut track = vec![0u128];
        let mut realised = 0u128;
        for step in 1..times.len() {
            let dt = times[step] - times[step - 1];
            let observed = observed_variance_up(prices[step - 1], prices[step], dt);
            let last = track[step - 1];
            track.push(if step == 1 {
                observed
            } else {
                ewma_step_up(last, observed, weight(dt, tau))
            });
            realised += observed * u128::from(dt);
        }
        for point in case["out"]["track"].as_array().expect("track") {
            let variance = track[point["i"].as_u64().expect("index") as usize];
            let sigma = sigma_annual_up(variance) as f64 / 1e18;
            assert_relative(sigma, real(&point["sigma_annual"]), TOLERANCE, &id);
            assert_relative(
                as_real(variance),
                real(&point["variance_rate_per_second"]),
                2.0 * TOLERANCE,
                &id,
            );
        }
        let last = *track.last().expect("steps");
        assert_relative(
            sigma_annual_up(last) as f64 / 1e18,
            real(&case["out"]["final_sigma_annual"]),
            TOLERANCE,
            &id,
        );
        let span = u128::from(times[times.len() - 1] - times[0]);
        let sigma = sigma_annual_up(realised / span) as f64 / 1e18;
        assert_relative(
            sigma,
            real(&case["out"]["realised_sigma_annual"]),
            TOLERANCE,
            &id,
        );
    }
}

#[test]
fn vectors_range_vol() {
    for case in cases("range_vol.json") {
        let id = text(&case["id"]);
        let bars: Vec<Bar> = case["in"]["ohlc"]
            .as_array()
            .expect("bars")
            .iter()
            .map(bar)
            .collect();
        let out = &case["out"];
        let estimate = parkinson(&bars).expect("parkinson");
        assert_relative(
            as_real(estimate),
            real(&out["parkinson_var_per_bar"]),
            TOLERANCE,
            &id,
        );
        let annual = (as_real(estimate) * real(&case["in"]["bars_per_year"])).sqrt();
        assert_relative(annual, real(&out["parkinson_sigma_annual"]), TOLERANCE, &id);
        let estimate = garman_klass(&bars).expect("garman_klass");
        assert_relative(
            as_real(estimate),
            real(&out["garman_klass_var_per_bar"]),
            TOLERANCE,
            &id,
        );
        let estimate = rogers_satchell(&bars).expect("rogers_satchell");
        assert_relative(
            as_real(estimate),
            real(&out["rogers_satchell_var_per_bar"]),
            TOLERANCE,
            &id,
        );
    }
}

fn bar(value: &Value) -> Bar {
    let price = |index: usize| scaled(&value[index], 8) as u128;
    Bar {
        open: price(0),
        high: price(1),
        low: price(2),
        close: price(3),
    }
}
