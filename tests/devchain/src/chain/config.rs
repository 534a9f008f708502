//! What a chain is made of.

use alloy_primitives::{Address, U256, address};

/// Ten to the eighteenth.
const ETHER: u64 = 1_000_000_000_000_000_000;

/// Settings of a chain.
#[derive(Debug, Clone)]
pub struct ChainConfig {
    /// Chain id; 412346 by default, that of a local Arbitrum node.
    pub chain_id: u64,
    /// Version of ArbOS: 51 or 61 (default).
    pub arbos_version: u64,
    /// Base fee in wei, constant; 0.1 gwei by default.
    pub base_fee: u64,
    /// Price of a unit of data posted to L1 in wei; 0, that of a local node, by default.
    pub l1_price_per_unit: u64,
    /// Gas limit of a block; 2^50 by default.
    pub gas_limit: u64,
    /// Most gas a simulation may use; 50 million by default.
    pub simulation_gas_limit: u64,
    /// How many of the ten well-known accounts are funded and unlocked.
    pub accounts: usize,
    /// Balance of each in wei; 10,000 ether by default.
    pub balance: U256,
    /// Time of the first block, in seconds since the Unix epoch; now by default.
    pub timestamp: Option<u64>,
    /// Time stands still between changes, so that runs are repeatable to the byte.
    pub frozen_time: bool,
    /// How many blocks back the state can be read; one million by default.
    pub history_blocks: u64,
    /// Sequencer.
    pub coinbase: Address,
}

impl Default for ChainConfig {
    fn default() -> Self {
        Self {
            chain_id: 412_346,
            arbos_version: 61,
            base_fee: 100_000_000,
            l1_price_per_unit: 0,
            gas_limit: 1 << 50,
            simulation_gas_limit: 50_000_000,
            accounts: 10,
            balance: U256::from(10_000_u64) * U256::from(ETHER),
            timestamp: None,
            frozen_time: false,
            history_blocks: 1_000_000,
            coinbase: address!("a4b000000000000000000073657175656e636572"),
        }
    }
}
