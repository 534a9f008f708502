//! What a block tells the messages that run in it.

use crate::{
    chain::{
        Chain,
        blocks::{Block, prev_randao},
    },
    evm::types::BlockContext,
};

/// Seconds between L1 blocks, from which the L1 block number is derived.
const L1_BLOCK_TIME: u64 = 12;

impl Chain {
    /// The context of a block made now.
    pub fn next_context(&self) -> BlockContext {
        let head = self.head();
        let timestamp = self.clock.peek(head.timestamp());
        let config = &self.config;
        BlockContext {
            number: head.number() + 1,
            l1_number: self.l1_number(timestamp),
            timestamp,
            base_fee: config.base_fee,
            coinbase: config.coinbase,
            gas_limit: config.gas_limit,
            chain_id: config.chain_id,
            prev_randao: prev_randao(),
            recent_programs: self.upcoming_programs.clone(),
        }
    }

    /// The context of a block that exists.
    pub fn context_of(&self, block: &Block) -> BlockContext {
        BlockContext {
            number: block.number(),
            l1_number: block.l1_number,
            timestamp: block.timestamp(),
            base_fee: block.base_fee(),
            coinbase: block.header.beneficiary,
            gas_limit: block.header.gas_limit,
            chain_id: self.config.chain_id,
            prev_randao: prev_randao(),
            recent_programs: Vec::new(),
        }
    }

    /// L1 makes a block every twelve seconds from the first block of this chain on.
    fn l1_number(&self, timestamp: u64) -> u64 {
        let start = self
            .blocks
            .first()
            .map_or(timestamp, |first| first.timestamp());
        1 + timestamp.saturating_sub(start) / L1_BLOCK_TIME
    }
}
