//! The main job, in small.

use alm_deploy::{
    contracts,
    prices::{Crash, MaxGap, Source, generate_crash, read_history, write_candles},
    replay::{ReplayConfig, Watcher, replay},
    report::write_report,
};

#[derive(Default)]
struct Counter {
    blocks: u64,
    played: u64,
}

impl Watcher for Counter {
    fn begin(&mut self, blocks: u64) {
        self.blocks = blocks;
    }
    fn step(&mut self, _text: &str) {}
    fn played(&mut self, _time: u64) {
        self.played += 1;
    }
    fn end(&mut self) {}
}

#[tokio::test]
async fn test_replay_of_a_synthetic_crash_writes_both_reports() -> eyre::Result<()> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("ETH_crash.csv");
    let crash = Crash {
        candles: 240,
        crash_at: 120,
        ..Crash::default()
    };
    write_candles(&path, &generate_crash(&crash))?;
    let histories = read_history(&Source { name: None, path }, MaxGap::Standard)?;
    let mut counter = Counter::default();
    let programs = contracts::programs()?;
    let report = replay(
        &histories,
        &ReplayConfig::default(),
        &programs,
        &mut counter,
    )
    .await?;
    write_report(folder.path(), &report)?;
    assert_eq!((counter.blocks, counter.played), (240, 240));
    assert_eq!((report.chain.updates, report.assets.len()), (240, 1));
    // The first price repeats the one the feed was opened with; every other hour is a sample.
    assert!(report.chain.samples >= 239, "{:?}", report.chain);
    let summary = &report.assets[0].summary;
    assert!(
        summary.haircut_max > summary.haircut_before,
        "the crash raises the haircut: {summary:?}"
    );
    let json: serde_json::Value =
        serde_json::from_slice(&std::fs::read(folder.path().join("report.json"))?)?;
    assert_eq!(
        json["assets"][0]["series"]["haircut"]
            .as_array()
            .map(Vec::len),
        Some(240)
    );
    assert!(std::fs::read_to_string(folder.path().join("report.html"))?.contains("<svg"));
    Ok(())
}
