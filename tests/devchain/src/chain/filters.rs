//! Filters that clients poll.

use std::{collections::BTreeMap, sync::Arc};

use alloy_primitives::B256;

use super::{
    BlockId, Chain, ChainError,
    blocks::Block,
    logs::{LogFilter, LogRange, PlacedLog},
};

/// Most waiting hashes kept for a client that never polls.
const MOST_WAITING: usize = 65_536;

/// What a client wants to hear of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Filter {
    /// New blocks.
    Blocks,
    /// New transactions.
    Transactions,
    /// New logs, up to a last block if there is one.
    Logs {
        /// Which.
        filter: LogFilter,
        /// Where all of them are to be searched.
        range: LogRange,
    },
}

/// A filter and how far it was polled.
#[derive(Debug, Clone)]
struct Installed {
    filter: Filter,
    next_block: u64,
    transactions: Vec<B256>,
}

/// What is new.
#[derive(Debug, Clone)]
pub enum FilterChanges {
    /// Blocks.
    Blocks(Vec<Arc<Block>>),
    /// Transactions.
    Transactions(Vec<B256>),
    /// Logs.
    Logs(Vec<PlacedLog>),
}

/// The filters installed.
#[derive(Debug, Clone, Default)]
pub struct Filters {
    installed: BTreeMap<u64, Installed>,
    last_id: u64,
}

impl Filters {
    /// Removes a filter; false when there is none.
    pub fn uninstall(&mut self, id: u64) -> bool {
        self.installed.remove(&id).is_some()
    }

    /// A filter.
    pub fn get(&self, id: u64) -> Option<&Filter> {
        self.installed.get(&id).map(|installed| &installed.filter)
    }

    pub(super) fn note_transaction(&mut self, hash: B256) {
        for installed in self.installed.values_mut() {
            if installed.filter == Filter::Transactions
                && installed.transactions.len() < MOST_WAITING
            {
                installed.transactions.push(hash);
            }
        }
    }

    pub(super) fn rewind(&mut self, next_block: u64) {
        for installed in self.installed.values_mut() {
            installed.next_block = installed.next_block.min(next_block);
        }
    }
}

impl Chain {
    /// Installs a filter and returns its number.
    pub fn install_filter(&mut self, filter: Filter) -> u64 {
        let next_block = self.head().number() + 1;
        self.filters.last_id += 1;
        let id = self.filters.last_id;
        self.filters.installed.insert(
            id,
            Installed {
                filter,
                next_block,
                transactions: Vec::new(),
            },
        );
        id
    }

    /// What is new since the last poll; `None` when there is no such filter.
    ///
    /// # Errors
    /// When a block the filter names is gone.
    pub fn filter_changes(&mut self, id: u64) -> Result<Option<FilterChanges>, ChainError> {
        let next = self.head().number() + 1;
        let Some(installed) = self.filters.installed.get_mut(&id) else {
            return Ok(None);
        };
        let from = std::mem::replace(&mut installed.next_block, next);
        let transactions = std::mem::take(&mut installed.transactions);
        Ok(Some(match installed.filter.clone() {
            Filter::Transactions => FilterChanges::Transactions(transactions),
            Filter::Blocks => FilterChanges::Blocks(
                (from..next)
                    .filter_map(|number| self.blocks.by_number(number).cloned())
                    .collect(),
            ),
            Filter::Logs { filter, range } => {
                FilterChanges::Logs(self.new_logs(&filter, range, from, next)?)
            }
        }))
    }

    fn new_logs(
        &self,
        filter: &LogFilter,
        range: LogRange,
        from: u64,
        next: u64,
    ) -> Result<Vec<PlacedLog>, ChainError> {
        let last = match range {
            LogRange::Blocks {
                to: to @ (BlockId::Number(_) | BlockId::Hash(_)),
                ..
            } => self.number_of(to)?,
            _ => u64::MAX,
        };
        let to = BlockId::Number(last.min(next - 1));
        self.logs(
            LogRange::Blocks {
                from: BlockId::Number(from),
                to,
            },
            filter,
        )
    }
}
