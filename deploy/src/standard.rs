//! The standard case, from which gas figures and tests start: the contracts deployed by the same
//! plan as anywhere, and one asset listed at a price of 2,000 with the default rules.

mod credit;
mod matrix;
mod pool;

use std::sync::Arc;

use ethers::{
    providers::Middleware,
    types::{Address, BlockNumber, I256},
};

use crate::{
    account::Account,
    artifacts::Programs,
    contracts::risk_engine::{self, abi::RiskEngine},
    deployment::{DeployError, Deployment},
    feed::Feed,
    plan::{AssetPlan, AssetSettings, Plan},
    record::Record,
    transport::Client,
};

pub use credit::{Market, StandardCredit};
pub use matrix::{MEMBERS, StandardMatrix};
pub use pool::{BOOK, LENDING_CAP, StandardPool};

/// Decimals of its feed.
pub const DECIMALS: u8 = 8;
/// The first price, in whole units.
pub const PRICE: u64 = 2_000;

/// The standard case, deployed.
pub struct StandardCase {
    /// The listed asset.
    pub asset: Address,
    /// Its feed.
    pub feed: Feed,
    /// The engine.
    pub engine: RiskEngine<Client>,
    /// The plan that was followed.
    pub plan: Plan,
    /// The bytes that were deployed.
    pub programs: Programs,
    /// What the deployment recorded.
    pub record: Record,
}

impl StandardCase {
    /// Deploys it, apart from every other on the same chain.
    ///
    /// # Errors
    /// When a contract is not built, or the chain refuses a step.
    pub async fn deploy(account: &Account) -> Result<Self, DeployError> {
        let client = account.client();
        let block = client.get_block(BlockNumber::Latest).await?;
        let now = block.map_or(0, |block| block.timestamp.as_u64());
        let feed = Feed::open(account, DECIMALS, whole(PRICE), now).await?;
        let asset = Address::repeat_byte(0x11);
        let settings = AssetSettings::default();
        let plan = Plan {
            // Part of the addresses, as the feed's own is of its deployer and nonce.
            network: format!("standard-{:?}", feed.address),
            assets: vec![AssetPlan::new("ETH", asset, feed.address, settings)],
            ..Plan::default()
        };
        let programs = crate::contracts::programs()?;
        let deployment = Deployment {
            account,
            plan: &plan,
            programs: &programs,
            record: None,
        };
        let record = deployment.run(&mut |_| ()).await?;
        let address = record.address(risk_engine::PACKAGE)?;
        Ok(Self {
            asset,
            feed,
            engine: RiskEngine::new(address, Arc::new(client.clone())),
            plan,
            programs,
            record,
        })
    }
}

/// A whole price in the feed's decimals.
#[must_use]
pub fn whole(price: u64) -> I256 {
    I256::from(price) * I256::exp10(DECIMALS.into())
}
