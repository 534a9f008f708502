//! `cargo alm demo`: the main job on a synthetic crash and a synthetic run the tool generates.

use std::path::{Path, PathBuf};

use eyre::WrapErr;

use super::replay;
use crate::{
    flows::{Run, Scale, Selection, generate_run, read_flows, write_flows},
    prices::{Crash, History, MaxGap, Source, generate_crash, read_history, write_candles},
    replay::ReplayConfig,
};

/// Where the demonstration writes.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Folder for the generated prices and flows, and the reports
    #[arg(long, value_name = "DIR", default_value = "out/demo")]
    pub out: PathBuf,
    /// Seed of the generated prices and flows
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
}

/// Generate, replay, report.
///
/// # Errors
/// When a file cannot be written, or the chain refuses a step.
pub fn run(args: Args) -> eyre::Result<()> {
    std::fs::create_dir_all(&args.out)
        .wrap_err_with(|| format!("cannot make {}", args.out.display()))?;
    let (prices, flows) = (
        args.out.join("CRASH_synthetic_1h.csv"),
        args.out.join("RUN_synthetic_1d.csv"),
    );
    let histories = crash(&args, &prices)?;
    let run = run_on_the_pool(&args, &flows)?;
    let config = ReplayConfig::default();
    let report = replay::play(&histories, Some(&run), &config, &args.out)?;
    replay::print(&report, &args.out);
    println!(
        "prices: {}, flows: {} (replay your own with `cargo alm replay --prices FILE.csv --flows FILE.csv`)",
        prices.display(),
        flows.display()
    );
    Ok(())
}

fn crash(args: &Args, path: &Path) -> eyre::Result<Vec<History>> {
    let candles = generate_crash(&Crash {
        seed: args.seed,
        ..Crash::default()
    });
    write_candles(path, &candles).wrap_err_with(|| format!("cannot write {}", path.display()))?;
    eprintln!(
        "alm: {} candles of a synthetic crash, seed {}, in {}",
        candles.len(),
        args.seed,
        path.display()
    );
    let source = Source {
        name: None,
        path: path.into(),
    };
    Ok(read_history(&source, MaxGap::Standard)?)
}

fn run_on_the_pool(args: &Args, path: &Path) -> eyre::Result<replay::Flows> {
    let rows = generate_run(&Run {
        seed: args.seed,
        ..Run::default()
    });
    write_flows(path, &rows).wrap_err_with(|| format!("cannot write {}", path.display()))?;
    eprintln!(
        "alm: {} days of flows with a synthetic run, seed {}, in {}",
        rows.len(),
        args.seed,
        path.display()
    );
    let history = read_flows(path, &Selection::default(), MaxGap::Standard)?;
    Ok((history, Scale::default()))
}
