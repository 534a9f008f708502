//! Covariance, correlation and the deviation of a portfolio against the reference vectors.

mod common;

use alm_engine::{
    covariance::{
        Estimate, Marginal,
        correlation::{product, pulled},
        credit::Portfolio,
    },
    units::WAD,
    volatility::sigma_annual_up,
};
use common::{assert_relative, cases, real, scaled, text, unsigned_wad};
use serde_json::Value;

const TOLERANCE: f64 = 1e-11;

/// Two assets and their correlation after all prices of a case.
struct Run {
    one: Marginal,
    other: Marginal,
    pair: Estimate,
}

fn numbers(value: &Value, digits: usize) -> Vec<u128> {
    let list = value.as_array().expect("a list");
    list.iter()
        .map(|number| scaled(number, digits) as u128)
        .collect()
}

fn run(input: &Value) -> Run {
    let tau = input["tau_seconds"].as_u64().expect("seconds");
    let times = numbers(&input["timestamps"], 0);
    let (a, b) = (
        numbers(&input["prices_a"], 8),
        numbers(&input["prices_b"], 8),
    );
    let mut state = Run {
        one: Marginal::default(),
        other: Marginal::default(),
        pair: Estimate::default(),
    };
    for step in 1..times.len() {
        let dt = (times[step] - times[step - 1]) as u64;
        let (one, first) = state.one.after(a[step - 1], a[step], dt, tau);
        let (other, second) = state.other.after(b[step - 1], b[step], dt, tau);
        state = Run {
            one,
            other,
            pair: state.pair.after(first, second, 1),
        };
    }
    state
}

#[test]
fn vectors_ewma_corr() {
    for case in cases("ewma_corr.json") {
        let (id, input, out) = (text(&case["id"]), &case["in"], &case["out"]);
        let have = run(input);
        let near = |have: f64, field: &str| {
            assert_relative(have, real(&out[field]), TOLERANCE, &format!("{id} {field}"));
        };
        let sigmas = [have.one, have.other].map(|one| sigma_annual_up(one.variance));
        near(sigmas[0] as f64 / 1e18, "sigma_a_annual");
        near(sigmas[1] as f64 / 1e18, "sigma_b_annual");
        let rho = have.pair.correlation;
        near(rho as f64 / 1e18, "rho");
        let deviations = [have.one, have.other].map(|one| (one.variance as f64 / 1e36).sqrt());
        near(
            rho as f64 / 1e18 * deviations[0] * deviations[1],
            "cov_rate_per_second",
        );
        // The formula for any correlation: one less the kept part of the distance to one.
        let missing = WAD as i128 - rho;
        let left = WAD as i128 - unsigned_wad(&input["stress_lambda"]) as i128;
        let stressed = WAD as i128 - missing * left / WAD as i128;
        near(stressed as f64 / 1e18, "rho_stressed");
        if rho > 0 {
            let pull = unsigned_wad(&input["stress_lambda"]);
            near(pulled(rho as u128, pull) as f64 / 1e18, "rho_stressed");
        }
        let parts = [("weight_a", sigmas[0]), ("weight_b", sigmas[1])].map(|(weight, sigma)| {
            product(unsigned_wad(&input[weight]) as i128, sigma as i128) as u128
        });
        let whole = |rho: i128| Portfolio(&parts).haircut(|_, _| rho) as f64 / 1e18;
        near(whole(rho), "portfolio_sigma");
        near(whole(stressed), "portfolio_sigma_stressed");
        near(whole(WAD as i128), "portfolio_sigma_rho1");
    }
}
