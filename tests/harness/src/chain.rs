//! The chain under test, its time and its snapshots.

use std::sync::{Mutex, MutexGuard, PoisonError};

use alm_deploy::transport::{Client, Transport};
use devchain::{config::NodeConfig, node::Node};
use ethers::{
    providers::{JsonRpcClient, Middleware},
    types::{BlockNumber, U256},
};
use eyre::{OptionExt, WrapErr};
use serde_json::Value;

/// Where every in-process chain begins: 2024-01-01, on a round hour.
const START: u64 = 1_704_067_200;

/// Whose turn it is on the one chain that `ALM_RPC_URL` names, for time travels and snapshots of
/// tests at work together would cross; and the state the last one found it in.
static TURN: Mutex<Option<U256>> = Mutex::new(None);

/// A chain. An in-process one ends when this is dropped; one by URL is the next test's then.
pub struct Chain {
    client: Client,
    node: Option<Node>,
    _turn: Option<MutexGuard<'static, Option<U256>>>,
}

impl Chain {
    /// The chain `ALM_RPC_URL` names, when no other test of this process is using it; else a new
    /// one in process. A test must not start a second chain while it holds one.
    ///
    /// # Errors
    /// When it does not start, or the URL is none.
    pub async fn start() -> eyre::Result<Self> {
        if let Ok(url) = std::env::var("ALM_RPC_URL") {
            return Self::by_url(&url).await;
        }
        let node = Node::start(NodeConfig::in_process(START))?;
        let client = Client::new(Transport::InProcess(node.rpc().clone()));
        Ok(Self {
            client,
            node: Some(node),
            _turn: None,
        })
    }

    /// A new chain in process that other programs reach over HTTP, by the second value.
    ///
    /// # Errors
    /// When it does not start.
    pub fn served() -> eyre::Result<(Self, String)> {
        let config = NodeConfig {
            serve: true,
            ..NodeConfig::in_process(START)
        };
        let node = Node::start(config)?;
        let url = node
            .http_url()
            .ok_or_eyre("a served chain has an address")?;
        let client = Client::new(Transport::InProcess(node.rpc().clone()));
        let chain = Self {
            client,
            node: Some(node),
            _turn: None,
        };
        Ok((chain, url))
    }

    /// A turn on a chain by URL, in the state the tests of this process found it in.
    #[allow(
        clippy::await_holding_lock,
        reason = "a test waits for its turn in a thread and a runtime of its own"
    )]
    async fn by_url(url: &str) -> eyre::Result<Self> {
        // A test that failed leaves nothing behind that would harm the next.
        let mut turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
        let mut chain = Self {
            client: Client::new(Transport::http(url)?),
            node: None,
            _turn: None,
        };
        if let Some(found) = turn.take() {
            chain.revert(found).await?;
        }
        *turn = Some(chain.snapshot().await?);
        chain._turn = Some(turn);
        Ok(chain)
    }

    /// Its client.
    #[must_use]
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// Whether it runs in this process.
    #[must_use]
    pub fn is_embedded(&self) -> bool {
        self.node.is_some()
    }

    /// Time of the newest block.
    ///
    /// # Errors
    /// When the chain does not answer.
    pub async fn now(&self) -> eyre::Result<u64> {
        let block = self.client.get_block(BlockNumber::Latest).await?;
        Ok(block
            .ok_or_eyre("a chain has a newest block")?
            .timestamp
            .as_u64())
    }

    /// Makes a block `seconds` after the newest.
    ///
    /// # Errors
    /// When the chain cannot travel in time.
    pub async fn advance(&self, seconds: u64) -> eyre::Result<()> {
        let time = self.now().await? + seconds;
        self.advance_to(time).await
    }

    /// Makes a block at `time`.
    ///
    /// # Errors
    /// As [`Self::advance`].
    pub async fn advance_to(&self, time: u64) -> eyre::Result<()> {
        self.control("evm_setNextBlockTimestamp", time).await?;
        let _made: Value = self.client.request("evm_mine", Vec::<u64>::new()).await?;
        Ok(())
    }

    /// Gives the next block that time; the next transaction makes it.
    ///
    /// # Errors
    /// As [`Self::advance`].
    pub async fn next_block_at(&self, time: u64) -> eyre::Result<()> {
        self.control("evm_setNextBlockTimestamp", time).await
    }

    /// Remembers the state.
    ///
    /// # Errors
    /// When the chain keeps no snapshots.
    pub async fn snapshot(&self) -> eyre::Result<U256> {
        Ok(self
            .client
            .request("evm_snapshot", Vec::<u64>::new())
            .await?)
    }

    /// Goes back to a snapshot.
    ///
    /// # Errors
    /// When there is no such snapshot.
    pub async fn revert(&self, snapshot: U256) -> eyre::Result<()> {
        let done: bool = self.client.request("evm_revert", [snapshot]).await?;
        eyre::ensure!(done, "no snapshot {snapshot}");
        Ok(())
    }

    async fn control(&self, method: &str, argument: u64) -> eyre::Result<()> {
        let answer: Result<Value, _> =
            JsonRpcClient::request(self.client.as_ref(), method, [argument]).await;
        answer
            .map(drop)
            .wrap_err_with(|| format!("{method}: this chain cannot travel in time"))
    }
}
