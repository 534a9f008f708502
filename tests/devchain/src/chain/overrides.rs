//! State and block fields replaced for one simulation.

use std::collections::BTreeMap;

use alloy_primitives::{Address, B256, U256, map::AddressHashMap};
use revm::state::Bytecode;

use crate::evm::types::BlockContext;

/// What one simulation sees instead of an account's own fields.
#[derive(Debug, Clone, Default)]
pub struct AccountOverride {
    /// Balance in wei.
    pub balance: Option<U256>,
    /// Nonce.
    pub nonce: Option<u64>,
    /// Code with its hash.
    pub code: Option<(B256, Bytecode)>,
    /// All of storage: a slot not named here is zero.
    pub state: Option<BTreeMap<U256, U256>>,
    /// Single slots.
    pub state_diff: BTreeMap<U256, U256>,
}

impl AccountOverride {
    /// The slot's value, when this override decides it.
    pub fn slot(&self, slot: U256) -> Option<U256> {
        if let Some(value) = self.state_diff.get(&slot) {
            return Some(*value);
        }
        self.state
            .as_ref()
            .map(|state| state.get(&slot).copied().unwrap_or_default())
    }
}

/// Overrides by account.
pub type StateOverrides = AddressHashMap<AccountOverride>;

/// Block fields replaced for one simulation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BlockOverrides {
    /// L2 block number.
    pub number: Option<u64>,
    /// L1 block number (`NUMBER`).
    pub l1_number: Option<u64>,
    /// Seconds since the Unix epoch.
    pub timestamp: Option<u64>,
    /// Base fee in wei.
    pub base_fee: Option<u64>,
    /// Sequencer.
    pub coinbase: Option<Address>,
    /// Gas limit.
    pub gas_limit: Option<u64>,
    /// `PREVRANDAO`.
    pub prev_randao: Option<B256>,
}

impl BlockOverrides {
    /// Replaces the fields in `block`.
    pub fn apply(&self, block: &mut BlockContext) {
        let BlockContext {
            number,
            l1_number,
            timestamp,
            base_fee,
            coinbase,
            ..
        } = block;
        replace(number, self.number);
        replace(l1_number, self.l1_number);
        replace(timestamp, self.timestamp);
        replace(base_fee, self.base_fee);
        replace(coinbase, self.coinbase);
        replace(&mut block.gas_limit, self.gas_limit);
        replace(&mut block.prev_randao, self.prev_randao);
    }
}

fn replace<T>(field: &mut T, value: Option<T>) {
    if let Some(value) = value {
        *field = value;
    }
}
