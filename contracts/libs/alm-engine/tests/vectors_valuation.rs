//! Present value, duration, convexity, DV01 and key rates against the reference vectors.

mod common;

use alm_engine::{
    analytics::{
        key_rates::key_rates,
        valuation::{Due, Valuation},
        zeros::Walk,
    },
    ladder::{Side, Sides},
    money::{Amount, Balance},
    rates::curve::{Curve, Node},
    units::{DAY, YEAR},
};
use common::{cases, real, scaled, text, wad};
use serde_json::Value;

/// The knots of the vectors, in days.
const KNOTS: [(&str, u64); 10] = [
    ("0.25", 91),
    ("0.5", 0),
    ("1", 365),
    ("2", 730),
    ("3", 1_095),
    ("5", 1_825),
    ("7", 2_555),
    ("10", 3_650),
    ("20", 7_300),
    ("30", 10_950),
];

/// A case's ladder: its dues, the decimals its amounts are scaled by, and the sum of their sizes.
struct Ladder {
    dues: Vec<Due>,
    decimals: usize,
    gross: f64,
}

fn ladder(case: &Value) -> Ladder {
    let flows = case["in"]["cashflows"].as_array().expect("flows");
    let gross: f64 = flows.iter().map(|flow| real(&flow["amount"]).abs()).sum();
    // As many decimals as fit: 2^95 is 3.9e28.
    let decimals = (28.0 - gross.log10().ceil()) as usize;
    let dues = flows
        .iter()
        .map(|flow| {
            let amount = Balance::new(scaled(&flow["amount"], decimals));
            Due {
                seconds: flow["days"].as_u64().expect("days") * DAY,
                faces: Sides {
                    assets: amount.gain(),
                    liabilities: amount.shortfall(),
                },
            }
        })
        .collect();
    Ladder {
        dues,
        decimals,
        gross,
    }
}

/// A case's curve, moved in parallel by some basis points.
fn nodes(case: &Value, basis_points: i64) -> Vec<Node> {
    let curve = &case["in"]["curve"];
    let node = |seconds: u64, rate: &Value| Node {
        seconds: seconds as u32,
        rate: wad(rate) as i64 + basis_points * 100_000_000_000_000,
    };
    if curve["type"] == "flat" {
        return vec![node(YEAR, &curve["rate"])];
    }
    let days = curve["times_days"].as_array().expect("days");
    let rates = curve["rates"].as_array().expect("rates");
    days.iter()
        .zip(rates)
        .map(|(days, rate)| node(days.as_u64().expect("a day") * DAY, rate))
        .collect()
}

fn units(balance: Balance, decimals: usize) -> f64 {
    balance.raw() as f64 / 10f64.powi(decimals as i32)
}

/// What the vectors tell, scaled as the ladder: as many digits as an integer holds.
fn want(value: &Value, decimals: usize) -> i128 {
    scaled(value, decimals)
}

#[test]
fn vectors_pv_ladders_present_value() {
    for case in cases("pv_ladders.json") {
        let ladder = ladder(&case);
        let bound = (2e-18 * ladder.gross * 10f64.powi(ladder.decimals as i32)) as i128 + 1;
        for (name, basis_points) in [("pv", 0), ("pv_up_1bp", 1), ("pv_down_1bp", -1)] {
            let nodes = nodes(&case, basis_points);
            let have = Valuation::of(&ladder.dues, Walk::along(Curve(&nodes))).net_value();
            let want = want(&case["out"][name], ladder.decimals);
            assert!(
                (have.raw() - want).abs() <= bound,
                "{} {name}: have {}, want {want}, bound {bound}",
                text(&case["id"]),
                have.raw()
            );
        }
    }
}

/// The tolerance of duration and the like: relative where all flows have one sign, else by the size of the moments.
fn close(case: &Value, ladder: &Ladder, name: &str, have: f64, want: f64, divisor: f64) {
    let one_sign = ladder
        .dues
        .iter()
        .all(|due| due.faces.liabilities.is_zero());
    let bound = if one_sign {
        1e-14 * want.abs()
    } else {
        let spread: f64 = ladder
            .dues
            .iter()
            .map(|due| {
                let years = due.seconds as f64 / YEAR as f64;
                let amount = units(due.faces.assets.signed(), ladder.decimals)
                    + units(due.faces.liabilities.signed(), ladder.decimals);
                years * years * amount
            })
            .sum();
        4e-18 * spread / divisor.abs() + 1e-15 * want.abs()
    };
    assert!(
        (have - want).abs() <= bound,
        "{} {name}: have {have:e}, want {want:e}, bound {bound:e}",
        text(&case["id"]),
    );
}

#[test]
fn vectors_pv_ladders_duration_and_convexity() {
    for case in cases("pv_ladders.json") {
        let ladder = ladder(&case);
        let nodes = nodes(&case, 0);
        let valuation = Valuation::of(&ladder.dues, Walk::along(Curve(&nodes)));
        let pv = real(&case["out"]["pv"]);
        let value = valuation.net_value().raw() as f64;
        let duration = valuation.net_dv01().raw() as f64 * 1e4 / value;
        close(
            &case,
            &ladder,
            "duration",
            duration,
            real(&case["out"]["duration"]),
            pv,
        );
        let convexity = valuation.net_convexity().raw() as f64 / value;
        close(
            &case,
            &ladder,
            "convexity",
            convexity,
            real(&case["out"]["convexity"]),
            pv,
        );
        if ladder
            .dues
            .iter()
            .all(|due| due.faces.liabilities.is_zero())
        {
            for (have, name) in [
                (valuation.duration(Side::Assets), "duration"),
                (valuation.convexity(Side::Assets), "convexity"),
            ] {
                let want = wad(&case["out"][name]) as u128;
                let bound = 1 + want / 100_000_000_000_000;
                assert!(
                    have.abs_diff(want) <= bound,
                    "{name}: have {have}, want {want}"
                );
            }
        }
    }
}

#[test]
fn vectors_pv_ladders_key_rates_add_up() {
    for case in cases("pv_ladders.json") {
        let ladder = ladder(&case);
        let nodes = nodes(&case, 0);
        // Three months and half a year in seconds; the rest are whole years.
        let knots = KNOTS.map(|(name, days)| match name {
            "0.25" => YEAR / 4,
            "0.5" => YEAR / 2,
            _ => days * DAY,
        });
        let mut figures = [Balance::ZERO; KNOTS.len()];
        let valuation = key_rates(
            &ladder.dues,
            Walk::along(Curve(&nodes)),
            &knots,
            &mut figures,
        );
        let total: i128 = figures.iter().map(|figure| figure.raw()).sum();
        assert_eq!(
            total,
            valuation.net_dv01().raw(),
            "they add up, to the unit"
        );
        let sum = units(valuation.net_dv01(), ladder.decimals);
        close(&case, &ladder, "dv01", sum, real(&case["out"]["dv01"]), 1.0);
        for ((name, _), figure) in KNOTS.iter().zip(figures) {
            let want = &case["out"]["key_rate_dv01"][*name];
            let unit = 10f64.powi(-(ladder.decimals as i32));
            let have = units(figure, ladder.decimals);
            if (have - real(want)).abs() > unit {
                close(&case, &ladder, name, have, real(want), 1.0);
            }
        }
    }
}

#[test]
fn test_valuation_of_nothing_is_nothing() {
    let valuation = Valuation::of(&[], Walk::along(Curve(&[])));
    assert_eq!(valuation.net_value(), Balance::ZERO);
    assert_eq!(valuation.duration(Side::Assets), 0);
    assert_eq!(valuation.duration_gap(), None);
    assert_eq!(valuation.equity_duration(), None);
    let empty = Due::default();
    let valuation = Valuation::of(&[empty], Walk::along(Curve(&[])));
    assert_eq!(valuation.value_up(Side::Liabilities), Amount::ZERO);
}
