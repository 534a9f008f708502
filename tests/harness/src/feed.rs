//! A one-slot price feed under the test's control.

use std::sync::Arc;

use alm_deploy::{bindings::RoundFeed, replay::deploy_feed, transport::Client};
use ethers::types::{Address, I256, TransactionReceipt};

use crate::{Actor, Chain};

/// A deployed feed with eight decimals.
pub struct Feed {
    contract: RoundFeed<Client>,
}

impl Feed {
    /// Deploys a feed without any round.
    ///
    /// # Errors
    /// When the chain refuses it.
    pub async fn deploy(chain: &Chain, by: &Actor) -> eyre::Result<Self> {
        let address = deploy_feed(by.account(), 8).await?;
        Ok(Self {
            contract: RoundFeed::new(address, Arc::new(chain.client().clone())),
        })
    }

    /// Its address.
    #[must_use]
    pub fn address(&self) -> Address {
        self.contract.address()
    }

    /// Publishes a whole price, written at `time`.
    ///
    /// # Errors
    /// When the chain refuses it.
    pub async fn push(
        &self,
        by: &Actor,
        price: i64,
        time: u64,
    ) -> eyre::Result<TransactionReceipt> {
        self.push_raw(by, I256::from(price) * I256::exp10(8), time)
            .await
    }

    /// Publishes an answer as it is, of any sign.
    ///
    /// # Errors
    /// When the chain refuses it.
    pub async fn push_raw(
        &self,
        by: &Actor,
        answer: I256,
        time: u64,
    ) -> eyre::Result<TransactionReceipt> {
        by.send(self.contract.push(answer, time.into())).await
    }
}
