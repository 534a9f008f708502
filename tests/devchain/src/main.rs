//! The node as a program.

use std::{
    io::Write,
    net::IpAddr,
    path::{Path, PathBuf},
    process::ExitCode,
    time::Duration,
};

use alloy_primitives::U256;
use clap::Parser;
use devchain::{
    chain::{ChainConfig, ChainError},
    config::NodeConfig,
    node::{Node, NodeError},
};
use tokio::{
    runtime::{Builder, Runtime},
    signal::unix::{Signal, SignalKind, signal},
};

/// Wei of an ether.
const ETHER: u64 = 1_000_000_000_000_000_000;

/// An embedded Arbitrum-like chain that runs Stylus programs beside Solidity.
#[derive(Debug, Parser)]
#[command(name = "devchain", version)]
struct Arguments {
    /// Port to listen on; 0 has the system choose one.
    #[arg(long, short, default_value_t = 8547)]
    port: u16,
    /// Address to listen on.
    #[arg(long, default_value = "127.0.0.1")]
    host: IpAddr,
    /// Version of ArbOS: 51 or 61.
    #[arg(long, default_value_t = 61)]
    arbos: u64,
    /// Chain id.
    #[arg(long, default_value_t = 412_346)]
    chain_id: u64,
    /// Base fee in wei.
    #[arg(long, default_value_t = 100_000_000)]
    base_fee: u64,
    /// Price of a unit of data posted to L1, in wei.
    #[arg(long, default_value_t = 0)]
    l1_price: u64,
    /// Seconds between blocks, fractions allowed; without it every transaction makes a block.
    #[arg(long, short, conflicts_with = "no_mining", value_parser = seconds)]
    block_time: Option<Duration>,
    /// Makes blocks only when asked to.
    #[arg(long)]
    no_mining: bool,
    /// How many of the ten well-known accounts are funded.
    #[arg(long, short, default_value_t = 10)]
    accounts: usize,
    /// Balance of each, in ether.
    #[arg(long, default_value_t = 10_000)]
    balance: u64,
    /// Time of the first block, in seconds since the Unix epoch.
    #[arg(long)]
    timestamp: Option<u64>,
    /// How many blocks back the state can be read.
    #[arg(long, default_value_t = 1_000_000)]
    history: u64,
    /// File with a state to start from.
    #[arg(long)]
    load: Option<PathBuf>,
    /// File to write the state to at the end.
    #[arg(long)]
    dump: Option<PathBuf>,
}

/// Why the program ends early.
#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error(transparent)]
    Node(#[from] NodeError),
    #[error("{}: {source}", path.display())]
    File {
        path: PathBuf,
        source: std::io::Error,
    },
    #[error("{}: {source}", path.display())]
    State { path: PathBuf, source: ChainError },
    #[error("{0}")]
    System(#[from] std::io::Error),
}

fn main() -> ExitCode {
    let filter = tracing_subscriber::EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("warn,devchain=info"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .init();
    match run(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            tracing::error!("{failure}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> Result<(), Failure> {
    // Before anyone can know that the node is there, so that no signal finds it unprepared.
    let signals = Signals::catch()?;
    let node = Node::start(config(arguments))?;
    if let Some(path) = &arguments.load {
        load(&node, path)?;
    }
    announce(&node, arguments)?;
    signals.wait();
    match &arguments.dump {
        Some(path) => dump(&node, path),
        None => Ok(()),
    }
}

fn config(arguments: &Arguments) -> NodeConfig {
    let chain = ChainConfig {
        chain_id: arguments.chain_id,
        arbos_version: arguments.arbos,
        base_fee: arguments.base_fee,
        l1_price_per_unit: arguments.l1_price,
        accounts: arguments.accounts,
        balance: U256::from(arguments.balance).saturating_mul(U256::from(ETHER)),
        timestamp: arguments.timestamp,
        history_blocks: arguments.history,
        ..ChainConfig::default()
    };
    NodeConfig {
        chain,
        host: arguments.host,
        port: arguments.port,
        block_time: arguments.block_time,
        no_mining: arguments.no_mining,
        ..NodeConfig::default()
    }
}

fn seconds(text: &str) -> Result<Duration, String> {
    let seconds: f64 = text.parse().map_err(|_| format!("'{text}' is no number"))?;
    match Duration::try_from_secs_f64(seconds) {
        Ok(time) if time >= Duration::from_millis(1) => Ok(time),
        _ => Err(format!("'{text}' is no time of a millisecond or more")),
    }
}

/// The one line on standard output.
fn announce(node: &Node, arguments: &Arguments) -> Result<(), Failure> {
    let url = node.http_url().unwrap_or_default();
    let Arguments {
        chain_id, arbos, ..
    } = arguments;
    let mut out = std::io::stdout().lock();
    writeln!(out, "listening on {url} chain {chain_id} arbos {arbos}")?;
    out.flush()?;
    Ok(())
}

fn load(node: &Node, path: &Path) -> Result<(), Failure> {
    let document = std::fs::read(path).map_err(|source| Failure::File {
        path: path.to_owned(),
        source,
    })?;
    node.rpc()
        .chain()
        .load(&document)
        .map_err(|source| Failure::State {
            path: path.to_owned(),
            source,
        })
}

fn dump(node: &Node, path: &Path) -> Result<(), Failure> {
    let document = node.rpc().chain().dump().map_err(|source| Failure::State {
        path: path.to_owned(),
        source,
    })?;
    std::fs::write(path, document).map_err(|source| Failure::File {
        path: path.to_owned(),
        source,
    })
}

/// SIGINT and SIGTERM, caught from the moment this exists.
struct Signals {
    runtime: Runtime,
    interrupt: Signal,
    terminate: Signal,
}

impl Signals {
    fn catch() -> std::io::Result<Self> {
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let entered = runtime.enter();
        let interrupt = signal(SignalKind::interrupt())?;
        let terminate = signal(SignalKind::terminate())?;
        drop(entered);
        Ok(Self {
            runtime,
            interrupt,
            terminate,
        })
    }

    /// Returns when one of them has come.
    fn wait(mut self) {
        self.runtime.block_on(async {
            tokio::select! {
                _ = self.interrupt.recv() => {}
                _ = self.terminate.recv() => {}
            }
        });
    }
}
