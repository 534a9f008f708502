//! `cargo alm bench`: gas of every operation, and the speed of the embedded chain.

use std::path::PathBuf;

/// Where the figures go.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Write the figures as JSON to this file
    #[arg(long, value_name = "FILE")]
    pub json: Option<PathBuf>,
}

/// Measure and print.
///
/// # Errors
/// When the chain refuses a step.
pub fn run(_args: Args) -> eyre::Result<()> {
    eyre::bail!("this verb is not there yet")
}
