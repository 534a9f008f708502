//! `cargo alm replay`: a price history, block by block, through the contracts.

use std::path::{Path, PathBuf};

use eyre::WrapErr;

use super::{build, progress::Progress};
use crate::{
    contracts,
    prices::{History, MaxGap, Span, parse_source, read_many},
    replay::{ReplayConfig, replay},
    report::{AssetReport, Report, write_json, write_report},
};

/// What to replay.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Price histories, separated by commas: candles, oracle rounds, or closes of several assets.
    /// NAME=FILE names the asset; else the file's name does
    #[arg(
        long,
        value_name = "FILE[,FILE]",
        value_delimiter = ',',
        required = true
    )]
    pub prices: Vec<String>,
    /// Leave out what lies before (Unix seconds or an ISO date)
    #[arg(long)]
    pub from: Option<String>,
    /// Leave out what lies after (Unix seconds or an ISO date)
    #[arg(long)]
    pub to: Option<String>,
    /// Folder for the reports
    #[arg(long, value_name = "DIR", default_value = "out")]
    pub out: PathBuf,
    /// Write the result as JSON to this file too
    #[arg(long, value_name = "FILE")]
    pub json: Option<PathBuf>,
    /// Rules, liquidity and sampling of the assets, instead of the defaults
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Longest hole a history may have, e.g. 12h (candles: 8 steps or 30 minutes; rounds: 7 days)
    #[arg(long, value_name = "DURATION")]
    pub max_gap: Option<String>,
}

/// Replay and write the reports.
///
/// # Errors
/// When a price file is malformed (with its line), or the chain refuses a step.
pub fn run(args: Args) -> eyre::Result<()> {
    // Everything that may be wrong with the input comes before anything is built or written.
    let sources: Vec<_> = args.prices.iter().map(|text| parse_source(text)).collect();
    let span = Span::parse(args.from.as_deref(), args.to.as_deref())?;
    let max_gap = args
        .max_gap
        .as_deref()
        .map(MaxGap::parse)
        .transpose()?
        .unwrap_or_default();
    let config = args
        .config
        .as_deref()
        .map(ReplayConfig::read)
        .transpose()?
        .unwrap_or_default();
    let histories = read_many(&sources, &span, max_gap)?;
    let report = play(&histories, &config, &args.out)?;
    if let Some(path) = &args.json {
        write_json(path, &report).wrap_err_with(|| format!("cannot write {}", path.display()))?;
    }
    print(&report, &args.out);
    Ok(())
}

/// Builds what is deployed, plays the histories and writes both reports into `out`.
///
/// # Errors
/// When the contracts cannot be built, the chain refuses a step, or a file cannot be written.
pub fn play(histories: &[History], config: &ReplayConfig, out: &Path) -> eyre::Result<Report> {
    build::ensure()?;
    let programs = contracts::programs()?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let report = runtime.block_on(replay(
        histories,
        config,
        &programs,
        &mut Progress::default(),
    ))?;
    write_report(out, &report)
        .wrap_err_with(|| format!("cannot write the report into {}", out.display()))?;
    Ok(report)
}

/// The result, a line an asset.
pub fn print(report: &Report, out: &Path) {
    for asset in &report.assets {
        println!("{}", line(asset));
    }
    println!(
        "{} updates in {} blocks, {} samples, {:.1} s",
        report.chain.updates, report.chain.blocks, report.chain.samples, report.chain.seconds
    );
    println!("report: {}", out.join("report.html").display());
}

fn line(asset: &AssetReport) -> String {
    let (summary, calls) = (&asset.summary, &asset.margin_calls);
    format!(
        "{}: worst 24 h -{:.1} %, haircut {:.1} % -> {:.1} %, LT of loans {:.1}..{:.1} %; \
         margin calls a static 80 % LTV would have missed: {} of {} days",
        asset.asset,
        summary.worst_day_fall * 100.0,
        summary.haircut_before * 100.0,
        summary.haircut_max * 100.0,
        summary.threshold_min * 100.0,
        summary.threshold_max * 100.0,
        calls.missed_days,
        calls.days
    )
}
