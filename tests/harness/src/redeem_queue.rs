//! `redeem-queue` in tests, and what holders do with it as methods of [`Pool`].

pub use alm_deploy::contracts::redeem_queue::{abi::*, name};
use ethers::types::{TransactionReceipt, U256};

use crate::{Actor, Pool};

/// The requests of a day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Generation {
    /// From when it may be settled.
    pub settled_from: U256,
    /// From when what was paid may be claimed.
    pub claimed_from: U256,
    /// Shares asked for.
    pub asked: U256,
    /// Shares settled.
    pub filled: U256,
    /// Assets set aside for these.
    pub paid: U256,
}

impl Generation {
    /// Whether nothing of it waits.
    #[must_use]
    pub fn is_filled(&self) -> bool {
        self.asked == self.filled
    }
}

impl Pool {
    /// Queues with shares of one's own.
    ///
    /// # Errors
    /// When it is refused.
    pub async fn request(&self, by: &Actor, shares: U256) -> eyre::Result<TransactionReceipt> {
        let holder = by.address();
        by.send(self.queue.request_redeem(shares, holder, holder))
            .await
    }

    /// Settles what waits; anyone may.
    ///
    /// # Errors
    /// When it is refused.
    pub async fn settle(&self, by: &Actor) -> eyre::Result<TransactionReceipt> {
        by.send(self.queue.settle()).await
    }

    /// Collects all that is due of one's older request.
    ///
    /// # Errors
    /// When it is refused.
    pub async fn claim(&self, by: &Actor) -> eyre::Result<TransactionReceipt> {
        let holder = by.address();
        let due = self.queue.max_redeem(holder).call().await?;
        by.send(self.queue.redeem(due, holder, holder)).await
    }

    /// A generation as of the newest block.
    ///
    /// # Errors
    /// When the call fails.
    pub async fn generation(&self, id: u64) -> eyre::Result<Generation> {
        let told = self.queue.generation(id.into()).call().await?;
        let (settled_from, claimed_from, asked, filled, paid) = told;
        Ok(Generation {
            settled_from,
            claimed_from,
            asked,
            filled,
            paid,
        })
    }
}
