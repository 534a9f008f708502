//! A run on a pool from a file of flows, in small.

use alm_deploy::{
    flows::{FlowHistory, Run, Scale, Selection, generate_run, read_flows, write_flows},
    prices::MaxGap,
    replay::{PoolSettings, Watcher, replay_flows},
    report::{PoolReport, Report, write_report},
};

const DAYS: u32 = 24;

#[derive(Default)]
struct Counter {
    rows: u64,
    played: u64,
}

impl Watcher for Counter {
    fn begin(&mut self, blocks: u64) {
        self.rows = blocks;
    }
    fn step(&mut self, _text: &str) {}
    fn played(&mut self, _time: u64) {
        self.played += 1;
    }
    fn end(&mut self) {}
}

fn history(folder: &std::path::Path) -> eyre::Result<FlowHistory> {
    let path = folder.join("RUN_small.csv");
    let run = Run {
        days: DAYS,
        opening: 1_000_000,
        run_at: 10,
        run_length: 5,
        worst_day: 0.12,
        ..Run::default()
    };
    write_flows(&path, &generate_run(&run))?;
    Ok(read_flows(&path, &Selection::default(), MaxGap::Standard)?)
}

fn settings() -> PoolSettings {
    PoolSettings {
        depositors: 8,
        largest: "15 %".into(),
        utilisation: "65 %".into(),
        warm_up: 20,
        ..PoolSettings::default()
    }
}

/// What must hold of any replay.
fn check_accounts(report: &PoolReport) {
    let (series, summary) = (&report.series, &report.summary);
    for row in 1..series.time.len() {
        let flow = series.deposited[row] - series.paid[row] - series.fee[row];
        let income = series.net_value[row] - series.net_value[row - 1] - flow;
        assert!(income >= -1e-3, "INV-BOOK-02: row {row} loses {income}");
        assert!(
            income < series.net_value[row] * 1e-3,
            "row {row} gains {income}"
        );
        assert!(
            series.share_price[row] >= series.share_price[row - 1] - 1e-12,
            "INV-BOOK-03: row {row}"
        );
        assert!(series.cash[row] >= 0.0 && series.waiting[row] >= 0.0);
    }
    let said = summary.paid + summary.waiting_end;
    assert!(
        said <= summary.asked + 1e-3,
        "nobody is paid what he did not ask for"
    );
    assert!(summary.losses.abs() < 1e-3, "{}", summary.losses);
}

#[tokio::test]
async fn test_run_from_a_file_limits_exits_and_is_reported() -> eyre::Result<()> {
    let folder = tempfile::tempdir()?;
    let history = history(folder.path())?;
    let mut counter = Counter::default();
    let report = replay_flows(&history, &settings(), Scale::default(), &mut counter).await?;
    assert_eq!((counter.rows, counter.played), (DAYS.into(), DAYS.into()));
    check_accounts(&report);
    let (series, summary) = (&report.series, &report.summary);
    assert!(
        series.loans[0] > 500_000.0,
        "the borrowers have reached their aim: {}",
        series.loans[0]
    );
    assert!(
        summary.limited_days > 0 && summary.waiting_most > 0.0,
        "{summary:?}"
    );
    assert!(
        summary.fees > 0.0 && summary.exit_fee_most > 0.0,
        "{summary:?}"
    );
    let at = |day: usize| series.coverage_month[day].unwrap_or(f64::MAX);
    assert!(
        at(14) < at(5),
        "the run takes coverage: {} to {}",
        at(5),
        at(14)
    );
    assert!(
        series.run_off[14] > series.run_off[5],
        "and the book expects more of it"
    );
    assert_eq!(report.snapshots.len(), 2);
    write_report(folder.path(), &Report::of_pool(report))?;
    let json = std::fs::read(folder.path().join("report.json"))?;
    let json: serde_json::Value = serde_json::from_slice(&json)?;
    let rows = json["pool"]["series"]["coverage_month"].as_array();
    assert_eq!(rows.map(Vec::len), Some(DAYS as usize));
    assert!(
        std::fs::read_to_string(folder.path().join("report.html"))?.contains("Waiting to leave")
    );
    Ok(())
}

#[tokio::test]
async fn test_without_loans_everybody_leaves_at_once() -> eyre::Result<()> {
    let folder = tempfile::tempdir()?;
    let history = history(folder.path())?;
    let unlent = PoolSettings {
        utilisation: "0 %".into(),
        ..settings()
    };
    let half = Scale::parse("0.5")?;
    let report = replay_flows(
        &history.scaled(half),
        &unlent,
        half,
        &mut Counter::default(),
    )
    .await?;
    check_accounts(&report);
    assert_eq!(
        (report.summary.limited_days, report.summary.waiting_most),
        (0, 0.0)
    );
    let all = report.summary.asked - report.summary.paid;
    assert!(all.abs() < 1e-3, "{all} did not leave");
    assert!((report.opening - 500_000.0).abs() < 1e-3);
    Ok(())
}
