//! The standard case's price feed, under the test's control.

use alm_deploy::standard::whole;
use ethers::types::{I256, TransactionReceipt};

use crate::Fixture;

impl Fixture {
    /// Publishes a whole price, written at `time`.
    ///
    /// # Errors
    /// When the chain refuses it.
    pub async fn push(&self, price: u64, time: u64) -> eyre::Result<TransactionReceipt> {
        self.push_raw(whole(price), time).await
    }

    /// Publishes an answer as it is, of any sign.
    ///
    /// # Errors
    /// When the chain refuses it.
    pub async fn push_raw(&self, answer: I256, time: u64) -> eyre::Result<TransactionReceipt> {
        Ok(self.feed.push(self.owner.account(), answer, time).await?)
    }
}
