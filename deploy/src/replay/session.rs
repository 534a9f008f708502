//! A chain in process with everything a replay needs on it.

use std::sync::Arc;

use devchain::{
    config::NodeConfig,
    node::{Node, NodeError},
};
use ethers::{
    abi::AbiEncode,
    contract::ContractError,
    providers::{Middleware, ProviderError},
    types::{Address, Bytes, H256, I256, TransactionReceipt, U256},
};
use serde_json::json;

use super::{ReplayConfig, timeline::Moment};
use crate::{
    account::{Account, SendError},
    artifacts::{Program, round_feed_init_code},
    bindings::{CodehashKeepaliveCall, PokeManyCall, PushCall, RiskEngine, SetLiquidityCall},
    deployment::{DeployError, Deployment, precompile},
    plan::{AssetPlan, Plan},
    prices::{History, PRICE_DECIMALS},
    record::Record,
    revert,
    transport::{Client, Transport, TransportError},
};

/// Gas given to a push and to each asset of a poke: far above what they take, below what a block holds.
const PUSH_GAS: u64 = 300_000;
const POKE_GAS: u64 = 2_000_000;
/// A liquidity report lives at most 30 days; the replay renews it well before.
const REPORT_RENEWAL: u64 = 20 * 86_400;

/// Programs expire 365 days after their activation; the replay prolongs the engine's well before.
const KEEPALIVE: u64 = 300 * 86_400;
const ARB_WASM: Address = precompile(0x71);

/// Why a replay stopped.
#[derive(Debug, thiserror::Error)]
pub enum SessionError {
    /// The embedded chain does not start.
    #[error(transparent)]
    Node(#[from] NodeError),
    /// The deployment failed.
    #[error(transparent)]
    Deploy(#[from] DeployError),
    /// A transaction did not happen.
    #[error(transparent)]
    Send(#[from] SendError),
    /// The chain refused a request.
    #[error(transparent)]
    Transport(#[from] TransportError),
    /// The chain answered nonsense.
    #[error(transparent)]
    Provider(#[from] ProviderError),
    /// A liquidity report is malformed.
    #[error(transparent)]
    Plan(#[from] crate::plan::PlanError),
    /// A transaction reverted.
    #[error("at {time}: {what} failed: {reason}")]
    Failed {
        /// Block time.
        time: u64,
        /// What failed.
        what: String,
        /// Why.
        reason: String,
    },
}

/// A running replay.
pub struct Session {
    node: Node,
    account: Account,
    engine: RiskEngine<Client>,
    /// What was deployed.
    pub record: Record,
    /// The assets, in the order of the histories.
    pub assets: Vec<AssetPlan>,
    reported_at: u64,
    code_hash: H256,
    kept_alive_at: u64,
}

impl Session {
    /// Starts a chain at `start`, deploys the feeds and, by the same plan as anywhere, the engine.
    ///
    /// # Errors
    /// [`SessionError`].
    pub async fn start(
        start: u64,
        histories: &[History],
        config: &ReplayConfig,
        program: &Program,
        progress: &mut (dyn FnMut(&str) + Send),
    ) -> Result<Self, SessionError> {
        let node = Node::start(NodeConfig::in_process(start))?;
        let client = Client::new(Transport::InProcess(node.rpc().clone()));
        let sender = client
            .get_accounts()
            .await?
            .first()
            .copied()
            .unwrap_or_default();
        let account = Account::unlocked(client.clone(), sender);
        let mut assets = Vec::with_capacity(histories.len());
        for history in histories {
            let feed = deploy_feed(&account, PRICE_DECIMALS).await?;
            open_feed(&account, feed, history, start).await?;
            assets.push(config.asset_plan(history, feed));
        }
        let plan = Plan {
            network: "replay".into(),
            chain_id: None,
            owner: None,
            stylus_deployer: None,
            cache: true,
            assets: assets.clone(),
        };
        let deployment = Deployment {
            account: &account,
            plan: &plan,
            program,
            record: None,
        };
        let record = deployment.run(progress).await?;
        let address = record
            .contracts
            .get(&program.name)
            .map(|contract| contract.address)
            .unwrap_or_default();
        let engine = RiskEngine::new(address, Arc::new(client));
        let session = Self {
            node,
            account,
            engine,
            record,
            assets,
            reported_at: start,
            code_hash: program.code_hash,
            kept_alive_at: start,
        };
        session.request::<_, serde_json::Value>("evm_setAutomine", [false])?;
        Ok(session)
    }

    /// The engine.
    #[must_use]
    pub fn engine(&self) -> &RiskEngine<Client> {
        &self.engine
    }

    /// Publishes the prices of a moment and pokes their assets, in one block of that time.
    ///
    /// # Errors
    /// [`SessionError`] when anything reverts.
    pub fn play(&mut self, moment: &Moment) -> Result<TransactionReceipt, SessionError> {
        self.keep_alive(moment.time)?;
        self.renew_reports(moment.time)?;
        for (asset, price) in &moment.prices {
            let push = PushCall {
                answer: I256::from(*price),
                updated_at: moment.time.into(),
            };
            if let Some(plan) = self.assets.get(*asset) {
                self.queue(plan.feed, push.encode(), PUSH_GAS)?;
            }
        }
        let assets: Vec<Address> = moment
            .assets()
            .iter()
            .filter_map(|asset| self.assets.get(*asset))
            .map(|plan| plan.asset)
            .collect();
        let gas = POKE_GAS * assets.len() as u64;
        let poke = self.queue(self.engine.address(), PokeManyCall { assets }.encode(), gas)?;
        self.request::<_, serde_json::Value>("evm_mine", [moment.time])?;
        self.receipt(poke, "sampling", moment.time)
    }

    /// Pays the data fee again; what is sent in excess comes back.
    fn keep_alive(&mut self, now: u64) -> Result<(), SessionError> {
        if now < self.kept_alive_at + KEEPALIVE {
            return Ok(());
        }
        let data = Bytes::from(
            CodehashKeepaliveCall {
                codehash: self.code_hash.0,
            }
            .encode(),
        );
        let (from, value, gas) = (
            self.account.address(),
            U256::exp10(17),
            U256::from(POKE_GAS),
        );
        let request =
            json!({ "from": from, "to": ARB_WASM, "data": data, "value": value, "gas": gas });
        let hash: H256 = self.request("eth_sendTransaction", [request])?;
        self.request::<_, serde_json::Value>("evm_mine", [now])?;
        self.receipt(hash, "prolonging the program", now)?;
        self.kept_alive_at = now;
        Ok(())
    }

    /// The liquidity reports expire; in the replay the tool is their reporter.
    fn renew_reports(&mut self, now: u64) -> Result<(), SessionError> {
        if now < self.reported_at + REPORT_RENEWAL {
            return Ok(());
        }
        let mut sent = Vec::new();
        for plan in &self.assets {
            let named = |(field, error)| crate::plan::PlanError::Quantity {
                asset: plan.name.clone(),
                field,
                error,
            };
            let liquidity = plan.liquidity.encode(now).map_err(named)?;
            let call = SetLiquidityCall {
                asset: plan.asset,
                liquidity,
            };
            sent.push(self.queue(self.engine.address(), call.encode(), POKE_GAS)?);
        }
        // A block of its own, at the same second, so that the poke already sees the report.
        self.request::<_, serde_json::Value>("evm_mine", [now])?;
        for hash in sent {
            self.receipt(hash, "renewing a liquidity report", now)?;
        }
        self.reported_at = now;
        Ok(())
    }

    fn queue(&self, to: Address, data: Vec<u8>, gas: u64) -> Result<H256, SessionError> {
        let from = self.account.address();
        let request =
            json!({ "from": from, "to": to, "data": Bytes::from(data), "gas": U256::from(gas) });
        Ok(self.request("eth_sendTransaction", [request])?)
    }

    fn receipt(
        &self,
        hash: H256,
        what: &str,
        time: u64,
    ) -> Result<TransactionReceipt, SessionError> {
        let failed = |reason: String| SessionError::Failed {
            time,
            what: what.into(),
            reason,
        };
        let receipt: Option<TransactionReceipt> =
            self.request("eth_getTransactionReceipt", [hash])?;
        let receipt = receipt.ok_or_else(|| failed("the transaction was not mined".into()))?;
        match receipt.status {
            Some(status) if status.is_zero() => {
                Err(failed(format!("transaction {hash:?} reverted")))
            }
            _ => Ok(receipt),
        }
    }

    /// A request without leaving the thread: the chain answers before this returns.
    fn request<T, R>(&self, method: &str, params: T) -> Result<R, TransportError>
    where
        T: std::fmt::Debug + serde::Serialize + Send + Sync,
        R: serde::de::DeserializeOwned + Send,
    {
        crate::transport::call(self.node.rpc(), method, &params)
    }

    /// Reads from the engine, as of the newest block.
    ///
    /// # Errors
    /// [`SessionError::Failed`] with the decoded reason.
    pub async fn risk(
        &self,
        asset: usize,
        time: u64,
    ) -> Result<crate::bindings::AssetRisk, SessionError> {
        let plan = self
            .assets
            .get(asset)
            .map(|plan| plan.asset)
            .unwrap_or_default();
        self.engine.asset_risk(plan).call().await.map_err(|error| {
            let reason = match &error {
                ContractError::Revert(data) => revert::explain(data),
                ContractError::ProviderError { e } => revert::reason(e),
                other => other.to_string(),
            };
            SessionError::Failed {
                time,
                what: "assetRisk".into(),
                reason,
            }
        })
    }
}

/// The engine lists no asset whose feed has no price yet: the first one is there from the start.
async fn open_feed(
    account: &Account,
    feed: Address,
    history: &History,
    start: u64,
) -> Result<(), SendError> {
    let first = history.points.first().map_or(0, |point| point.price);
    let push = PushCall {
        answer: I256::from(first),
        updated_at: start.into(),
    };
    account
        .send(
            "opening a price feed",
            Some(feed),
            push.encode().into(),
            U256::zero(),
        )
        .await
        .map(drop)
}

/// Deploys a one-slot price feed.
///
/// # Errors
/// When the chain refuses it.
pub async fn deploy_feed(account: &Account, decimals: u8) -> Result<Address, SendError> {
    let init = round_feed_init_code(decimals);
    let receipt = account
        .send("deploying a price feed", None, init, U256::zero())
        .await?;
    Ok(receipt.contract_address.unwrap_or_default())
}
