//! A chain in process with everything a replay needs on it.

use std::sync::Arc;

use ethers::{
    abi::AbiEncode,
    types::{Address, Bytes, H256, I256, TransactionReceipt, U256},
};
use serde_json::json;

use super::{ReplayConfig, keep_alive::KeepAlive, timeline::Moment};
use crate::{
    artifacts::Programs,
    contracts::risk_engine::{
        self,
        abi::{AssetRisk, PokeManyCall, RiskEngine},
    },
    deployment::{DeployError, Deployment},
    embedded::{Embedded, EmbeddedError},
    feed::{Feed, push_data},
    plan::{AssetPlan, Plan},
    prices::{History, PRICE_DECIMALS},
    record::Record,
    transport::Client,
};

/// Gas given to a push and to each asset of a poke: far above what they take, below what a block holds.
const PUSH_GAS: u64 = 300_000;
const POKE_GAS: u64 = 2_000_000;
/// A liquidity report lives at most 30 days; the replay renews it well before.
const REPORT_RENEWAL: u64 = 20 * 86_400;

/// A running replay.
pub struct Session {
    chain: Embedded,
    engine: RiskEngine<Client>,
    /// What was deployed.
    pub record: Record,
    /// The assets, in the order of the histories.
    pub assets: Vec<AssetPlan>,
    reported_at: u64,
    keep_alive: KeepAlive,
}

impl Session {
    /// Starts a chain at `start`, deploys the feeds and, by the same plan as anywhere, the engine.
    ///
    /// # Errors
    /// [`EmbeddedError`].
    pub async fn start(
        start: u64,
        histories: &[History],
        config: &ReplayConfig,
        programs: &Programs,
        progress: &mut (dyn FnMut(&str) + Send),
    ) -> Result<Self, EmbeddedError> {
        let chain = Embedded::start(start).await?;
        let mut assets = Vec::with_capacity(histories.len());
        for history in histories {
            let first = history.points.first().map_or(0, |point| point.price);
            let feed =
                Feed::open(chain.account(), PRICE_DECIMALS, I256::from(first), start).await?;
            assets.push(config.asset_plan(history, feed.address));
        }
        let plan = Plan {
            network: "replay".into(),
            cache: true,
            assets: assets.clone(),
            ..Plan::default()
        };
        let deployment = Deployment {
            account: chain.account(),
            plan: &plan,
            programs,
            record: None,
        };
        let record = deployment.run(progress).await?;
        let address = record
            .address(risk_engine::PACKAGE)
            .map_err(DeployError::from)?;
        let engine = RiskEngine::new(address, Arc::new(chain.client().clone()));
        let keep_alive = KeepAlive::new(&record, start);
        chain.set_automine(false)?;
        Ok(Self {
            chain,
            engine,
            record,
            assets,
            reported_at: start,
            keep_alive,
        })
    }

    /// The engine.
    #[must_use]
    pub fn engine(&self) -> &RiskEngine<Client> {
        &self.engine
    }

    /// Publishes the prices of a moment and pokes their assets, in one block of that time.
    ///
    /// # Errors
    /// [`EmbeddedError`] when anything reverts.
    pub fn play(&mut self, moment: &Moment) -> Result<TransactionReceipt, EmbeddedError> {
        self.keep_alive.at(&self.chain, moment.time)?;
        self.renew_reports(moment.time)?;
        for (asset, price) in &moment.prices {
            if let Some(plan) = self.assets.get(*asset) {
                let push = push_data(I256::from(*price), moment.time);
                self.queue(plan.feed, push, PUSH_GAS)?;
            }
        }
        let assets: Vec<Address> = moment
            .assets()
            .iter()
            .filter_map(|asset| self.assets.get(*asset))
            .map(|plan| plan.asset)
            .collect();
        let gas = POKE_GAS * assets.len() as u64;
        let poke = PokeManyCall { assets }.encode().into();
        let poke = self.queue(self.engine.address(), poke, gas)?;
        self.chain.mine_at(moment.time)?;
        self.chain.receipt(poke, "sampling", moment.time)
    }

    /// The liquidity reports expire; in the replay the tool is their reporter.
    fn renew_reports(&mut self, now: u64) -> Result<(), EmbeddedError> {
        if now < self.reported_at + REPORT_RENEWAL {
            return Ok(());
        }
        let mut sent = Vec::new();
        for plan in &self.assets {
            let report = risk_engine::report(plan.asset, plan.terms(now)?.liquidity);
            sent.push(self.queue(self.engine.address(), report, POKE_GAS)?);
        }
        // A block of its own, at the same second, so that the poke already sees the report.
        self.chain.mine_at(now)?;
        for hash in sent {
            self.chain
                .receipt(hash, "renewing a liquidity report", now)?;
        }
        self.reported_at = now;
        Ok(())
    }

    fn queue(&self, to: Address, data: Bytes, gas: u64) -> Result<H256, EmbeddedError> {
        let from = self.chain.account().address();
        let request = json!({ "from": from, "to": to, "data": data, "gas": U256::from(gas) });
        Ok(self.chain.request("eth_sendTransaction", [request])?)
    }

    /// Reads from the engine, as of the newest block.
    ///
    /// # Errors
    /// [`EmbeddedError::Failed`] with the decoded reason.
    pub async fn risk(&self, asset: usize, time: u64) -> Result<AssetRisk, EmbeddedError> {
        let plan = self.assets.get(asset);
        let address = plan.map(|plan| plan.asset).unwrap_or_default();
        let risk = self.engine.asset_risk(address).call().await;
        risk.map_err(|error| EmbeddedError::read(time, "assetRisk", &error))
    }
}
