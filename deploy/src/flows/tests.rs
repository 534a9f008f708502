//! Files of every form, and what is wrong with some.

use std::path::PathBuf;

use super::*;
use crate::prices::{Fault, Gap, MaxGap, Span, parse_time};

const START: u64 = 1_704_067_200;
const DAY: u64 = 86_400;

/// Reads a text as a file; the folder lives as long as the second part.
fn read(text: &str) -> Result<FlowHistory, FlowError> {
    read_named(text, &[])
}

fn read_named(text: &str, names: &[&str]) -> Result<FlowHistory, FlowError> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("flows.csv");
    std::fs::write(&path, text).expect("a file");
    let names = names.iter().map(|name| (*name).to_owned()).collect();
    read_flows(&path, &Selection { names }, MaxGap::Standard)
}

fn fault(text: &str) -> (u64, FlowFault) {
    match read(text).expect_err(text) {
        FlowError::Line { line, fault, .. } => (line, fault),
        other => panic!("{other}"),
    }
}

fn row(time: u64, deposit: u128, withdrawal: u128) -> FlowRow {
    FlowRow {
        time,
        deposit: deposit * MICRO,
        withdrawal: withdrawal * MICRO,
        utilisation: None,
    }
}

#[test]
fn test_plain_flows_take_dates_seconds_and_blanks() {
    let history = read(&format!(
        "time,deposit,withdrawal,utilisation\n2024-01-01,100,,0.5\n{},,30.5,\n2024-01-03T00:00,2,1,1\n",
        START + DAY
    ))
    .unwrap();
    assert_eq!(
        (history.form, history.step, history.opening),
        (Form::Flows, DAY, 100 * MICRO)
    );
    assert_eq!(history.name, "flows");
    let half = FlowRow {
        utilisation: Some(500_000),
        ..row(START, 0, 0)
    };
    let whole = FlowRow {
        utilisation: Some(1_000_000),
        ..row(START + 2 * DAY, 2, 1)
    };
    let left = FlowRow {
        withdrawal: 30_500_000,
        ..row(START + DAY, 0, 0)
    };
    assert_eq!(history.rows, [half, left, whole]);
}

#[test]
fn test_opening_is_the_least_that_explains_the_withdrawals() {
    let history =
        read("time,deposit,withdrawal\n0,10,0\n86400,0,25\n172800,5,0\n259200,0,6\n").unwrap();
    assert_eq!(history.opening, 16 * MICRO);
    assert_eq!(history.peak(), 26 * MICRO);
}

#[test]
fn test_balances_become_flows_and_share_prices_take_interest_out() {
    let text = "timestamp,vault,total_assets_usd,share_price\n\
                0,A,1000,1\n3600,A,1110,1.01\n7200,A,555,1.01\n10800,A,277.5,0.505\n";
    let history = read(text).unwrap();
    assert_eq!(
        (history.form, history.opening),
        (Form::Balances, 1_000 * MICRO)
    );
    assert_eq!((history.name.as_str(), history.series.len()), ("A", 1));
    let flows = [
        row(0, 0, 0),
        row(3_600, 100, 0),
        row(7_200, 0, 555),
        row(10_800, 0, 0),
    ];
    assert_eq!(
        history.rows, flows,
        "ten of interest and a write-off of half are no flows"
    );
}

#[test]
fn test_balances_without_share_price_count_every_change() {
    let history =
        read("timestamp,total_assets_usd,net_flow_usd\n0,10,1\n86400,12,2\n172800,11,-1\n")
            .unwrap();
    assert_eq!(
        history.rows,
        [row(0, 0, 0), row(DAY, 2, 0), row(2 * DAY, 0, 1)]
    );
    assert!(history.series.is_empty());
}

#[test]
fn test_several_vaults_are_added_up_or_chosen() {
    let text =
        "timestamp,vault,total_assets\n0,A,10\n86400,A,11\n172800,A,9\n86400,B,5\n172800,B,8\n";
    let both = read(text).unwrap();
    assert_eq!(both.opening, 10 * MICRO);
    assert_eq!(
        both.rows,
        [row(0, 0, 0), row(DAY, 6, 0), row(2 * DAY, 3, 2)]
    );
    assert_eq!(both.series, ["A", "B"]);
    let one = read_named(text, &["B"]).unwrap();
    assert_eq!(
        (one.opening, one.rows.len(), one.name.as_str()),
        (5 * MICRO, 2, "B")
    );
    let error = read_named(text, &["C"]).unwrap_err();
    assert!(
        error.to_string().contains("\"C\"; there are: A, B"),
        "{error}"
    );
    let error = read_named("time,deposit,withdrawal\n0,1,0\n1,1,0\n", &["A"]).unwrap_err();
    assert!(matches!(error, FlowError::NoSeries { .. }));
}

#[test]
fn test_markets_tell_the_utilisation_of_all_together() {
    let text = "timestamp,market,supply_usd,borrow_usd,utilization\n\
                0,X,100,50,0.5\n3600,X,100,100,1\n0,Y,300,0,0\n3600,Y,100,100,1\n";
    let history = read(text).unwrap();
    assert_eq!(
        (history.form, history.opening),
        (Form::Markets, 400 * MICRO)
    );
    let told: Vec<_> = history.rows.iter().map(|row| row.utilisation).collect();
    assert_eq!(told, [Some(125_000), Some(1_000_000)]);
    assert_eq!(history.rows[1].withdrawal, 200 * MICRO);
}

#[test]
fn test_events_of_one_second_are_one_row_and_others_are_counted() {
    let text = "timestamp,block,type,user_id,assets_usd\n\
                10,1,Supply,0,5\n10,1,Withdraw,1,2\n10,1,Borrow,1,2\n99,2,Withdraw,1,4.25\n";
    let history = read(text).unwrap();
    assert_eq!((history.form, history.passed_over), (Form::Events, 1));
    assert_eq!(history.opening, 1_250_000);
    assert_eq!((history.rows.len(), history.rows[0]), (2, row(10, 5, 2)));
    assert_eq!(history.gaps, []);
}

#[test]
fn test_faults_name_line_and_column() {
    let head = "time,deposit,withdrawal\n2024-01-01,1,1\n";
    let cell = |text: &str| {
        let (line, fault) = fault(&format!("{head}{text}\n2024-01-05,1,1\n"));
        assert_eq!(line, 3);
        fault.to_string()
    };
    assert!(cell("2024-01-02,x,1").contains("column `deposit`: \"x\" is not a number"));
    assert!(cell("2024-01-02,1,-1").contains("column `withdrawal`: -1 is negative"));
    assert!(cell("2024-01-02,1,NaN").contains("not finite"));
    assert!(cell("2024-01-02,1e9,1").contains("not a number"));
    assert!(cell("2024-01-02,1,99999999999999999999999999").contains("too large"));
    assert!(cell("yesterday,1,1").contains("column `time`: \"yesterday\" is not a time"));
    assert!(cell(",1,1").contains("is not a time"));
    assert!(cell("1704067200000,1,1").contains("milliseconds"));
    assert!(cell("2023-12-31,1,1").contains("not sorted"));
    assert!(cell("2024-01-01,1,1").contains("already stands on line 2"));
}

#[test]
fn test_tables_of_no_use_are_refused() {
    let (line, missing) = fault("time,amount\n1,2\n");
    assert_eq!((line, missing), (1, FlowFault::MissingColumn("deposit")));
    assert_eq!(
        fault("time,deposit\n1,2\n").1,
        FlowFault::MissingColumn("withdrawal")
    );
    assert_eq!(
        fault("timestamp,supply\n1,2\n").1,
        FlowFault::MissingColumn("borrow")
    );
    assert_eq!(
        fault("timestamp,type\n1,Supply\n").1,
        FlowFault::MissingColumn("assets")
    );
    assert_eq!(
        fault("time,deposit,withdrawal\n").1,
        FlowFault::TooFewRows(0)
    );
    assert_eq!(
        fault("time,deposit,withdrawal\n1,1,1\n").1,
        FlowFault::TooFewRows(1)
    );
    assert!(matches!(
        fault("timestamp,balance,share_price\n0,1,0\n1,1,1\n").1,
        FlowFault::ZeroPrice { .. }
    ));
    assert!(matches!(
        fault("time,deposit,withdrawal,utilisation\n0,1,1,85\n").1,
        FlowFault::AboveOne { .. }
    ));
    let nothing = read("time,deposit,withdrawal\n0,0,0\n1,0,0\n").unwrap_err();
    assert!(matches!(nothing, FlowError::NoFlow { .. }));
    let ragged = read("time,deposit,withdrawal\n0,1\n").unwrap_err();
    assert!(
        ragged.to_string().contains(":2: 2 cells, the header has 3"),
        "{ragged}"
    );
    let missing = read_flows(
        &PathBuf::from("/no/such.csv"),
        &Selection::default(),
        MaxGap::Standard,
    );
    assert!(missing.unwrap_err().to_string().contains("/no/such.csv"));
}

#[test]
fn test_holes_are_listed_up_to_the_limit() {
    let days = |days: &[u64]| {
        let rows = days.iter().map(|day| format!("{},1,0\n", day * DAY));
        read(&format!(
            "time,deposit,withdrawal\n{}",
            rows.collect::<String>()
        ))
    };
    let gap = Gap {
        from: 2 * DAY,
        to: 6 * DAY,
    };
    assert_eq!(days(&[0, 1, 2, 6, 7]).unwrap().gaps, [gap]);
    let error = days(&[0, 1, 2, 20]).unwrap_err();
    assert!(error.to_string().contains("--max-gap"), "{error}");
    let FlowError::Line {
        line,
        fault: FlowFault::Cell(Fault::Gap { .. }),
        ..
    } = error
    else {
        panic!("a gap");
    };
    assert_eq!(line, 5);
}

#[test]
fn test_within_carries_the_balance_and_refuses_an_empty_span() {
    let history = read(
        "time,deposit,withdrawal\n2024-01-01,9,0\n2024-01-02,5,2\n2024-01-03,0,1\n2024-01-04,0,1\n",
    )
    .unwrap();
    let span = Span::parse(Some("2024-01-03"), None).unwrap();
    let cut = history.within(&span).unwrap();
    assert_eq!((cut.opening, cut.rows.len()), (12 * MICRO, 2));
    let late = Span::parse(Some("2025-01-01"), None).unwrap();
    let error = history.within(&late).unwrap_err().to_string();
    assert!(
        error.contains("from 2024-01-01 00:00 UTC to 2024-01-04 00:00 UTC"),
        "{error}"
    );
}

#[test]
fn test_scaled_multiplies_all_amounts() {
    let history = read("time,deposit,withdrawal\n0,100,0\n1,10,4\n").unwrap();
    let small = history.scaled(Scale::parse("0.5").unwrap());
    assert_eq!((small.opening, small.rows[1]), (50 * MICRO, row(1, 5, 2)));
}

#[test]
fn test_generated_run_reads_back_and_runs() {
    let run = Run::default();
    let rows = generate_run(&run);
    assert_eq!(rows, generate_run(&run));
    assert_ne!(rows, generate_run(&Run { seed: 2, ..run }));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("RUN_synthetic_1d.csv");
    write_flows(&path, &rows).unwrap();
    let read = read_flows(&path, &Selection::default(), MaxGap::Standard).unwrap();
    assert_eq!(read.opening, u128::from(run.opening) * MICRO);
    assert_eq!(read.rows[1..], rows[1..]);
    assert_eq!(read.rows[0].time, parse_time("2024-01-01").unwrap());
    let in_run = |row: &&FlowRow| {
        let day = ((row.time - run.start) / DAY) as u32;
        (run.run_at..run.run_at + run.run_length).contains(&day)
    };
    let left: u128 = rows.iter().filter(in_run).map(|row| row.withdrawal).sum();
    let share = left as f64 / (run.opening as f64 * MICRO as f64);
    assert!(
        (0.3..0.8).contains(&share),
        "{share} of the opening leaves in the run"
    );
}
