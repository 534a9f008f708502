//! `cargo alm report` from a chain to its page: a known book, and the figures the engine has of it.

mod book;
mod expected;

use std::path::Path;

use alm_deploy::{
    commands::report::{Args, run},
    sheet::{Source, read, table},
};
use serde_json::Value;

use book::Known;
use expected::Expected;

/// Figures of the page have sixteen digits, amounts six decimals.
const NEAR: f64 = 1e-9;

fn near(have: &Value, want: f64, what: &str) {
    let have = have.as_f64().unwrap_or(f64::NAN);
    let slack = NEAR * want.abs() + 2e-6;
    assert!((have - want).abs() <= slack, "{what}: {have} for {want}");
}

/// A ratio that may not exist.
fn near_or_none(have: &Value, want: Option<u128>, what: &str) {
    match want {
        None => assert!(have.is_null(), "{what}: {have}"),
        Some(want) => near(have, want as f64 / 1e18, what),
    }
}

fn check_liquidity(book: &Value, expected: &Expected) {
    let told = &book["liquidity"];
    let names = ["coverage_day", "coverage_week", "coverage_month"];
    for (name, want) in names.into_iter().zip(expected.coverage) {
        near_or_none(&told[name], want, name);
    }
    near_or_none(&told["stable_funding"], expected.stable_funding, "funding");
    near_or_none(&told["solvency"], expected.solvency, "solvency");
    let days = expected.survival.map(|seconds| seconds as f64 / 86_400.0);
    assert_eq!(told["survival"].as_f64(), days, "survival");
    near(&told["least_gap"], expected.least_gap, "least gap");
}

fn check_rates(book: &Value, expected: &Expected) {
    let told = &book["rates"];
    for (side, name) in ["assets", "liabilities"].into_iter().enumerate() {
        near(&told["values"][side], expected.values[side], name);
        near(&told["durations"][side], expected.durations[side], name);
        near(&told["convexities"][side], expected.convexities[side], name);
        let holds = told["redington"][side].as_bool();
        assert_eq!(holds, Some(expected.redington[side]), "redington");
    }
    near(&told["duration_gap"], expected.duration_gap, "gap");
    near(&told["dv01"], expected.dv01, "dv01");
    for (place, want) in expected.key_rates.into_iter().enumerate() {
        near(&told["key_rates"][place]["value"], want, "key rate");
    }
    for (place, want) in expected.losses.into_iter().enumerate() {
        near(&told["shocks"]["losses"][place]["value"], want, "loss");
    }
    near(&told["shocks"]["measure"], expected.measure, "measure");
}

fn check_buckets(book: &Value, expected: &Expected) {
    let rows = book["buckets"].as_array().expect("buckets");
    assert_eq!(rows.len(), expected.buckets.len());
    for (row, [inflow, outflow]) in rows.iter().zip(&expected.buckets) {
        near(&row["inflow"], *inflow, "inflow");
        near(&row["outflow"], *outflow, "outflow");
    }
}

/// The page stands alone, and says what the table says.
fn check_page(folder: &Path, text: &str) -> eyre::Result<()> {
    let page = std::fs::read_to_string(folder.join("report.html"))?;
    assert!(!page.contains("src=\"http") && !page.contains("href=\"http"));
    for figure in ["Cash", "Floating deposits", "parallel up", "Redington"] {
        assert!(page.contains(figure), "the page lacks {figure}");
    }
    for figure in ["Cash", "coverage 24 h", "durations", "loss of value"] {
        assert!(text.contains(figure), "the table lacks {figure}: {text}");
    }
    Ok(())
}

#[test]
fn test_a_report_says_of_a_known_book_what_the_engine_says() -> eyre::Result<()> {
    let folder = tempfile::tempdir()?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let known = runtime.block_on(Known::open())?;
    let expected = runtime.block_on(Expected::of(&known.pool))?;
    let record = folder.path().join("record.json");
    known.pool.record.write(&record)?;
    // The command as it is called, over HTTP; it has a runtime of its own.
    run(Args {
        rpc: known.url.clone(),
        record,
        block: None,
        currency: *b"USD",
        out: folder.path().into(),
        json: None,
    })?;
    let json = std::fs::read(folder.path().join("report.json"))?;
    let json: Value = serde_json::from_slice(&json)?;
    assert_eq!(json["chain_id"].as_u64(), Some(known.pool.record.chain_id));
    let book = &json["books"][0];
    check_liquidity(book, &expected);
    check_rates(book, &expected);
    check_buckets(book, &expected);
    let source = Source {
        client: known.pool.chain.client().clone(),
        record: &known.pool.record,
        block: json["block"].as_u64(),
        currency: *b"USD",
    };
    let text = table(&runtime.block_on(read(&source))?);
    check_page(folder.path(), &text)
}
