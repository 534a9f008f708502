//! Searching logs.

use std::sync::Arc;

use alloy_primitives::{Address, B256, BloomInput, Log};

use super::{
    BlockId, Chain, ChainError,
    blocks::{Block, MinedTransaction},
};

/// Which logs: an empty set of addresses or topics admits any.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LogFilter {
    /// Emitters.
    pub addresses: Vec<Address>,
    /// By position, the topics allowed there.
    pub topics: Vec<Vec<B256>>,
}

impl LogFilter {
    /// Whether a log is wanted.
    pub fn matches(&self, log: &Log) -> bool {
        let emitter = self.addresses.is_empty() || self.addresses.contains(&log.address);
        let topics = log.topics();
        emitter
            && self.topics.len() <= topics.len()
            && self
                .topics
                .iter()
                .zip(topics)
                .all(|(allowed, topic)| allowed.is_empty() || allowed.contains(topic))
    }

    /// Whether a block can hold a wanted log at all.
    fn may_match(&self, block: &Block) -> bool {
        let bloom = &block.header.logs_bloom;
        let holds = |bytes: &[u8]| bloom.contains_input(BloomInput::Raw(bytes));
        let emitter =
            self.addresses.is_empty() || self.addresses.iter().any(|who| holds(who.as_slice()));
        emitter
            && self.topics.iter().all(|allowed| {
                allowed.is_empty() || allowed.iter().any(|topic| holds(topic.as_slice()))
            })
    }
}

/// Where to search.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogRange {
    /// One block.
    Block(B256),
    /// From one block to another, both included.
    Blocks {
        /// First.
        from: BlockId,
        /// Last.
        to: BlockId,
    },
}

/// A log and where it is.
#[derive(Debug, Clone)]
pub struct PlacedLog {
    /// The log.
    pub log: Log,
    /// Its block.
    pub block: Arc<Block>,
    /// Place of its transaction in the block.
    pub transaction_index: usize,
    /// Its own place in the block.
    pub log_index: u64,
}

impl PlacedLog {
    /// Its transaction.
    pub fn transaction(&self) -> Option<&MinedTransaction> {
        self.block.transactions.get(self.transaction_index)
    }
}

/// The wanted logs of a block.
pub fn block_logs(block: &Arc<Block>, filter: &LogFilter) -> Vec<PlacedLog> {
    if !filter.may_match(block) {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (transaction_index, transaction) in block.transactions.iter().enumerate() {
        let receipt = &transaction.receipt;
        for (log_index, log) in (receipt.first_log_index..).zip(&receipt.logs) {
            if filter.matches(log) {
                let (log, block) = (log.clone(), block.clone());
                found.push(PlacedLog {
                    log,
                    block,
                    transaction_index,
                    log_index,
                });
            }
        }
    }
    found
}

impl Chain {
    /// The wanted logs of a range of blocks.
    ///
    /// # Errors
    /// [`ChainError::UnknownBlock`] when a block named by its hash does not exist.
    pub fn logs(&self, range: LogRange, filter: &LogFilter) -> Result<Vec<PlacedLog>, ChainError> {
        let (from, to) = match range {
            LogRange::Block(hash) => {
                let number = self.number_of(BlockId::Hash(hash))?;
                (number, number)
            }
            LogRange::Blocks { from, to } => (self.number_of(from)?, self.number_of(to)?),
        };
        let to = to.min(self.head().number());
        let blocks = (from..=to).filter_map(|number| self.blocks.by_number(number));
        Ok(blocks.flat_map(|block| block_logs(block, filter)).collect())
    }

    /// The number a block has or would have.
    ///
    /// # Errors
    /// [`ChainError::UnknownBlock`] when there is no block of that hash.
    pub fn number_of(&self, id: BlockId) -> Result<u64, ChainError> {
        if let BlockId::Number(number) = id {
            return Ok(number);
        }
        Ok(self
            .block(id)?
            .map_or_else(|| self.head().number() + 1, |block| block.number()))
    }
}
