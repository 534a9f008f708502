//! A chain with the engine, one asset and its feed, for measuring.

use std::sync::Arc;

use devchain::{
    config::NodeConfig,
    node::{Node, NodeError},
};
use ethers::{
    abi::AbiEncode,
    providers::{JsonRpcClient, Middleware, ProviderError},
    types::{Address, Bytes, I256, U256},
};
use serde_json::{Value, json};

use super::{Gas, Operation, floor};
use crate::{
    account::{Account, SendError},
    artifacts::Program,
    bindings::{CacheProgramCall, PokeCall, PushCall, RiskEngine},
    deployment::{DeployError, Deployment, precompile},
    plan::{AssetPlan, FeedSettings, LiquiditySettings, ParameterSettings, Plan},
    replay::deploy_feed,
    transport::{Client, Transport, TransportError},
};

const START: u64 = 1_704_067_200;
const HOUR: u64 = 3_600;
const ARB_WASM_CACHE: Address = precompile(0x72);
const ARB_DEBUG: Address = precompile(0xff);
/// Selector of `becomeChainOwner()`, which development chains offer.
const BECOME_CHAIN_OWNER: [u8; 4] = [0x0e, 0x5b, 0xbc, 0x11];

/// Why nothing was measured.
#[derive(Debug, thiserror::Error)]
pub enum StageError {
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
}

/// The fixture of the gas figures.
pub struct Stage {
    _node: Node,
    /// Who sends.
    pub account: Account,
    /// The asset's feed.
    pub feed: Address,
    /// The listed asset.
    pub asset: Address,
    /// The engine.
    pub engine: RiskEngine<Client>,
    slot: u64,
}

impl Stage {
    /// Starts a chain and deploys by the same plan as anywhere.
    ///
    /// # Errors
    /// [`StageError`].
    pub async fn build(program: &Program) -> Result<Self, StageError> {
        let node = Node::start(NodeConfig::in_process(START))?;
        let client = Client::new(Transport::InProcess(node.rpc().clone()));
        let sender = client
            .get_accounts()
            .await?
            .first()
            .copied()
            .unwrap_or_default();
        let account = Account::unlocked(client.clone(), sender);
        let feed = deploy_feed(&account, 8).await?;
        let push = PushCall {
            answer: price(0),
            updated_at: START.into(),
        };
        account
            .send(
                "opening a price feed",
                Some(feed),
                push.encode().into(),
                U256::zero(),
            )
            .await?;
        let asset = Address::repeat_byte(0x11);
        let plan = plan(asset, feed);
        let deployment = Deployment {
            account: &account,
            plan: &plan,
            program,
            record: None,
        };
        let record = deployment.run(&mut |_| ()).await?;
        let address = record
            .contracts
            .get(&program.name)
            .map(|contract| contract.address)
            .unwrap_or_default();
        let engine = RiskEngine::new(address, Arc::new(client));
        Ok(Self {
            _node: node,
            account,
            feed,
            asset,
            engine,
            slot: START / HOUR,
        })
    }

    /// Takes a few samples, so that every slot is in use.
    ///
    /// # Errors
    /// [`StageError`].
    pub async fn settle(&mut self) -> Result<(), StageError> {
        for _ in 0..4 {
            self.publish().await?;
            self.poke().await?;
        }
        Ok(())
    }

    /// The gas of the next due poke, cached and not, and its floor. The chain is left as after it.
    ///
    /// # Errors
    /// [`StageError`].
    pub async fn operation(&mut self, name: &'static str) -> Result<Operation, StageError> {
        self.publish().await?;
        let before: U256 = self.request("evm_snapshot", json!([])).await?;
        cache_program(&self.account, self.engine.address()).await?;
        let cached = self.poke().await?;
        let _done: bool = self.request("evm_revert", json!([before])).await?;
        let call = PokeCall { asset: self.asset }.encode();
        let touched = floor::touched(
            self.account.client(),
            self.account.address(),
            self.engine.address(),
            &call,
        )
        .await?;
        let uncached = self.poke().await?;
        let floor = touched.cost(self.account.client()).await?;
        Ok(Operation {
            name,
            gas: Gas { cached, uncached },
            floor,
        })
    }

    /// Opens the next slot with a new price.
    async fn publish(&mut self) -> Result<(), StageError> {
        self.slot += 1;
        let time = self.slot * HOUR;
        let _set: Value = self
            .request("evm_setNextBlockTimestamp", json!([time]))
            .await?;
        let push = PushCall {
            answer: price(self.slot),
            updated_at: time.into(),
        };
        self.account
            .send(
                "pushing a price",
                Some(self.feed),
                push.encode().into(),
                U256::zero(),
            )
            .await?;
        Ok(())
    }

    async fn poke(&self) -> Result<u64, StageError> {
        let data = Bytes::from(PokeCall { asset: self.asset }.encode());
        let receipt = self
            .account
            .send("poke", Some(self.engine.address()), data, U256::zero())
            .await?;
        Ok(receipt.gas_used.unwrap_or_default().as_u64())
    }

    /// A request to the chain.
    pub(super) async fn request<R>(&self, method: &str, params: Value) -> Result<R, TransportError>
    where
        R: serde::de::DeserializeOwned + Send,
    {
        self.account.client().as_ref().request(method, params).await
    }
}

/// A price that moves by some tenths of a per cent from slot to slot.
fn price(slot: u64) -> I256 {
    I256::from(200_000_000_000 + (slot % 7) * 700_000_000)
}

fn plan(asset: Address, feed: Address) -> Plan {
    Plan {
        network: "bench".into(),
        chain_id: None,
        owner: None,
        stylus_deployer: None,
        cache: false,
        assets: vec![AssetPlan {
            name: "ETH".into(),
            asset,
            feed,
            sampling: FeedSettings::default(),
            parameters: ParameterSettings::default(),
            liquidity: LiquiditySettings::default(),
        }],
    }
}

/// Gives a program a place in the cache, on a development chain, whose owner anyone may become.
///
/// # Errors
/// When the chain is no development chain.
pub async fn cache_program(account: &Account, program: Address) -> Result<(), SendError> {
    let become_owner = Bytes::from(BECOME_CHAIN_OWNER);
    account
        .send(
            "becoming chain owner",
            Some(ARB_DEBUG),
            become_owner,
            U256::zero(),
        )
        .await?;
    let data = CacheProgramCall { program }.encode().into();
    account
        .send(
            "caching the program",
            Some(ARB_WASM_CACHE),
            data,
            U256::zero(),
        )
        .await?;
    Ok(())
}
