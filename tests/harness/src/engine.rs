//! The engine as the deploy library deploys it, with one asset and its feed.

use std::sync::Arc;

use alm_deploy::{
    artifacts::{Program, RISK_ENGINE},
    bindings::{AssetRisk, RiskEngine},
    deployment::Deployment,
    plan::{AssetPlan, FeedSettings, LiquiditySettings, ParameterSettings, Plan},
    record::Record,
    transport::Client,
};
use ethers::types::{Address, H256, TransactionReceipt};
use eyre::OptionExt;

use crate::{Actor, Chain, Feed, HOUR};

/// A deployed engine on a chain of its own.
pub struct Fixture {
    /// The chain.
    pub chain: Chain,
    /// Owner of the engine.
    pub owner: Actor,
    /// Somebody without any role.
    pub alice: Actor,
    /// Somebody else without any role.
    pub bob: Actor,
    /// The listed asset's feed.
    pub feed: Feed,
    /// The listed asset.
    pub asset: Address,
    /// The engine.
    pub engine: RiskEngine<Client>,
    /// What the deployment recorded.
    pub record: Record,
    /// The plan it followed.
    pub plan: Plan,
    /// The bytes it deployed.
    pub program: Program,
}

/// The address that stands for a token in tests.
#[must_use]
pub fn asset(number: u8) -> Address {
    Address::repeat_byte(number)
}

impl Fixture {
    /// A chain, an engine, and one asset listed at a price of 2,000 with the default rules.
    ///
    /// # Errors
    /// When the contracts are not built (`cargo alm build`), or the chain refuses a step.
    pub async fn new() -> eyre::Result<Self> {
        let chain = Chain::start()?;
        let (owner, alice, bob) = (
            Actor::owner(&chain).await?,
            Actor::alice(&chain).await?,
            Actor::bob(&chain).await?,
        );
        let feed = Feed::deploy(&chain, &owner).await?;
        feed.push(&owner, 2_000, chain.now().await?).await?;
        let asset = asset(0x11);
        let plan = Plan {
            network: format!("test-{:?}", feed.address()),
            chain_id: None,
            owner: None,
            stylus_deployer: None,
            cache: false,
            assets: vec![AssetPlan {
                name: "ETH".into(),
                asset,
                feed: feed.address(),
                sampling: FeedSettings::default(),
                parameters: ParameterSettings::default(),
                liquidity: LiquiditySettings::default(),
            }],
        };
        let program = Program::load(RISK_ENGINE)?;
        let deployment = Deployment {
            account: owner.account(),
            plan: &plan,
            program: &program,
            record: None,
        };
        let record = deployment.run(&mut |_| ()).await?;
        let contract = record
            .contracts
            .get(RISK_ENGINE)
            .ok_or_eyre("the record names the engine")?;
        let engine = RiskEngine::new(contract.address, Arc::new(chain.client().clone()));
        Ok(Self {
            chain,
            owner,
            alice,
            bob,
            feed,
            asset,
            engine,
            record,
            plan,
            program,
        })
    }

    /// Publishes a price one hour after the newest slot began and has alice sample it in the next block.
    ///
    /// # Errors
    /// When the chain refuses a step.
    pub async fn sample(&self, price: i64) -> eyre::Result<TransactionReceipt> {
        let slot = (self.chain.now().await? / HOUR + 1) * HOUR;
        self.chain.next_block_at(slot).await?;
        self.feed.push(&self.owner, price, slot).await?;
        self.alice.send(self.engine.poke(self.asset)).await
    }

    /// What the engine says of the asset.
    ///
    /// # Errors
    /// When the call fails.
    pub async fn risk(&self) -> eyre::Result<AssetRisk> {
        Ok(self.engine.asset_risk(self.asset).call().await?)
    }

    /// Puts the engine into the program cache, as the gas figures are meant.
    ///
    /// # Errors
    /// When the chain has no debug precompile.
    pub async fn cache_program(&self) -> eyre::Result<()> {
        alm_deploy::bench::cache_program(self.owner.account(), self.engine.address()).await?;
        Ok(())
    }

    /// Transaction that deployed the engine.
    #[must_use]
    pub fn deployment_transaction(&self) -> Option<H256> {
        self.record
            .contracts
            .get(RISK_ENGINE)
            .and_then(|contract| contract.transaction)
    }
}
