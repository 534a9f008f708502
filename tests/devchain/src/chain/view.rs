//! The state as one execution sees it: now or in the past, with overrides on top.

use alloy_primitives::{Address, B256, U256};
use revm::{
    Database,
    database_interface::DBErrorMarker,
    state::{AccountInfo, Bytecode},
};

use super::{
    blocks::Blocks,
    overrides::StateOverrides,
    state::{AccountHead, State},
};

/// Why the state has no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum StateError {
    /// The block is older than the history kept.
    #[error("state of version {asked} is pruned, the oldest kept is {oldest}")]
    Pruned {
        /// Asked for.
        asked: u64,
        /// Oldest there is.
        oldest: u64,
    },
}

impl DBErrorMarker for StateError {}

/// A read-only view of the state for one execution.
#[derive(Debug, Clone, Copy)]
pub struct StateView<'a> {
    state: &'a State,
    blocks: &'a Blocks,
    version: Option<u64>,
    overrides: Option<&'a StateOverrides>,
}

impl<'a> StateView<'a> {
    /// The state at `version`, or now.
    ///
    /// # Errors
    /// [`StateError::Pruned`] when the version is older than the history kept.
    pub fn new(
        state: &'a State,
        blocks: &'a Blocks,
        version: Option<u64>,
    ) -> Result<Self, StateError> {
        match version {
            Some(asked) if asked < state.floor() => Err(StateError::Pruned {
                asked,
                oldest: state.floor(),
            }),
            _ => Ok(Self {
                state,
                blocks,
                version,
                overrides: None,
            }),
        }
    }

    /// The same with overrides.
    #[must_use]
    pub fn with_overrides(self, overrides: &'a StateOverrides) -> Self {
        Self {
            overrides: Some(overrides).filter(|map| !map.is_empty()),
            ..self
        }
    }

    /// An account.
    pub fn head(&self, address: Address) -> Option<AccountHead> {
        let head = self.state.head(address, self.version);
        let Some(change) = self.overrides.and_then(|map| map.get(&address)) else {
            return head;
        };
        let mut head = head.unwrap_or_default();
        head.balance = change.balance.unwrap_or(head.balance);
        head.nonce = change.nonce.unwrap_or(head.nonce);
        head.code_hash = change
            .code
            .as_ref()
            .map_or(head.code_hash, |(hash, _)| *hash);
        Some(head)
    }

    /// A slot.
    pub fn slot(&self, address: Address, slot: U256) -> U256 {
        self.overrides
            .and_then(|map| map.get(&address))
            .and_then(|change| change.slot(slot))
            .unwrap_or_else(|| self.state.slot(address, slot, self.version))
    }

    /// Code by its hash.
    pub fn code(&self, hash: B256) -> Bytecode {
        self.overrides
            .and_then(|map| {
                map.values()
                    .filter_map(|c| c.code.as_ref())
                    .find(|(h, _)| *h == hash)
            })
            .map_or_else(|| self.state.code(hash), |(_, code)| code.clone())
    }

    /// Code of an account.
    pub fn code_of(&self, address: Address) -> Bytecode {
        self.head(address)
            .map(|head| self.code(head.code_hash))
            .unwrap_or_default()
    }
}

impl Database for StateView<'_> {
    type Error = StateError;

    fn basic(&mut self, address: Address) -> Result<Option<AccountInfo>, StateError> {
        Ok(self.head(address).map(|head| AccountInfo {
            balance: head.balance,
            nonce: head.nonce,
            code_hash: head.code_hash,
            code: Some(self.code(head.code_hash)),
            ..AccountInfo::default()
        }))
    }

    fn code_by_hash(&mut self, code_hash: B256) -> Result<Bytecode, StateError> {
        Ok(self.code(code_hash))
    }

    fn storage(&mut self, address: Address, index: U256) -> Result<U256, StateError> {
        Ok(self.slot(address, index))
    }

    /// Hash of an **L2** block; zero when there is none.
    fn block_hash(&mut self, number: u64) -> Result<B256, StateError> {
        Ok(self
            .blocks
            .by_number(number)
            .map(|block| block.hash)
            .unwrap_or_default())
    }
}
