//! A whole report of a small pool.

use super::*;
use crate::{
    flows::Form,
    liquidity::{Depositors, Ladder, Position, WEEKS},
    prices::Gap,
    replay::PoolObservation,
    report::{Report, render_html},
};

const START: u64 = 1_704_067_200;
const DAY: u64 = 86_400;

fn observations() -> Vec<PoolObservation> {
    let one = |day: u32| {
        let run = day > 20;
        PoolObservation {
            time: START + u64::from(day) * DAY,
            deposited: if run { 0.0 } else { 1_000.0 },
            asked: if run { 40_000.0 } else { 500.0 },
            paid: if run { 25_000.0 } else { 500.0 },
            fee: if run { 12.5 } else { 0.0 },
            waiting: if run { 15_000.0 } else { 0.0 },
            net_value: 1_000_000.0 - f64::from(day) * 1_000.0,
            cash: 250_000.0,
            loans: 750_000.0,
            utilisation: 0.75,
            target: 0.75,
            rate: 0.031,
            share_price: 1.0 + f64::from(day) * 1e-4,
            exit_fee: if run { 0.004 } else { 0.0 },
            surplus: 100_000.0,
            coverage_day: None,
            coverage_week: Some(4.5),
            coverage_month: Some(if run { 0.8 } else { 1.5 }),
            survival: run.then_some(12),
            ..PoolObservation::default()
        }
    };
    (0..30).map(one).collect()
}

fn position() -> Position {
    Position {
        now: START,
        cash: 250_000_000_000,
        spoken_for: 0,
        buffer: 0,
        depositors: Depositors {
            floating: 1_000_000_000_000,
            floor: 100_000,
            ..Depositors::default()
        },
        ladder: Ladder {
            first_maturity: START + 3 * DAY,
            assets: (0..WEEKS as u128)
                .map(|week| week * 1_000_000_000)
                .collect(),
            liabilities: vec![20_000_000_000; WEEKS],
        },
    }
}

fn report(name: &str) -> PoolReport {
    let seen = observations();
    let snapshots = [&seen[25], &seen[29]];
    PoolReport {
        name: name.into(),
        file: "flows.csv".into(),
        form: Form::Flows,
        step: DAY,
        of: vec![],
        passed_over: 3,
        scale: 0.5,
        opening: 1_000_000.0,
        settings: serde_json::json!({}),
        deployment: serde_json::json!({}),
        chain: PoolChain {
            rows: 30,
            transactions: 90,
            gas: 9_000_000,
            seconds: 1.0,
        },
        summary: summarise_pool(&seen, &[19_744, 19_745]),
        gaps: vec![Gap {
            from: START,
            to: START + DAY,
        }],
        snapshots: snapshots.map(|seen| Snapshot::of(seen, &position())).into(),
        series: PoolSeries::from(&seen[..]),
    }
}

#[test]
fn test_page_of_a_pool_has_every_panel_and_both_ladders() {
    let page = render_html(&Report::of_pool(report("USDC pool")));
    let titles = [
        "Flows a row",
        "Waiting to leave",
        "Book, tokens",
        "Utilisation",
        "Rate of floating loans",
        "Liquidity surplus",
        "Liquidity coverage",
        "Survival horizon",
        "Exit fee",
        "Share price",
    ];
    for title in titles {
        assert!(page.contains(&format!(">{title}")), "{title}");
    }
    assert_eq!(page.matches("Cumulative cash-flow gap").count(), 2);
    assert_eq!(
        page.matches("<rect ").count(),
        2 * (4 * 11 + 4),
        "four bars a bucket, and the legends"
    );
    assert!(page.contains("On <strong>2 days</strong> somebody could not leave"));
    assert!(page.contains("multiplied by 0.5") && page.contains("3 rows of other types"));
    for outside in ["http://", "https://", "src=", "@import", "url("] {
        assert!(!page.contains(outside), "{outside}");
    }
    assert!(!page.contains("NaN") && !page.contains(">inf") && page.ends_with("</html>\n"));
}

#[test]
fn test_names_of_pools_are_escaped() {
    let page = render_html(&Report::of_pool(report("<script>alert(1)</script>")));
    assert!(!page.contains("<script>alert"));
}

#[test]
fn test_snapshot_keeps_the_gap_in_whole_tokens() {
    let snapshot = Snapshot::of(&observations()[0], &position());
    assert_eq!(snapshot.gap.len(), 11);
    let demand = snapshot.gap[0];
    assert_eq!(
        (demand.inflow, demand.outflow, demand.cumulative),
        (250_000.0, 1_000_000.0, -750_000.0)
    );
    assert_eq!(snapshot.gap[1].outflow, 20_000.0);
    assert!(
        snapshot.shortfall > 0.0,
        "liabilities of every week take the cash within a year"
    );
}

#[test]
fn test_json_says_null_where_nothing_may_be_asked_for() {
    let json = serde_json::to_value(Report::of_pool(report("A"))).unwrap();
    assert!(json["pool"]["series"]["coverage_day"][0].is_null());
    assert_eq!(
        json["pool"]["series"]["time"].as_array().map(Vec::len),
        Some(30)
    );
    assert_eq!(json["pool"]["snapshots"][0]["gap"][0]["name"], "demand");
    assert_eq!(json["assets"].as_array().map(Vec::len), Some(0));
}
