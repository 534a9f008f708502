//! Transactions that wait for a block.

use std::collections::{BTreeMap, HashMap};

use alloy_consensus::Transaction;
use alloy_primitives::{Address, B256};

use super::{error::ChainError, transaction::SignedTransaction};

/// A waiting transaction and when it came.
#[derive(Debug, Clone)]
struct Waiting {
    transaction: SignedTransaction,
    arrival: u64,
}

/// The waiting transactions by sender and nonce.
#[derive(Debug, Clone, Default)]
pub struct Pool {
    senders: HashMap<Address, BTreeMap<u64, Waiting>>,
    arrivals: u64,
}

impl Pool {
    /// Adds a transaction; one of the same sender and nonce is replaced when it pays less by a tenth.
    ///
    /// # Errors
    /// [`ChainError::AlreadyKnown`] or [`ChainError::Underpriced`].
    pub fn insert(&mut self, transaction: SignedTransaction) -> Result<(), ChainError> {
        let queue = self.senders.entry(transaction.sender).or_default();
        let nonce = transaction.envelope.nonce();
        if let Some(old) = queue.get(&nonce) {
            check_replacement(&old.transaction, &transaction)?;
        }
        self.arrivals += 1;
        queue.insert(
            nonce,
            Waiting {
                transaction,
                arrival: self.arrivals,
            },
        );
        Ok(())
    }

    /// A waiting transaction.
    pub fn get(&self, hash: B256) -> Option<&SignedTransaction> {
        self.iter().find(|tx| tx.hash == hash)
    }

    /// All that wait, by sender and nonce.
    pub fn iter(&self) -> impl Iterator<Item = &SignedTransaction> {
        self.senders
            .values()
            .flat_map(|queue| queue.values().map(|waiting| &waiting.transaction))
    }

    /// Removes a transaction.
    pub fn remove(&mut self, hash: B256) -> Option<SignedTransaction> {
        let found = self.get(hash)?.clone();
        let queue = self.senders.get_mut(&found.sender)?;
        queue.remove(&found.envelope.nonce());
        if queue.is_empty() {
            self.senders.remove(&found.sender);
        }
        Some(found)
    }

    /// Forgets everything.
    pub fn clear(&mut self) {
        self.senders.clear();
    }

    /// True when nothing waits.
    pub fn is_empty(&self) -> bool {
        self.senders.is_empty()
    }

    /// The nonce after the transactions of `sender` that follow `nonce` without a gap.
    pub fn next_nonce(&self, sender: Address, nonce: u64) -> u64 {
        let mut next = nonce;
        if let Some(queue) = self.senders.get(&sender) {
            while queue.contains_key(&next) {
                next += 1;
            }
        }
        next
    }

    /// What [`Self::take_ready`] would take out.
    pub fn ready(&self, account_nonce: impl Fn(Address) -> u64) -> Vec<SignedTransaction> {
        if self.is_empty() {
            return Vec::new();
        }
        self.clone().take_ready(account_nonce)
    }

    /// Takes out what can go into the next block, in order of arrival as far as nonces allow, and
    /// drops what never can.
    pub fn take_ready(&mut self, account_nonce: impl Fn(Address) -> u64) -> Vec<SignedTransaction> {
        let mut ready = Vec::new();
        for (sender, queue) in &mut self.senders {
            let mut nonce = account_nonce(*sender);
            *queue = queue.split_off(&nonce);
            let mut latest = 0;
            while let Some(waiting) = queue.remove(&nonce) {
                latest = latest.max(waiting.arrival);
                ready.push((latest, nonce, waiting.transaction));
                nonce += 1;
            }
        }
        self.senders.retain(|_, queue| !queue.is_empty());
        ready.sort_by_key(|(arrival, nonce, _)| (*arrival, *nonce));
        ready
            .into_iter()
            .map(|(_, _, transaction)| transaction)
            .collect()
    }
}

fn check_replacement(old: &SignedTransaction, new: &SignedTransaction) -> Result<(), ChainError> {
    if old.hash == new.hash {
        return Err(ChainError::AlreadyKnown);
    }
    let paid = old.envelope.max_fee_per_gas();
    let want = paid.saturating_add(paid / 10);
    let have = new.envelope.max_fee_per_gas();
    if have < want {
        Err(ChainError::Underpriced { have, want })
    } else {
        Ok(())
    }
}
