//! What exists in the first block.

use alloy_primitives::{Address, B256, Bytes, U256};

/// An account that exists from the start.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GenesisAccount {
    /// Where.
    pub address: Address,
    /// Balance in wei.
    pub balance: U256,
    /// Nonce.
    pub nonce: u64,
    /// Code.
    pub code: Bytes,
    /// Slots.
    pub storage: Vec<(B256, B256)>,
}
