//! `risk-engine` in tests.

use alm_deploy::{contracts::risk_engine::PACKAGE, plan::AssetTerms, transport::Client};
use ethers::{
    contract::ContractCall,
    types::{Address, H256, TransactionReceipt},
};

use crate::{Fixture, HOUR};

pub use alm_deploy::contracts::risk_engine::abi::*;

/// The address that stands for a token in tests.
#[must_use]
pub fn asset(number: u8) -> Address {
    Address::repeat_byte(number)
}

/// Lists an asset by the terms of a plan; `history` tells whether missed rounds of its feed are looked up.
pub fn list(
    engine: &RiskEngine<Client>,
    (asset, feed): (Address, Address),
    history: bool,
    terms: AssetTerms,
) -> ContractCall<Client, ()> {
    engine.list(
        asset,
        feed,
        terms.interval,
        history,
        terms.first_sigma,
        terms.parameters,
        terms.liquidity,
    )
}

impl Fixture {
    /// Publishes a price one hour after the newest slot began and has alice sample it in the next block.
    ///
    /// # Errors
    /// When the chain refuses a step.
    pub async fn sample(&self, price: u64) -> eyre::Result<TransactionReceipt> {
        self.publish(price).await?;
        self.alice.send(self.engine.poke(self.asset)).await
    }

    /// Publishes a price at the start of the next slot, which it returns.
    ///
    /// # Errors
    /// When the chain refuses a step.
    pub async fn publish(&self, price: u64) -> eyre::Result<u64> {
        let slot = (self.chain.now().await? / HOUR + 1) * HOUR;
        self.chain.next_block_at(slot).await?;
        self.push(price, slot).await?;
        Ok(slot)
    }

    /// What the engine says of the asset.
    ///
    /// # Errors
    /// When the call fails.
    pub async fn risk(&self) -> eyre::Result<AssetRisk> {
        Ok(self.engine.asset_risk(self.asset).call().await?)
    }

    /// Transaction that deployed the engine.
    #[must_use]
    pub fn deployment_transaction(&self) -> Option<H256> {
        let contract = self.record.contracts.get(PACKAGE);
        contract.and_then(|contract| contract.transaction)
    }
}
