//! The table and the page of a small crisis.

use alm_crisis::{calibration::StaticTerms, path::Phases};
use serde_json::Value;

use super::*;
use crate::replay::{CrisisObservation, Policy};

const START: u64 = 1_583_971_200;

fn pool(policy: Policy, written_off: f64, under_water: f64) -> PoolOutcome {
    let seen: Vec<CrisisObservation> = (0..48)
        .map(|hour| CrisisObservation {
            time: START + hour * 3_600,
            offered: 0.7,
            loans: 1e6,
            bad_debt: if hour > 24 { written_off } else { 0.0 },
            exit_room: 0.2,
            share_price: 1.0,
            ..CrisisObservation::default()
        })
        .collect();
    PoolOutcome {
        policy,
        offered_calm: 0.7,
        offered_crisis: 0.65,
        offered_low: 0.4,
        loans_before: 1e6,
        written_off,
        under_water,
        under_water_most: under_water,
        liquidated: 3e5,
        seized: 3.1e5,
        liquidators_earned: 5e3,
        liquidations: 7,
        repaid_early: 2e4,
        buffer_bore: 0.0,
        equity_bore: 0.0,
        depositors_bore: written_off,
        closed_hours: 1.5,
        waiting_hours: 2.5,
        longest_wait: 30.0,
        asked: 3,
        paid: 2,
        refused: 0,
        transactions: 100,
        gas: 1_000,
        deployment: Value::Null,
        series: CrisisSeries::from(&seen[..]),
    }
}

fn report(constant: f64, engine: f64) -> CrisisReport {
    let times: Vec<u64> = (0..48).map(|hour| START + hour * 3_600).collect();
    CrisisReport {
        schema: 1,
        tool: "cargo alm".into(),
        asset: "<ETH>".into(),
        file: "crisis.csv".into(),
        before: "before.csv".into(),
        after: None,
        phases: Phases {
            begin: START - 100,
            calm_from: START - 90,
            calm_to: START - 50,
            lead_from: START,
            crisis_from: START + 7_200,
            end: START + 47 * 3_600,
        },
        settings: Value::Null,
        calm_ltv: 0.7,
        constant: StaticTerms {
            open_ltv: 7_000_000,
            threshold: 7_777_778,
        },
        common: Common {
            price: times
                .iter()
                .map(|time| 200.0 - (time - START) as f64 / 3_600.0)
                .collect(),
            volatility: vec![1.0; 48],
            time: times,
        },
        pools: vec![
            pool(Policy::Static, constant, 50.0),
            pool(Policy::StaticBuffered, constant, 50.0),
            pool(Policy::Engine, engine, 0.0),
        ],
        seconds: 1.0,
    }
}

#[test]
fn test_ratio_counts_what_was_given_up_and_what_was_left_open() {
    assert_eq!(report(950.0, 100.0).ratio(), Some(0.1));
    let mut none = report(0.0, 0.0);
    none.pools[0].under_water = 0.2;
    assert_eq!(none.ratio(), None, "less than a unit is rounding");
}

#[test]
fn test_table_has_a_column_a_pool_and_says_the_verdict() {
    let text = crisis_table(&report(950.0, 100.0));
    let lines: Vec<&str> = text.lines().collect();
    assert!(
        lines[1].contains("static + buffer") && lines[1].ends_with("engine"),
        "{text}"
    );
    let row = |name: &str| {
        let found = lines.iter().find(|line| line.starts_with(name));
        found.map_or(vec![], |line| line[28..].split_whitespace().collect())
    };
    assert_eq!(row("Bad debt"), ["1", "k", "1", "k", "100"], "{text}");
    assert_eq!(row("Hours with exits closed"), ["1.5", "1.5", "1.5"]);
    assert!(
        lines
            .last()
            .unwrap()
            .contains("10.0 % of that with constant terms"),
        "{text}"
    );
}

#[test]
fn test_page_is_whole_and_safe() {
    let page = render_crisis(&report(950.0, 100.0));
    assert!(page.starts_with("<!doctype html>") && page.trim_end().ends_with("</html>"));
    assert!(page.contains("&lt;ETH&gt;") && !page.contains("<ETH>"));
    assert!(
        !page.contains("NaN") && !page.contains("http"),
        "nothing from elsewhere"
    );
    assert_eq!(page.matches("<svg").count(), 1);
    for shown in [
        "Bad debt given up so far",
        "Hours with exits closed",
        "Waiting to leave",
        "<td>1 k</td>",
    ] {
        assert!(page.contains(shown), "{shown}");
    }
}
