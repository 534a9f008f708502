//! What a chain is born with.

use std::collections::BTreeMap;

use alloy_primitives::{Address, B256, Bytes, U256, address};

/// Version of ArbOS a chain runs by default.
pub const DEFAULT_ARBOS_VERSION: u64 = 61;

/// Chain id of a development chain.
pub const DEFAULT_CHAIN_ID: u64 = 412_346;

/// Base fee of a development chain, in wei (0.1 gwei).
pub const DEFAULT_BASE_FEE: u64 = 100_000_000;

/// Gas limit every header shows.
pub const HEADER_GAS_LIMIT: u64 = 1 << 50;

/// Account that receives the execution fees unless the configuration names another.
pub const DEFAULT_NETWORK_FEE_ACCOUNT: Address =
    address!("3f1Eae7D46d88F08fc2F8ed27FCb2AB183EB2d0E");

/// Sequencer address that `COINBASE` shows.
pub const SEQUENCER: Address = address!("A4b000000000000000000073657175656e636572");

/// Rules and initial owner of a chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArbosConfig {
    /// Version of ArbOS: 51 (Stylus 2) or 61 (Stylus 3).
    pub arbos_version: u64,
    /// Chain id.
    pub chain_id: u64,
    /// Whether the debug precompile and the debug imports of programs exist.
    pub debug: bool,
    /// Initial chain owner, who may call `ArbOwner`; none when `None`.
    pub owner: Option<Address>,
    /// Where execution fees and data fees go.
    pub network_fee_account: Address,
    /// Minimum base fee in wei, as `ArbGasInfo.getMinimumGasPrice` shows it.
    pub minimum_base_fee: u64,
    /// Price of a unit of data posted to L1 in wei; zero, the default, makes posting free.
    pub l1_price_per_unit: u64,
}

impl Default for ArbosConfig {
    fn default() -> Self {
        Self {
            arbos_version: DEFAULT_ARBOS_VERSION,
            chain_id: DEFAULT_CHAIN_ID,
            debug: true,
            owner: None,
            network_fee_account: DEFAULT_NETWORK_FEE_ACCOUNT,
            minimum_base_fee: DEFAULT_BASE_FEE,
            l1_price_per_unit: 0,
        }
    }
}

/// An account that exists before the first transaction.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GenesisAccount {
    /// Address.
    pub address: Address,
    /// Balance in wei.
    pub balance: U256,
    /// Nonce.
    pub nonce: u64,
    /// Runtime code.
    pub code: Bytes,
    /// Storage, slots that are not zero.
    pub storage: BTreeMap<U256, B256>,
}
