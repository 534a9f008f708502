//! Duration gap and Redington's conditions against the reference vectors, and the examples of textbooks.

mod common;

use alm_engine::{
    analytics::{
        redington::{Redington, Tolerance},
        valuation::{Due, Valuation},
        zeros::Walk,
    },
    ladder::{Side, Sides},
    money::{Amount, Balance},
    rates::curve::{Curve, Node},
    units::{WAD, YEAR},
};
use alm_math::lean;
use common::{assert_relative, cases, real, scaled, text, unsigned_wad, wad};
use serde_json::Value;

/// Amounts are kept to 22 decimals, so that what is left of a difference has its digits too.
const DECIMALS: usize = 22;

fn due(years: &Value, amount: &Value, side: Side) -> Due {
    // Three decimals of a year are whole seconds.
    let seconds = (unsigned_wad(years) * u128::from(YEAR) / WAD) as u64;
    let mut faces = Sides::default();
    *faces.of_mut(side) = Amount::new(scaled(amount, DECIMALS) as u128);
    Due { seconds, faces }
}

fn dues(input: &Value) -> Vec<Due> {
    let side = |name: &str, side| {
        let flows = input[name].as_array().expect("flows").clone();
        flows
            .into_iter()
            .map(move |flow| due(&flow["t"], &flow["amount"], side))
    };
    side("assets", Side::Assets)
        .chain(side("liabilities", Side::Liabilities))
        .collect()
}

/// A ladder valued at one rate.
fn valued(dues: &[Due], rate: i64) -> Valuation {
    let node = Node { seconds: 1, rate };
    Valuation::of(dues, Walk::along(Curve(&[node])))
}

fn units(balance: Balance) -> f64 {
    balance.raw() as f64 / 10f64.powi(DECIMALS as i32)
}

fn years(wad: i128) -> f64 {
    wad as f64 / 1e18
}

fn gross(dues: &[Due]) -> f64 {
    dues.iter()
        .map(|due| units(due.faces.assets.signed()) + units(due.faces.liabilities.signed()))
        .sum()
}

/// Relative, and for differences of large figures a unit in 1e17 of these.
fn near(have: f64, want: &Value, size: f64, what: &str) {
    let want = real(want);
    let bound = 1e-14 * want.abs() + 1e-17 * size;
    assert!(
        (have - want).abs() <= bound,
        "{what}: have {have:e}, want {want:e}"
    );
}

#[test]
fn vectors_duration_gap() {
    for case in cases("duration_gap.json") {
        let (id, input, out) = (text(&case["id"]), &case["in"], &case["out"]);
        if input["assets"].is_null() {
            continue; // an example of durations given: `published_duration_gaps`
        }
        let dues = dues(input);
        let rate = wad(&input["y_continuous"]) as i64;
        let valuation = valued(&dues, rate);
        let size = gross(&dues);
        for (side, value, duration, convexity) in [
            (Side::Assets, "A", "D_A", "C_A"),
            (Side::Liabilities, "L", "D_L", "C_L"),
        ] {
            let have = units(valuation.value_down(side).signed());
            near(have, &out[value], 0.0, &id);
            near(
                years(valuation.duration(side) as i128),
                &out[duration],
                0.0,
                &id,
            );
            near(
                years(valuation.convexity(side) as i128),
                &out[convexity],
                0.0,
                &id,
            );
        }
        near(units(valuation.net_value()), &out["E"], size, &id);
        near(
            years(valuation.duration_gap().expect("assets")),
            &out["DGAP"],
            10.0,
            &id,
        );
        near(
            years(valuation.convexity_gap().expect("assets")),
            &out["CGAP"],
            100.0,
            &id,
        );
        let shock = wad(&input["shock"]);
        let first = units(valuation.equity_change_first_order(shock));
        near(first, &out["dE_first_order"], size, &id);
        near(
            units(valuation.equity_change(shock)),
            &out["dE_second_order"],
            size,
            &id,
        );
        let after = valued(&dues, rate + shock as i64).net_value();
        near(
            units(after.minus(valuation.net_value())),
            &out["dE_exact"],
            size,
            &id,
        );
    }
}

/// Durations given, as in textbooks: a side is one flow at its duration, at no interest, so its value is its face.
fn of_durations(input: &Value) -> Valuation {
    let dues = [
        due(&input["D_A"], &input["A"], Side::Assets),
        due(&input["D_L"], &input["L"], Side::Liabilities),
    ];
    valued(&dues, 0)
}

/// Mishkin and Eakins (-1.33 years, +6.1 % of assets), Mishkin (1.72), Saunders and Cornett (2.3 years, -2.09), Koch and
/// MacDonald: a rate compounded once a year makes the change `-DGAP A di / (1 + i)`.
#[test]
fn published_duration_gaps() {
    let published: Vec<_> = cases("duration_gap.json")
        .into_iter()
        .filter(|case| case["in"]["assets"].is_null())
        .collect();
    assert!(published.len() >= 2, "two of the textbooks at least");
    for case in published {
        let (id, input, out) = (text(&case["id"]), &case["in"], &case["out"]);
        let valuation = of_durations(input);
        let gap = valuation.duration_gap().expect("assets");
        assert_relative(years(gap), real(&out["DGAP"]), 1e-14, &id);
        let rate = wad(&input["i_annual"]) + WAD as i128;
        let shock = wad(&input["shock"]) * WAD as i128 / rate;
        let change = units(valuation.equity_change_first_order(shock));
        assert_relative(change, real(&out["dE_first_order"]), 1e-14, &id);
        let tolerance = real(&case["published"]["tolerance"]);
        for (name, have) in [("DGAP", years(gap)), ("dE_first_order", change)] {
            if !case["published"][name].is_null() {
                let answer = real(&case["published"][name]);
                assert!((have - answer).abs() <= tolerance, "{id}: {name} {have}");
            }
        }
    }
}

/// The answers in print, without the vectors' arithmetic.
#[test]
fn textbook_duration_gaps() {
    let text = |value: &str| Value::String(value.into());
    let example = |[assets, liabilities, a, l]: [&str; 4]| {
        let dues = [
            due(&text(assets), &text(a), Side::Assets),
            due(&text(liabilities), &text(l), Side::Liabilities),
        ];
        valued(&dues, 0)
    };
    // Mishkin and Eakins: 1.16 - 0.9 * 2.77 = -1.33 years, 6.1 % of the assets for a rise from 10 % to 15 %.
    let first = example(["1.16", "2.77", "100", "90"]);
    assert_eq!(
        (first.duration_gap().expect("assets") / 10i128.pow(15)),
        -1_333
    );
    let shock = 50_000_000_000_000_000i128 * 10 / 11;
    let change = units(first.equity_change_first_order(shock));
    assert!((change - 6.1).abs() < 0.05, "{change}");
    // Mishkin: 2.70 - 0.95 * 1.03 = 1.72.
    let second = example(["2.70", "1.03", "100", "95"]);
    assert_eq!(second.duration_gap().expect("assets") / 10i128.pow(16), 172);
    // Saunders and Cornett: 5 - 0.9 * 3 = 2.3 years; from 10 % to 11 % equity loses 2.09.
    let third = example(["5", "3", "100", "90"]);
    let change = units(third.equity_change_first_order(10_000_000_000_000_000 * 10 / 11));
    assert!((change + 2.09).abs() < 0.005, "{change}");
    assert_eq!(third.equity_duration().expect("equity") / WAD as i128, 23);
}

fn annual(input: &Value) -> i64 {
    lean::ln(WAD + unsigned_wad(&input["i_annual_effective"])).expect("positive") as i64
}

fn tolerance(input: &Value) -> Tolerance {
    Tolerance {
        value: unsigned_wad(&input["pv_tolerance_rel"]),
        duration: unsigned_wad(&input["duration_tolerance_years"]),
    }
}

#[test]
fn vectors_redington() {
    for case in cases("redington.json") {
        let (id, input, out) = (text(&case["id"]), &case["in"], &case["out"]);
        let dues = dues(input);
        let valuation = valued(&dues, annual(input));
        let size = gross(&dues);
        for (side, value, duration, convexity) in [
            (Side::Assets, "PV_A", "D_A", "C_A_macaulay"),
            (Side::Liabilities, "PV_L", "D_L", "C_L_macaulay"),
        ] {
            near(
                units(valuation.value_down(side).signed()),
                &out[value],
                0.0,
                &id,
            );
            near(
                years(valuation.duration(side) as i128),
                &out[duration],
                0.0,
                &id,
            );
            near(
                years(valuation.convexity(side) as i128),
                &out[convexity],
                0.0,
                &id,
            );
        }
        near(units(valuation.net_value()), &out["surplus"], size, &id);
        let redington = Redington::of(&valuation, tolerance(input));
        for (have, name) in [
            (redington.value, "cond_pv"),
            (redington.duration, "cond_duration"),
            (redington.convexity, "cond_convexity"),
            (redington.immunised(), "redington"),
        ] {
            assert_eq!(have, out[name].as_bool().expect("a truth"), "{id}: {name}");
        }
        bumped(&case, &dues);
    }
}

/// The surplus at the moved rates: an immunised book is no poorer at any of them.
fn bumped(case: &Value, dues: &[Due]) {
    for (bump, want) in case["out"]["surplus_after_bump"]
        .as_object()
        .expect("bumps")
    {
        let rate = unsigned_wad(&case["in"]["i_annual_effective"]) as i128;
        let moved = WAD as i128 + rate + wad(&Value::String(bump.clone()));
        let rate = lean::ln(moved as u128).expect("positive") as i64;
        let have = units(valued(dues, rate).net_value());
        near(have, want, gross(dues) * 5.0, &text(&case["id"]));
    }
}

/// The Society of Actuaries' sample questions, with their printed answers.
#[test]
fn society_of_actuaries_examples_of_immunisation() {
    let published: Vec<_> = cases("redington.json")
        .into_iter()
        .filter(|case| !case["published"].is_null())
        .collect();
    assert!(published.len() >= 3, "{}", published.len());
    for case in published {
        let (id, answers) = (text(&case["id"]), &case["published"]);
        let valuation = valued(&dues(&case["in"]), annual(&case["in"]));
        let within = real(&answers["tolerance"]);
        for (name, have) in [
            (
                "PV_L",
                units(valuation.value_down(Side::Liabilities).signed()),
            ),
            ("D_A", years(valuation.duration(Side::Assets) as i128)),
            ("D_L", years(valuation.duration(Side::Liabilities) as i128)),
            (
                "C_A_macaulay",
                years(valuation.convexity(Side::Assets) as i128),
            ),
            (
                "C_L_macaulay",
                years(valuation.convexity(Side::Liabilities) as i128),
            ),
            ("surplus", units(valuation.net_value())),
        ] {
            let Some(answer) = answers.get(name) else {
                continue;
            };
            let allowed = if name == "PV_L" { 0.5 } else { within };
            assert!(
                (have - real(answer)).abs() <= allowed,
                "{id}: {name} {have} for {answer}"
            );
        }
        let redington = Redington::of(&valuation, tolerance(&case["in"]));
        assert_eq!(
            redington.immunised(),
            answers["redington"].as_bool().expect("a truth"),
            "{id}"
        );
    }
}
