//! Haircuts and shortfall figures against the reference vectors.

mod common;

use alm_engine::{
    haircut::{
        shortfall::{Loan, deviation_up, expected_shortfall_haircut, value_at_risk_haircut},
        smart_ltv::SmartLtv,
    },
    units::{WAD, YEAR},
};
use alm_math::lean;
use common::{assert_relative, assert_ulp, cases, real, scaled, text, unsigned_wad, wad};
use serde_json::Value;

/// The loan of a case, its deviation, quantile and cost.
fn inputs(case: &Value) -> (Loan, u128, u128, u128) {
    let input = &case["in"];
    let seconds = input["horizon_hours"].as_u64().expect("hours") * 3_600;
    let sigma = unsigned_wad(&input["sigma"]);
    // Per second at scale 1e36, to the nearest.
    let variance = (sigma * sigma + u128::from(YEAR) / 2) / u128::from(YEAR);
    let deviation = deviation_up(variance, seconds);
    let (value, debt) = (
        unsigned_wad(&input["collateral_value"]),
        unsigned_wad(&input["debt"]),
    );
    let cost = cost(input, debt, sigma);
    let drift = wad(&input["mu"]) * i128::from(seconds) / i128::from(YEAR);
    let proceeds = lean::mul_down(value, WAD - cost).expect("proceeds");
    let quantile = unsigned_wad(&case["out"]["z_alpha"]);
    (
        Loan {
            proceeds,
            debt,
            deviation,
            drift,
        },
        deviation,
        quantile,
        cost,
    )
}

/// Bonus, half-spread and the square-root impact `Y sigma sqrt(debt / adv / 365)`, at most 0.95.
fn cost(input: &Value, debt: u128, sigma: u128) -> u128 {
    let turnover = lean::mul_div_down(debt, 1_000_000_000_000_000_000, unsigned_wad(&input["adv"]))
        .expect("turnover");
    let scale = lean::mul_down(unsigned_wad(&input["impact_Y"]), sigma).expect("scale");
    let impact = lean::mul_down(scale, lean::sqrt(turnover / 365)).expect("impact");
    (unsigned_wad(&input["bonus"]) + unsigned_wad(&input["half_spread"]) + impact)
        .min(WAD / 100 * 95)
}

#[test]
fn vectors_shortfall() {
    for case in cases("shortfall.json") {
        let id = text(&case["id"]);
        let out = &case["out"];
        let (loan, deviation, quantile, _) = inputs(&case);
        // The vectors' own cost: the square-root law is theirs, not the engine's.
        let cost = unsigned_wad(&out["kappa"]);
        let loan = Loan {
            proceeds: kept(&case, cost),
            ..loan
        };
        assert_ulp(
            value_at_risk_haircut(deviation, quantile, cost, loan.drift),
            &out["var_haircut"],
            50,
            &id,
        );
        assert_ulp(
            expected_shortfall_haircut(deviation, quantile, cost, loan.drift),
            &out["es_haircut"],
            50,
            &id,
        );
        let max_ltv = WAD - expected_shortfall_haircut(deviation, quantile, cost, loan.drift);
        assert_ulp(max_ltv, &out["max_ltv_es"], 50, &id);
        let max_ltv = WAD - value_at_risk_haircut(deviation, quantile, cost, loan.drift);
        assert_ulp(max_ltv, &out["max_ltv_var"], 50, &id);
        assert_ulp(
            loan.shortfall_probability(),
            &out["prob_shortfall"],
            100,
            &id,
        );
        assert_ulp(
            loan.first_passage_probability(),
            &out["first_passage_prob"],
            100,
            &id,
        );
        let loss = loan.expected_loss_up();
        let bound = 20 * (loan.debt / WAD + 1);
        assert_ulp(loss, &out["expected_loss"], bound, &id);
    }
}

fn kept(case: &Value, cost: u128) -> u128 {
    lean::mul_down(unsigned_wad(&case["in"]["collateral_value"]), WAD - cost).expect("proceeds")
}

#[test]
fn vectors_shortfall_cost() {
    for case in cases("shortfall.json") {
        let (_, _, _, cost) = inputs(&case);
        assert_relative(
            cost as f64 / 1e18,
            real(&case["out"]["kappa"]),
            1e-14,
            &text(&case["id"]),
        );
    }
}

#[test]
fn vectors_smartltv() {
    for case in cases("smartltv.json") {
        let id = text(&case["id"]);
        let input = &case["in"];
        let rule = SmartLtv {
            sigma: unsigned_wad(&input["sigma"]),
            bonus: unsigned_wad(&input["beta"]),
            liquidity: scaled(&input["liquidity"], 18) as u128,
            debt_cap: scaled(&input["debt_cap"], 18) as u128,
        };
        let ltv = rule
            .loan_to_value(unsigned_wad(&input["clf_c"]))
            .expect("ltv");
        assert_ulp(ltv, &case["out"]["ltv"], 50, &id);
        let level = rule
            .risk_level(unsigned_wad(&input["given_ltv"]))
            .expect("level");
        assert_relative(
            level as f64 / 1e18,
            real(&case["out"]["risk_level_r_at_given_ltv"]),
            1e-11,
            &id,
        );
    }
}
