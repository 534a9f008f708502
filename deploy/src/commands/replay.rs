//! `cargo alm replay`: a price history, block by block, through the contracts.

use std::path::PathBuf;

/// What to replay.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Price histories, one file an asset, separated by commas
    #[arg(
        long,
        value_name = "FILE[,FILE]",
        value_delimiter = ',',
        required = true
    )]
    pub prices: Vec<PathBuf>,
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
}

/// Replay and write the reports.
///
/// # Errors
/// When a price file is malformed (with its line), or the chain refuses a step.
pub fn run(_args: Args) -> eyre::Result<()> {
    eyre::bail!("this verb is not there yet")
}
