//! `cargo alm deploy`: bring the contracts onto a chain, safely repeatable.

use std::path::PathBuf;

/// Where and what to deploy.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// JSON-RPC address of the chain
    #[arg(long, value_name = "URL")]
    pub rpc: String,
    /// Roles, feeds and parameters of this deployment
    #[arg(long, value_name = "FILE")]
    pub config: PathBuf,
    /// Write the deployment record to this file
    #[arg(long, value_name = "FILE")]
    pub record: Option<PathBuf>,
}

/// Deploy by plan.
///
/// # Errors
/// When the configuration is invalid or the chain refuses a step.
pub fn run(_args: Args) -> eyre::Result<()> {
    eyre::bail!("this verb is not there yet")
}
