//! The standard matrix: sixteen assets with a feed each, all members, by the same plan as anywhere.

use std::sync::Arc;

use ethers::{
    providers::Middleware,
    types::{Address, BlockNumber, I256},
};

use super::{DECIMALS, whole};
use crate::{
    account::{Account, SendError},
    contracts::{
        covariance::{self, abi::Covariance},
        risk_engine::{self, abi::RiskEngine},
    },
    deployment::{DeployError, Deployment},
    feed::Feed,
    plan::{AssetPlan, AssetSettings, MatrixPlan, Plan},
    record::Record,
    transport::Client,
};

/// Members.
pub const MEMBERS: u8 = 16;
/// The first price of all, in whole units.
const FIRST: u64 = 1_000;

/// A matrix, deployed.
pub struct StandardMatrix {
    /// The matrix.
    pub matrix: Covariance<Client>,
    /// The engine it samples.
    pub engine: RiskEngine<Client>,
    /// Its members, in the order of their places.
    pub assets: Vec<Address>,
    /// Their feeds.
    pub feeds: Vec<Feed>,
    /// What the deployment recorded.
    pub record: Record,
}

impl StandardMatrix {
    /// Deploys it, apart from every other on the same chain.
    ///
    /// # Errors
    /// When a contract is not built, or the chain refuses a step.
    pub async fn deploy(account: &Account) -> Result<Self, DeployError> {
        let client = account.client();
        let block = client.get_block(BlockNumber::Latest).await?;
        let now = block.map_or(0, |block| block.timestamp.as_u64());
        let (mut assets, mut feeds, mut plans) = (Vec::new(), Vec::new(), Vec::new());
        for place in 0..MEMBERS {
            let feed = Feed::open(account, DECIMALS, whole(FIRST), now).await?;
            let asset = Address::repeat_byte(0x40 + place);
            let name = format!("A{place}");
            plans.push(AssetPlan::new(
                &name,
                asset,
                feed.address,
                AssetSettings::default(),
            ));
            assets.push(asset);
            feeds.push(feed);
        }
        let plan = Plan {
            // Part of the addresses, as the feeds' own are of their deployer and nonce.
            network: format!("matrix-{:?}", feeds[0].address),
            assets: plans,
            matrix: Some(MatrixPlan::default()),
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
        let client = Arc::new(client.clone());
        let engine = record.address(risk_engine::PACKAGE)?;
        Ok(Self {
            matrix: Covariance::new(record.address(covariance::PACKAGE)?, client.clone()),
            engine: RiskEngine::new(engine, client),
            assets,
            feeds,
            record,
        })
    }

    /// Gives every feed a round of a time: no price stands still, and each moves in its own way.
    ///
    /// # Errors
    /// When the chain refuses it.
    pub async fn publish(&self, account: &Account, time: u64) -> Result<(), SendError> {
        for (place, feed) in self.feeds.iter().enumerate() {
            let phase = (time / 3_600 * 31 + place as u64 * 17) % 23;
            let price = whole(FIRST) + I256::from(phase + 1) * I256::exp10(DECIMALS.into());
            feed.push(account, price, time).await?;
        }
        Ok(())
    }
}
