//! `cargo alm demo`: the main job on a synthetic crash the tool generates.

use std::path::PathBuf;

use eyre::WrapErr;

use super::replay;
use crate::{
    prices::{Crash, MaxGap, Source, generate_crash, read_history, write_candles},
    replay::ReplayConfig,
};

/// Where the demonstration writes.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Folder for the generated prices and the reports
    #[arg(long, value_name = "DIR", default_value = "out/demo")]
    pub out: PathBuf,
    /// Seed of the generated prices
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
}

/// Generate, replay, report.
///
/// # Errors
/// When a file cannot be written, or the chain refuses a step.
pub fn run(args: Args) -> eyre::Result<()> {
    let path = args.out.join("CRASH_synthetic_1h.csv");
    let candles = generate_crash(&Crash {
        seed: args.seed,
        ..Crash::default()
    });
    std::fs::create_dir_all(&args.out)
        .and_then(|()| write_candles(&path, &candles))
        .wrap_err_with(|| format!("cannot write {}", path.display()))?;
    eprintln!(
        "alm: {} candles of a synthetic crash, seed {}, in {}",
        candles.len(),
        args.seed,
        path.display()
    );
    let histories = read_history(
        &Source {
            name: None,
            path: path.clone(),
        },
        MaxGap::Standard,
    )?;
    let report = replay::play(&histories, &ReplayConfig::default(), &args.out)?;
    replay::print(&report, &args.out);
    println!(
        "prices: {} (replay your own with `cargo alm replay --prices FILE.csv`)",
        path.display()
    );
    Ok(())
}
