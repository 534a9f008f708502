//! Settings of a node.

use std::{net::IpAddr, time::Duration};

use crate::chain::ChainConfig;

/// Settings of a node: the chain's and those of the server.
#[derive(Debug, Clone)]
pub struct NodeConfig {
    /// The chain.
    pub chain: ChainConfig,
    /// Address to bind; the loopback by default.
    pub host: IpAddr,
    /// Port to bind; 0, the default, has the system choose one.
    pub port: u16,
    /// Whether to serve at all; without a server the chain is reached in process alone.
    pub serve: bool,
    /// Makes a block every so often instead of one per transaction.
    pub block_time: Option<Duration>,
    /// Waits for `evm_mine` instead of making blocks.
    pub no_mining: bool,
}

impl Default for NodeConfig {
    fn default() -> Self {
        Self {
            chain: ChainConfig::default(),
            host: IpAddr::from([127, 0, 0, 1]),
            port: 0,
            serve: true,
            block_time: None,
            no_mining: false,
        }
    }
}

impl NodeConfig {
    /// A node without a server whose time moves only when told: for tests that must repeat.
    pub fn in_process(timestamp: u64) -> Self {
        let chain = ChainConfig {
            timestamp: Some(timestamp),
            frozen_time: true,
            ..ChainConfig::default()
        };
        Self {
            chain,
            serve: false,
            ..Self::default()
        }
    }
}
