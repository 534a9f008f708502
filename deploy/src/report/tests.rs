//! A whole report of a small history.

use serde_json::json;

use super::*;
use crate::{
    prices::{Gap, Kind, PRICE_SCALE},
    replay::{
        Observation,
        margin_calls::{Liquidation, compare},
    },
};

fn observations() -> Vec<Observation> {
    let fall = |hour: u64| if hour < 60 { 100 } else { 70 };
    (0..120)
        .map(|hour| Observation {
            time: 1_577_836_800 + hour * 3_600,
            price: fall(hour) * PRICE_SCALE,
            sigma_fast: if hour < 60 { 0.5 } else { 2.0 },
            sigma_slow: 0.6,
            sigma_used: 0.7,
            haircut: if hour < 60 { 0.15 } else { 0.4 },
            threshold_new: if hour < 60 { 0.78 } else { 0.55 },
            threshold_old: if hour < 60 { 0.78 } else { 0.74 },
            opening_ltv: 0.5,
            stale: false,
        })
        .collect()
}

fn report(asset: &str) -> Report {
    let seen = observations();
    let liquidation = Liquidation {
        horizon: 7_200,
        cost: 0.02,
    };
    Report {
        schema: 1,
        tool: String::from("cargo alm"),
        deployment: json!({}),
        chain: ChainFigures {
            blocks: 120,
            updates: 120,
            samples: 120,
            poke_gas: 1_000,
            seconds: 0.5,
        },
        assets: vec![AssetReport {
            asset: asset.into(),
            file: String::from("ETH.csv"),
            kind: Kind::Candles,
            step: 3_600,
            interval: 3_600,
            settings: json!({}),
            liquidation,
            summary: summarise(&seen),
            margin_calls: compare(&seen, &liquidation),
            gaps: vec![Gap { from: 0, to: 7_200 }],
            series: Series::from(&seen[..]),
        }],
        pool: None,
    }
}

#[test]
fn test_render_html_links_to_nothing_outside() {
    let page = render_html(&report("ETH"));
    for outside in ["http://", "https://", "src=", "@import", "url("] {
        assert!(!page.contains(outside), "{outside}");
    }
    assert!(page.contains("<svg") && page.ends_with("</html>\n"));
    assert!(!page.contains("NaN") && !page.contains(">inf"));
}

#[test]
fn test_render_html_shows_what_the_static_rule_missed() {
    let page = render_html(&report("ETH"));
    assert!(
        page.contains("On <strong>1 day</strong>"),
        "two prices of one day see the fall"
    );
    assert!(page.contains("1 of 5 d"));
    assert_eq!(page.matches("class=\"bar\"").count(), 2);
}

#[test]
fn test_render_html_escapes_names() {
    let page = render_html(&report("<script>alert(1)</script>"));
    assert!(!page.contains("<script>alert"));
}

#[test]
fn test_write_report_leaves_two_whole_files() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let out = folder.path().join("a/b");
    write_report(&out, &report("ETH")).unwrap();
    let mut names: Vec<_> = std::fs::read_dir(&out)
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    names.sort();
    assert_eq!(names, ["report.html", "report.json"]);
    let text = std::fs::read_to_string(out.join("report.json")).unwrap();
    let read: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(
        read["assets"][0]["series"]["time"]
            .as_array()
            .unwrap()
            .len(),
        120
    );
    assert_eq!(read["assets"][0]["margin_calls"]["missed_days"], 1);
}
