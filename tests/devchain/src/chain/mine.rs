//! How a block is made.

mod context;
mod header;

use std::sync::Arc;

use alloy_consensus::Header;
use alloy_primitives::{B256, Bloom};

use crate::{
    arbos::storage::ARBOS_STATE,
    evm::types::{BlockContext, ExecError, ExecOptions, Executed, Status},
};

use super::{
    Chain, ChainError, Event,
    blocks::{Block, MinedTransaction, Receipt},
    transaction::SignedTransaction,
    view::StateView,
};

pub(super) use header::first_block;
use header::{header, receipts_root, transactions_root};

/// Transactions of a block that could not run, with the reason.
type Refused = Vec<(B256, ExecError)>;

/// A block in the making.
pub(super) struct Draft {
    pub(super) context: BlockContext,
    transactions: Vec<MinedTransaction>,
    refused: Refused,
    gas_used: u64,
    logs: u64,
}

impl Chain {
    /// Makes a block of what waits, empty when nothing does.
    pub fn mine(&mut self) -> Arc<Block> {
        let ready = self.take_ready();
        let draft = self.draft(ready);
        self.seal(draft)
    }

    /// Makes a block of what waits unless nothing can run; for automatic mining.
    pub(super) fn mine_waiting(&mut self) -> (Option<Arc<Block>>, Refused) {
        let mut blocks = None;
        let mut refused = Vec::new();
        // As on the real chain every transaction gets its own block.
        for transaction in self.take_ready() {
            let mut draft = self.draft(vec![transaction]);
            refused.append(&mut draft.refused);
            if !draft.transactions.is_empty() {
                blocks = Some(self.seal(draft));
            }
        }
        (blocks, refused)
    }

    /// Makes blocks of what waits, if anything can run.
    pub fn mine_ready(&mut self) {
        let (_, refused) = self.mine_waiting();
        for (hash, reason) in refused {
            tracing::warn!(%hash, %reason, "a waiting transaction is dropped");
        }
    }

    /// The block that would be made now, without the transactions that wait.
    pub fn pending_block(&self) -> Block {
        let parent = self.head();
        let context = self.next_context();
        let header = Header {
            parent_hash: parent.hash,
            state_root: parent.header.state_root,
            ..header(&context, self.arbos_version())
        };
        Block::seal(header, context.l1_number, self.state.version(), Vec::new())
    }

    /// What could go into the next block.
    pub(super) fn ready(&self) -> Vec<SignedTransaction> {
        let state = &self.state;
        self.pool
            .ready(|sender| state.head(sender, None).map_or(0, |head| head.nonce))
    }

    fn take_ready(&mut self) -> Vec<SignedTransaction> {
        let state = &self.state;
        self.pool
            .take_ready(|sender| state.head(sender, None).map_or(0, |head| head.nonce))
    }

    /// Version of ArbOS in force.
    pub fn arbos_version(&self) -> u64 {
        let view = StateView::new(&self.state, &self.blocks, None);
        let version = view.map(|mut view| self.engine.arbos_version(&mut view));
        match version {
            Ok(Ok(version)) => version,
            _ => self.config.arbos_version,
        }
    }

    pub(super) fn draft(&mut self, transactions: Vec<SignedTransaction>) -> Draft {
        let context = self.next_context();
        self.begin_block(context.timestamp);
        let mut draft = Draft {
            context,
            transactions: Vec::new(),
            refused: Vec::new(),
            gas_used: 0,
            logs: 0,
        };
        for transaction in transactions {
            self.include(&mut draft, transaction);
        }
        draft
    }

    /// What ArbOS does before the first transaction of a block.
    fn begin_block(&mut self, time: u64) {
        let slots = StateView::new(&self.state, &self.blocks, None)
            .map(|mut view| self.engine.begin_block(&mut view, time));
        let slots = match slots {
            Ok(Ok(slots)) if !slots.is_empty() => slots,
            _ => return,
        };
        for (slot, value) in slots {
            self.state.set_slot(ARBOS_STATE, slot, value);
        }
        self.state.advance();
    }

    fn include(&mut self, draft: &mut Draft, signed: SignedTransaction) {
        let recent_programs_before = draft.context.recent_programs.clone();
        match self.run(&draft.context, &signed) {
            Err(error) => draft.refused.push((signed.hash, error)),
            Ok(executed) => {
                draft
                    .context
                    .recent_programs
                    .clone_from(&executed.recent_programs);
                let version_before = self.state.version().saturating_sub(1);
                let receipt = draft.receipt(&signed, &executed);
                self.state.commit(executed.changes);
                self.state.advance();
                draft.transactions.push(MinedTransaction {
                    signed,
                    receipt,
                    version_before,
                    recent_programs_before,
                });
            }
        }
    }

    fn run(
        &mut self,
        context: &BlockContext,
        signed: &SignedTransaction,
    ) -> Result<Executed, ExecError> {
        let mut view = StateView::new(&self.state, &self.blocks, None)
            .map_err(|error| ExecError::State(error.to_string()))?;
        let impersonated = signed.is_impersonated();
        let options = ExecOptions {
            impersonated,
            ..ExecOptions::default()
        };
        self.engine
            .execute(&mut view, context, &signed.message(), &options)
    }

    fn seal(&mut self, draft: Draft) -> Arc<Block> {
        let parent = self.head();
        self.clock.take(parent.timestamp());
        let state_root = self
            .state
            .commitment(parent.header.state_root, parent.version);
        let version = self.state.advance();
        let Draft {
            context,
            transactions,
            gas_used,
            ..
        } = draft;
        let header = Header {
            parent_hash: parent.hash,
            state_root,
            gas_used,
            logs_bloom: transactions
                .iter()
                .fold(Bloom::ZERO, |all, tx| all | tx.receipt.bloom),
            transactions_root: transactions_root(&transactions),
            receipts_root: receipts_root(&transactions),
            ..header(&context, self.arbos_version())
        };
        let block = self.blocks.push(Block::seal(
            header,
            context.l1_number,
            version,
            transactions,
        ));
        self.forget_old_state();
        self.events.send(Event::Block(block.clone()));
        block
    }

    fn forget_old_state(&mut self) {
        let Some(oldest) = self.head().number().checked_sub(self.config.history_blocks) else {
            return;
        };
        if let Some(block) = self.blocks.by_number(oldest) {
            let kept = self.snapshots.oldest_version().unwrap_or(u64::MAX);
            self.state.prune(block.version.min(kept));
        }
    }

    /// Makes `count` blocks; the first holds what waits, times are `interval` seconds apart.
    pub fn mine_many(&mut self, count: u64, interval: Option<u64>) -> Arc<Block> {
        for _ in 0..count {
            let parent = self.mine();
            if let Some(interval) = interval {
                self.clock
                    .set_next(parent.timestamp().saturating_add(interval));
            }
        }
        if interval.is_some() {
            // The last distance belongs to a block that was not asked for.
            self.clock.set(self.head().timestamp());
        }
        self.head()
    }

    /// Reports a refusal of `hash`, if it was refused.
    pub(super) fn refusal(refused: Refused, hash: B256) -> Result<(), ChainError> {
        refused
            .into_iter()
            .find(|(refused, _)| *refused == hash)
            .map_or(Ok(()), |(_, error)| Err(error.into()))
    }
}

impl Draft {
    fn receipt(&mut self, signed: &SignedTransaction, executed: &Executed) -> Receipt {
        self.gas_used += executed.gas_used;
        let first_log_index = self.logs;
        self.logs += executed.logs.len() as u64;
        Receipt {
            success: executed.status == Status::Success,
            gas_used: executed.gas_used,
            l1_gas_used: executed.l1_gas_used,
            cumulative_gas_used: self.gas_used,
            bloom: executed.logs.iter().collect(),
            logs: executed.logs.clone(),
            first_log_index,
            created: signed.creates(),
            effective_gas_price: self.context.base_fee,
        }
    }
}
