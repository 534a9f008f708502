//! `cargo alm chain`: the embedded chain as a server of its own.

use std::io::Write;
use std::time::Duration;

use devchain::chain::ChainConfig;
use devchain::config::NodeConfig;
use devchain::node::Node;
use tokio::signal::unix::{SignalKind, signal};

/// How to start the chain.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The port to listen on (0 takes a free one)
    #[arg(long, default_value_t = 8547)]
    pub port: u16,
    /// The ArbOS version whose rules hold: 51 or 61
    #[arg(long, default_value_t = 61)]
    pub arbos: u64,
    /// Seconds between blocks; without it every transaction makes a block
    #[arg(long, value_name = "SECONDS")]
    pub block_time: Option<u64>,
}

/// Serve JSON-RPC until interrupted. One line on standard output says when connections are taken.
///
/// # Errors
/// When the port is taken or the version unknown.
pub fn run(args: Args) -> eyre::Result<()> {
    let node = Node::start(config(&args))?;
    let url = node.http_url().unwrap_or_default();
    let mut out = std::io::stdout().lock();
    writeln!(out, "listening on {url}, ArbOS {}", args.arbos)?;
    out.flush()?;
    wait_for_signal()
}

fn config(args: &Args) -> NodeConfig {
    NodeConfig {
        chain: ChainConfig {
            arbos_version: args.arbos,
            ..ChainConfig::default()
        },
        port: args.port,
        block_time: args.block_time.map(Duration::from_secs),
        ..NodeConfig::default()
    }
}

fn wait_for_signal() -> eyre::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let mut terminate = signal(SignalKind::terminate())?;
        tokio::select! {
            result = tokio::signal::ctrl_c() => result?,
            _ = terminate.recv() => {}
        }
        Ok(())
    })
}
