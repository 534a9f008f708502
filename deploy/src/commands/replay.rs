//! `cargo alm replay`: histories of prices or flows, block by block, through the contracts; or a crisis through whole pools.

mod crisis;

use std::path::{Path, PathBuf};

use eyre::WrapErr;

use super::{build, progress::Progress};
use crate::{
    contracts,
    flows::{FlowHistory, Scale, Selection, read_flows},
    prices::{History, MaxGap, Span, parse_source, read_many},
    replay::{PoolSettings, ReplayConfig, replay, replay_flows},
    report::{AssetReport, PoolReport, Report, write_json, write_report},
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
        required_unless_present_any = ["flows", "crisis"]
    )]
    pub prices: Vec<String>,
    /// Prices of a crisis, played through three whole pools: constant ratios, the same with a buffer pool, and the engine
    #[arg(long, value_name = "FILE", conflicts_with_all = ["prices", "flows"])]
    pub crisis: Option<String>,
    /// Prices of the same asset before the crisis; left out: what the crisis's own file has before --from
    #[arg(long, value_name = "FILE", requires = "crisis")]
    pub before: Option<String>,
    /// Prices of the same asset from where the crisis's own file ends until --to
    #[arg(long, value_name = "FILE", requires_all = ["crisis", "to"])]
    pub after: Option<String>,
    /// Of several assets in a file of closes, this one
    #[arg(long, value_name = "NAME", requires = "crisis")]
    pub asset: Option<String>,
    /// Last day or second of the calm months; left out: they end where the crisis begins
    #[arg(long, value_name = "TIME", requires = "crisis")]
    pub calm_until: Option<String>,
    /// Deposits and withdrawals of a pool: `time,deposit,withdrawal[,utilisation]` in whole tokens, or
    /// balances of vaults, supply and loans of markets, or single events
    #[arg(long, value_name = "FILE")]
    pub flows: Option<PathBuf>,
    /// Of several vaults or markets in the file of flows, only these; else all of them, added up
    #[arg(
        long,
        value_name = "NAME[,NAME]",
        value_delimiter = ',',
        requires = "flows"
    )]
    pub series: Vec<String>,
    /// What the amounts of the flows are multiplied by
    #[arg(long, value_name = "FACTOR", requires = "flows")]
    pub scale: Option<String>,
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
    /// Rules, liquidity and sampling of the assets, and depositors, borrowers and book of the pool,
    /// instead of the defaults
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Longest hole a history may have, e.g. 12h (candles and flows: 8 steps or 30 minutes; rounds: 7
    /// days; single events: any)
    #[arg(long, value_name = "DURATION")]
    pub max_gap: Option<String>,
}

/// Replay and write the reports.
///
/// # Errors
/// When a file is malformed (with its line), or the chain refuses a step.
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
    if let Some(file) = &args.crisis {
        return crisis::run(&args, file, &config, &span, max_gap);
    }
    let histories = read_many(&sources, &span, max_gap)?;
    let flows = read_pool_flows(&args, &config.pool, &span, max_gap)?;
    let report = play(&histories, flows.as_ref(), &config, &args.out)?;
    if let Some(path) = &args.json {
        write_json(path, &report).wrap_err_with(|| format!("cannot write {}", path.display()))?;
    }
    print(&report, &args.out);
    Ok(())
}

/// Flows that fit the pool, and what they were multiplied by.
pub type Flows = (FlowHistory, Scale);

fn read_pool_flows(
    args: &Args,
    settings: &PoolSettings,
    span: &Span,
    max_gap: MaxGap,
) -> eyre::Result<Option<Flows>> {
    let Some(path) = &args.flows else {
        return Ok(None);
    };
    settings.check()?;
    let scale = args
        .scale
        .as_deref()
        .map(Scale::parse)
        .transpose()?
        .unwrap_or_default();
    let names = args.series.clone();
    let history = read_flows(path, &Selection { names }, max_gap)?.within(span)?;
    Ok(Some((settings.fit(&history, scale)?, scale)))
}

/// Builds what is deployed, plays the histories and the flows, each on a chain of its own, and writes both reports into
/// `out`.
///
/// # Errors
/// When the contracts cannot be built, the chain refuses a step, or a file cannot be written.
pub fn play(
    histories: &[History],
    flows: Option<&Flows>,
    config: &ReplayConfig,
    out: &Path,
) -> eyre::Result<Report> {
    build::ensure()?;
    let programs = contracts::programs()?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let pool = match flows {
        Some((history, scale)) => Some(runtime.block_on(replay_flows(
            history,
            &config.pool,
            *scale,
            &mut Progress::of("rows"),
        ))?),
        None => None,
    };
    let report = match (pool, histories) {
        (Some(pool), []) => Report::of_pool(pool),
        (pool, histories) => {
            let mut progress = Progress::default();
            let prices = replay(histories, config, &programs, &mut progress);
            let prices = runtime.block_on(prices)?;
            Report { pool, ..prices }
        }
    };
    write_report(out, &report)
        .wrap_err_with(|| format!("cannot write the report into {}", out.display()))?;
    Ok(report)
}

/// The result: a line an asset, and one of the pool.
pub fn print(report: &Report, out: &Path) {
    for asset in &report.assets {
        println!("{}", line(asset));
    }
    if !report.assets.is_empty() {
        println!(
            "{} updates in {} blocks, {} samples, {:.1} s",
            report.chain.updates, report.chain.blocks, report.chain.samples, report.chain.seconds
        );
    }
    if let Some(pool) = &report.pool {
        println!("{}", pool_line(pool));
        println!(
            "{} rows, {} transactions, {:.1} s",
            pool.chain.rows, pool.chain.transactions, pool.chain.seconds
        );
    }
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

fn pool_line(pool: &PoolReport) -> String {
    let summary = &pool.summary;
    let coverage = summary
        .coverage_low
        .map_or_else(|| "none".into(), |low| format!("{:.1} %", low * 100.0));
    format!(
        "{}: largest outflow of a day {:.0} ({:.1} %), exits limited on {} days, {:.0} still waiting; \
         fees {:.2}, share price {:.6} -> {:.6} (lowest {:.6}); lowest coverage over 30 d {coverage}",
        pool.name,
        summary.largest_day,
        summary.largest_day_part * 100.0,
        summary.limited_days,
        summary.waiting_end,
        summary.fees,
        summary.share_price_start,
        summary.share_price_end,
        summary.share_price_low
    )
}
