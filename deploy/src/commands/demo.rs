//! `cargo alm demo`: the main job on a synthetic crash the tool generates.

use std::path::PathBuf;

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
pub fn run(_args: Args) -> eyre::Result<()> {
    eyre::bail!("this verb is not there yet")
}
