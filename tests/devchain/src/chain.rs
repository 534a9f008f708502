//! The chain: state, blocks, transactions, time, snapshots. It executes nothing itself; that is the
//! engine's part.
//!
//! Roots and hashes: transactions and receipts have their true trie roots and the header its true
//! hash. The state root is a commitment of our own, the hash of the parent's root and of everything
//! the block wrote: it is deterministic and any difference in state shows, but there is no trie
//! behind it and so no `eth_getProof`. A root that is known after every block would cost more than
//! the tenth of the throughput it may: even a trie that rehashes nothing but the changed paths
//! spends fifteen hashes on a plain transfer and some ninety on ten changes to a thousand accounts.

mod accounts;
mod block_id;
mod blocks;
mod clock;
mod config;
mod dump;
mod engine;
mod error;
mod estimate;
mod events;
mod filters;
mod history;
mod logs;
mod mine;
mod node_interface;
mod overrides;
mod pending;
mod pool;
mod settings;
mod simulate;
mod snapshots;
mod state;
mod submit;
mod transaction;
mod view;

use std::sync::Arc;

use alloy_primitives::{Address, B256};

pub use accounts::{DEV_ACCOUNTS, Signers};
pub use block_id::BlockId;
pub use blocks::{Block, Blocks, MinedTransaction, Receipt, prev_randao};
pub use clock::Clock;
pub use config::ChainConfig;
pub use engine::Engine;
pub use error::ChainError;
pub use events::Event;
pub use filters::{Filter, FilterChanges, Filters};
pub use logs::{LogFilter, LogRange, PlacedLog, block_logs};
pub use node_interface::NODE_INTERFACE;
pub use overrides::{AccountOverride, BlockOverrides, StateOverrides};
pub use pool::Pool;
pub use simulate::Simulation;
pub use state::{AccountHead, State, bytecode};
pub use submit::TransactionRequest;
pub use transaction::{SignedTransaction, signature_hash};
pub use view::{StateError, StateView};

use crate::arbos::GenesisAccount;

use events::Events;
use snapshots::Snapshots;

/// How blocks come to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mining {
    /// A block as soon as a transaction arrives.
    pub automine: bool,
    /// A block every so many milliseconds, made by the node.
    pub interval_millis: Option<u64>,
}

/// An embedded chain.
pub struct Chain {
    config: ChainConfig,
    engine: Box<dyn Engine>,
    state: State,
    blocks: Blocks,
    pool: Pool,
    snapshots: Snapshots,
    events: Events,
    /// Programs called by what waits, while the chain shows itself with that in a block.
    upcoming_programs: Vec<B256>,
    /// Time of the next block.
    pub clock: Clock,
    /// Who may send without a signature.
    pub signers: Signers,
    /// Polled filters.
    pub filters: Filters,
    /// How blocks come to be.
    pub mining: Mining,
}

impl Chain {
    /// A chain with its first block.
    pub fn new(config: ChainConfig, engine: Box<dyn Engine>) -> Self {
        let clock = Clock::new(config.timestamp, config.frozen_time);
        let signers = Signers::new(config.accounts);
        let (state, blocks) = genesis(&config, &signers, engine.as_ref(), clock.now());
        Self {
            config,
            engine,
            state,
            blocks,
            pool: Pool::default(),
            snapshots: Snapshots::default(),
            events: Events::default(),
            upcoming_programs: Vec::new(),
            clock,
            signers,
            filters: Filters::default(),
            mining: Mining {
                automine: true,
                interval_millis: None,
            },
        }
    }

    /// Starts again from the first block. Settings, listeners and filters stay.
    pub fn reset(&mut self) {
        self.clock = Clock::new(self.config.timestamp, self.config.frozen_time);
        self.signers = Signers::new(self.config.accounts);
        let now = self.clock.now();
        (self.state, self.blocks) = genesis(&self.config, &self.signers, self.engine.as_ref(), now);
        self.pool.clear();
        self.snapshots = Snapshots::default();
        self.filters.rewind(1);
    }

    /// The settings.
    pub fn config(&self) -> &ChainConfig {
        &self.config
    }

    /// The blocks.
    pub fn blocks(&self) -> &Blocks {
        &self.blocks
    }

    /// The waiting transactions.
    pub fn pool(&self) -> &Pool {
        &self.pool
    }

    /// Removes a waiting transaction.
    pub fn drop_transaction(&mut self, hash: B256) -> bool {
        self.pool.remove(hash).is_some()
    }

    /// Removes every waiting transaction.
    pub fn clear_pool(&mut self) {
        self.pool.clear();
    }

    /// The newest block.
    pub fn head(&self) -> Arc<Block> {
        // `Blocks` never gives up its first block, so there is always a head.
        self.blocks
            .head()
            .cloned()
            .unwrap_or_else(|| unreachable!("a chain has a first block"))
    }

    /// News of blocks and transactions from here on.
    pub fn subscribe(&self) -> tokio::sync::broadcast::Receiver<Event> {
        self.events.subscribe()
    }

    /// A block that exists; `None` for `pending`.
    ///
    /// # Errors
    /// [`ChainError::UnknownBlock`].
    pub fn block(&self, id: BlockId) -> Result<Option<Arc<Block>>, ChainError> {
        let found = match id {
            BlockId::Pending => return Ok(None),
            BlockId::Latest => self.blocks.head(),
            BlockId::Earliest => self.blocks.first(),
            BlockId::Number(number) => self.blocks.by_number(number),
            BlockId::Hash(hash) => self.blocks.by_hash(hash),
        };
        found
            .cloned()
            .map(Some)
            .ok_or_else(|| ChainError::UnknownBlock(id.to_string()))
    }

    /// The state after a block; that of `latest` and `pending` includes outside changes made since.
    ///
    /// # Errors
    /// When the block is unknown or its state forgotten.
    pub fn view(&self, id: BlockId) -> Result<StateView<'_>, ChainError> {
        let block = self.block(id)?;
        let old = block.filter(|block| block.number() < self.head().number());
        Ok(StateView::new(
            &self.state,
            &self.blocks,
            old.map(|block| block.version),
        )?)
    }

    /// Nonce of an account counting what waits in the pool.
    pub fn pending_nonce(&self, address: Address) -> u64 {
        self.pool.next_nonce(address, self.nonce(address))
    }

    fn nonce(&self, address: Address) -> u64 {
        self.state.head(address, None).map_or(0, |head| head.nonce)
    }
}

fn genesis(
    config: &ChainConfig,
    signers: &Signers,
    engine: &dyn Engine,
    now: u64,
) -> (State, Blocks) {
    let mut state = State::default();
    for account in engine.genesis_accounts() {
        install(&mut state, account);
    }
    for address in signers.unlocked() {
        state.update_head(address, |head| head.balance = config.balance);
    }
    let first = mine::first_block(config, &mut state, now);
    (state, Blocks::new(first))
}

fn install(state: &mut State, account: GenesisAccount) {
    let GenesisAccount {
        address,
        balance,
        nonce,
        code,
        storage,
    } = account;
    state.update_head(address, |head| {
        head.balance = balance;
        head.nonce = nonce;
    });
    if !code.0.is_empty() {
        state.set_code(address, code);
    }
    for (slot, value) in storage {
        state.set_slot(address, slot, value.into());
    }
}
