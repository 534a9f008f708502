//! `buffer-pool` in tests, and what suppliers and everybody else do with it as methods of [`Pool`].

use std::sync::Arc;

pub use alm_deploy::contracts::{
    buffer_pool::{
        abi::{pool::BufferPool, treasury::BufferTreasury},
        name,
    },
    treasury_book::abi::Backing,
};
use alm_deploy::transport::Client;
use ethers::types::{TransactionReceipt, U256};

use crate::{Actor, Pool};

impl Pool {
    /// The buffer pool of the book, if the plan has one: what suppliers see of it.
    ///
    /// # Errors
    /// When the plan has none.
    pub fn buffer(&self) -> eyre::Result<BufferPool<Client>> {
        let address = self.record.address(&name(&self.plan.books[0]))?;
        let client = Arc::new(self.chain.client().clone());
        Ok(BufferPool::new(address, client))
    }

    /// The same contract: its treasury.
    ///
    /// # Errors
    /// When the plan has none.
    pub fn buffer_treasury(&self) -> eyre::Result<BufferTreasury<Client>> {
        let client = Arc::new(self.chain.client().clone());
        Ok(BufferTreasury::new(self.buffer()?.address(), client))
    }

    /// What stands behind the book, as of the newest block.
    ///
    /// # Errors
    /// When the call fails.
    pub async fn backing(&self) -> eyre::Result<Backing> {
        Ok(self.treasury().backing(self.token.address).call().await?)
    }

    /// Supplies the buffer pool with tokens of one's own.
    ///
    /// # Errors
    /// When it is refused.
    pub async fn supply(&self, by: &Actor, assets: U256) -> eyre::Result<TransactionReceipt> {
        let pool = self.buffer()?;
        self.token.approve_all(by.account(), pool.address()).await?;
        by.send(pool.deposit(assets, by.address())).await
    }
}
