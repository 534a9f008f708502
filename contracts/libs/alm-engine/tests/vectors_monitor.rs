//! Cascades and signals against the reference vectors.

mod common;

use alm_engine::{
    monitor::{
        cascade::{Impact, Market, Position, Terms, amplification},
        signals::{Outlook, Spread, time_to_exhaustion},
    },
    units::WAD,
};
use common::{assert_relative, cases, real, scaled, text, unsigned_wad, wad};
use serde_json::Value;

/// Rounds that bring every case to rest.
const ROUNDS: u32 = 400;

fn as_real(wad: u128) -> f64 {
    wad as f64 / 1e18
}

fn market(input: &Value) -> Market {
    let before = unsigned_wad(&input["p0"]);
    let kept = WAD - unsigned_wad(&input["shock"]);
    Market {
        price: before / WAD * kept,
        depth: unsigned_wad(&input["depth_units"]),
        impact: match text(&input["impact_model"]).as_str() {
            "exponential" => Impact::Exponential,
            "linear" => Impact::Linear,
            "constant_product" => Impact::ConstantProduct,
            other => panic!("unknown impact {other}"),
        },
    }
}

fn terms(input: &Value) -> Terms {
    Terms {
        threshold: unsigned_wad(&input["liquidation_threshold"]),
        bonus: unsigned_wad(&input["bonus"]),
        close_factor: unsigned_wad(&input["close_factor"]),
    }
}

fn positions(input: &Value) -> Vec<Position> {
    let list = input["positions"].as_array().expect("positions");
    list.iter()
        .map(|one| Position {
            collateral: unsigned_wad(&one["collateral_units"]),
            debt: unsigned_wad(&one["debt"]),
        })
        .collect()
}

#[test]
fn vectors_cascade() {
    for case in cases("cascade.json") {
        let (id, input, out) = (text(&case["id"]), &case["in"], &case["out"]);
        let (market, terms, loans) = (market(input), terms(input), positions(input));
        let near = |have: u128, want: &Value, what: &str| {
            // Bad debt is a small difference of large figures: a few units of it besides.
            let slack = 1e-10 * real(want).abs() + 1e-12;
            let (have, want) = (as_real(have), real(want));
            assert!(
                (have - want).abs() <= slack,
                "{id} {what}: {have}, want {want}"
            );
        };
        near(market.price, &out["price_after_shock"], "shocked price");
        let first = terms.sold(&loans, market.price);
        near(first, &out["first_round_sold"], "first round");
        near(
            market.price_after(first),
            &out["first_round_price"],
            "its price",
        );
        let clearing = market.least(&terms, &loans, ROUNDS);
        assert!(clearing.settled, "{id}: moves after {ROUNDS} rounds");
        near(clearing.price, &out["clearing_price"], "price");
        near(clearing.sold, &out["sold_units"], "sold");
        near(
            terms.bad_debt(&loans, clearing.price),
            &out["bad_debt"],
            "bad debt",
        );
        let liquidated = loans
            .iter()
            .filter(|one| terms.sold_of(one, clearing.price) > 0)
            .count();
        assert_eq!(
            Some(liquidated as u64),
            out["liquidated_positions"].as_u64(),
            "{id}"
        );
        let amplified = amplification(unsigned_wad(&input["p0"]), market.price, clearing.price);
        near(amplified, &out["amplification"], "amplification");
        for (one, want) in loans
            .iter()
            .zip(out["per_position"].as_array().expect("each"))
        {
            near(
                terms.sold_of(one, clearing.price),
                &want["sold_units"],
                "one sold",
            );
            near(
                terms.bad_debt_of(one, clearing.price),
                &want["bad_debt"],
                "one's bad debt",
            );
        }
        let worst = market.greatest(&terms, &loans, ROUNDS);
        assert!(worst.settled && worst.sold >= clearing.sold, "{id}: worst");
    }
}

#[test]
fn vectors_signals() {
    for case in cases("signals.json") {
        let (id, input, out) = (text(&case["id"]), &case["in"], &case["out"]);
        let balances: Vec<u128> = input["deposits"]
            .as_array()
            .expect("deposits")
            .iter()
            .map(unsigned_wad)
            .collect();
        let spread = Spread::of(&balances);
        let near = |have: f64, field: &str| {
            assert_relative(have, real(&out[field]), 1e-11, &format!("{id} {field}"));
        };
        near(as_real(spread.index), "hhi");
        near(as_real(spread.effective_holders()), "effective_n");
        near(as_real(spread.largest), "top1_share");
        let run = &input["exhaustion"];
        let outlook = Outlook::over(
            wad(&run["mean_outflow_per_h"]),
            unsigned_wad(&run["sd_per_sqrt_h"]),
            unsigned_wad(&run["horizon_h"]),
        );
        // As far as eighteen digits after the point go: 1e-11 of the figure, and three units.
        let (have, want) = (
            outlook.exhaustion(unsigned_wad(&run["liquid"])),
            unsigned_wad(&out["prob_exhaustion"]),
        );
        assert!(
            have.abs_diff(want) <= want / 100_000_000_000 + 3,
            "{id}: {have}, want {want}"
        );
        // The mean at scale 1e15 and what is liquid at 1e21: the seconds then have six digits after the point.
        let mean = scaled(&out["ewma_mean"], 15);
        let seconds = time_to_exhaustion(mean, unsigned_wad(&input["liquid"]) * 1_000);
        match seconds {
            Some(seconds) => near(seconds as f64 / 1e6, "time_to_exhaustion_s"),
            None => assert!(out["time_to_exhaustion_s"].is_null(), "{id}"),
        }
    }
}
