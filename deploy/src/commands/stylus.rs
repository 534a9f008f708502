//! `cargo alm stylus`: the platform's own tools against the embedded chain.
//!
//! `cargo stylus` checks and deploys the SDK's template and the bytes we ship, and `cast` calls
//! both. It needs the network the first time, so it is a verb of its own and no part of `test`.

mod outcome;
mod steps;
mod tools;

use std::path::PathBuf;

use alm_build::Workspace;
use devchain::{config::NodeConfig, node::Node};
use eyre::eyre;

use super::build;
use crate::cli::AlreadyReported;
use outcome::Outcome;
use steps::Session;
use tools::Tools;

/// Which tools to use.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The cargo-stylus to use (the one on PATH)
    #[arg(long, value_name = "PATH")]
    pub cargo_stylus: Option<PathBuf>,
    /// The cast to use (the one of tests/foundry, else the one on PATH)
    #[arg(long, value_name = "PATH")]
    pub cast: Option<PathBuf>,
    /// ArbOS version of the chain: 51 or 61
    #[arg(long, default_value_t = 61)]
    pub arbos: u64,
}

/// Run every step; the last line counts them.
///
/// # Errors
/// When a tool is missing, or a step fails after which the others were still tried.
pub fn run(args: Args) -> eyre::Result<()> {
    let workspace = Workspace::locate()?;
    let tools = Tools::find(&workspace, args.cargo_stylus, args.cast)?;
    build::ensure()?;
    let mut config = NodeConfig::default();
    config.chain.arbos_version = args.arbos;
    let node = Node::start(config)?;
    let url = node
        .http_url()
        .ok_or_else(|| eyre!("the embedded chain has no server"))?;
    eprintln!("alm: {} against {url}, ArbOS {}", tools.version, args.arbos);
    let folder = tempfile::tempdir()?;
    let session = Session::new(&workspace, &tools, &url, folder.path());
    let outcome = session.run(&mut Outcome::default());
    println!("{} passed, {} failed", outcome.passed, outcome.failed);
    match outcome.failed {
        0 => Ok(()),
        _ => Err(AlreadyReported.into()),
    }
}
