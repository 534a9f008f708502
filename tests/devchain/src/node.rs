//! A node: a chain, its dispatcher, its server and its block maker. Ends on drop.

mod block_maker;

use std::net::{SocketAddr, TcpListener};

use jsonrpsee::server::ServerHandle;
use tokio::runtime::{Builder, Runtime};

use crate::{
    arbos::ArbosConfig,
    chain::{Chain, ChainConfig, Mining},
    config::NodeConfig,
    evm::Executor,
    rpc::{self, Rpc},
};

use block_maker::BlockMaker;

/// Why a node does not start.
#[derive(Debug, thiserror::Error)]
pub enum NodeError {
    /// The rules of that version are not known.
    #[error("ArbOS {0} is not supported: 51 or 61")]
    ArbosVersion(u64),
    /// The address cannot be bound.
    #[error("cannot listen on {address}: {source}")]
    Bind {
        /// The address.
        address: SocketAddr,
        /// Why.
        source: std::io::Error,
    },
    /// The threads of the server cannot be started.
    #[error("cannot start the server: {0}")]
    Server(#[source] std::io::Error),
}

/// A running node.
#[derive(Debug)]
pub struct Node {
    rpc: Rpc,
    server: Option<RunningServer>,
    _block_maker: BlockMaker,
}

/// The server with the threads it runs on.
#[derive(Debug)]
struct RunningServer {
    address: SocketAddr,
    handle: ServerHandle,
    runtime: Option<Runtime>,
}

impl Node {
    /// Starts a node; on return it accepts connections.
    ///
    /// # Errors
    /// [`NodeError`].
    pub fn start(config: NodeConfig) -> Result<Self, NodeError> {
        if !matches!(config.chain.arbos_version, 51 | 61) {
            return Err(NodeError::ArbosVersion(config.chain.arbos_version));
        }
        let executor = Executor::new(arbos_config(&config.chain));
        let mut chain = Chain::new(config.chain.clone(), Box::new(executor));
        chain.mining = mining(&config);
        let rpc = Rpc::new(chain);
        let server = match config.serve {
            true => Some(RunningServer::start(
                &rpc,
                (config.host, config.port).into(),
            )?),
            false => None,
        };
        let block_maker = BlockMaker::start(&rpc).map_err(NodeError::Server)?;
        Ok(Self {
            rpc,
            server,
            _block_maker: block_maker,
        })
    }

    /// The dispatcher, for use in process.
    pub fn rpc(&self) -> &Rpc {
        &self.rpc
    }

    /// Where the server listens; `None` without one.
    pub fn address(&self) -> Option<SocketAddr> {
        self.server.as_ref().map(|server| server.address)
    }

    /// URL for HTTP; `None` without a server.
    pub fn http_url(&self) -> Option<String> {
        self.address().map(|address| format!("http://{address}"))
    }

    /// URL for WebSocket; `None` without a server.
    pub fn ws_url(&self) -> Option<String> {
        self.address().map(|address| format!("ws://{address}"))
    }
}

impl RunningServer {
    fn start(rpc: &Rpc, address: SocketAddr) -> Result<Self, NodeError> {
        let bind = |source| NodeError::Bind { address, source };
        let listener = TcpListener::bind(address).map_err(bind)?;
        let address = listener.local_addr().map_err(bind)?;
        let runtime = Builder::new_multi_thread()
            .worker_threads(2)
            .thread_name("devchain-server")
            .enable_all()
            .build()
            .map_err(NodeError::Server)?;
        let entered = runtime.enter();
        let handle = rpc::start(rpc, listener).map_err(NodeError::Server)?;
        drop(entered);
        Ok(Self {
            address,
            handle,
            runtime: Some(runtime),
        })
    }
}

impl Drop for RunningServer {
    fn drop(&mut self) {
        // It may have stopped by itself.
        let _stopped = self.handle.stop();
        if let Some(runtime) = self.runtime.take() {
            // Never waits, so a node may also be dropped inside another runtime.
            runtime.shutdown_background();
        }
    }
}

fn arbos_config(chain: &ChainConfig) -> ArbosConfig {
    ArbosConfig {
        arbos_version: chain.arbos_version,
        chain_id: chain.chain_id,
        minimum_base_fee: chain.base_fee,
        l1_price_per_unit: chain.l1_price_per_unit,
        ..ArbosConfig::default()
    }
}

fn mining(config: &NodeConfig) -> Mining {
    let interval = config.block_time.map(|time| time.as_millis());
    Mining {
        automine: interval.is_none() && !config.no_mining,
        interval_millis: interval.and_then(|millis| u64::try_from(millis).ok()),
    }
}
