//! The embedded chain in this process, as replays and gas figures use it.

use devchain::{
    config::NodeConfig,
    node::{Node, NodeError},
};
use ethers::{
    abi::Detokenize,
    contract::{ContractCall, ContractError},
    providers::{Middleware, ProviderError},
    types::{Address, H256, TransactionReceipt, U256},
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};

use crate::{
    account::{Account, SendError},
    deployment::DeployError,
    plan::PlanError,
    revert,
    transport::{self, Client, Transport, TransportError},
};

/// Why nothing more was done on it.
#[derive(Debug, thiserror::Error)]
pub enum EmbeddedError {
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
    /// A setting cannot be told to a contract.
    #[error(transparent)]
    Plan(#[from] PlanError),
    /// A transaction or a read was refused.
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

impl EmbeddedError {
    /// A read that was refused, as of `time`.
    pub(crate) fn read(time: u64, what: &str, error: &ContractError<Client>) -> Self {
        Self::Failed {
            time,
            what: what.into(),
            reason: revert::of_call(error),
        }
    }
}

/// A chain of one's own, with the first of its funded accounts. It ends when this is dropped.
pub struct Embedded {
    node: Node,
    account: Account,
}

impl Embedded {
    /// Starts a chain whose first block is at `time`.
    ///
    /// # Errors
    /// [`EmbeddedError`].
    pub async fn start(time: u64) -> Result<Self, EmbeddedError> {
        let node = Node::start(NodeConfig::in_process(time))?;
        let client = Client::new(Transport::InProcess(node.rpc().clone()));
        let accounts = client.get_accounts().await?;
        let sender = accounts.first().copied().unwrap_or_default();
        let account = Account::unlocked(client, sender);
        Ok(Self { node, account })
    }

    /// Who sends.
    #[must_use]
    pub fn account(&self) -> &Account {
        &self.account
    }

    /// Its client.
    #[must_use]
    pub fn client(&self) -> &Client {
        self.account.client()
    }

    /// A request without leaving the thread: the chain answers before this returns.
    ///
    /// # Errors
    /// When the chain refuses it, or the answer is of another type.
    pub fn request<T, R>(&self, method: &str, params: T) -> Result<R, TransportError>
    where
        T: std::fmt::Debug + Serialize,
        R: DeserializeOwned,
    {
        transport::call(self.node.rpc(), method, &params)
    }

    /// Whether every transaction makes a block of its own.
    ///
    /// # Errors
    /// When the chain refuses.
    pub fn set_automine(&self, each: bool) -> Result<(), TransportError> {
        self.request::<_, Value>("evm_setAutomine", [each])
            .map(drop)
    }

    /// Time of the newest block.
    ///
    /// # Errors
    /// When the chain does not answer.
    pub async fn now(&self) -> Result<u64, EmbeddedError> {
        let block = self
            .client()
            .get_block(ethers::types::BlockNumber::Latest)
            .await?;
        Ok(block.map_or(0, |block| block.timestamp.as_u64()))
    }

    /// Gives the next block that time; the next transaction makes it.
    ///
    /// # Errors
    /// When the time is past.
    pub fn next_block_at(&self, time: u64) -> Result<(), TransportError> {
        self.request::<_, Value>("evm_setNextBlockTimestamp", [time])
            .map(drop)
    }

    /// Makes a block of what waits, at `time`.
    ///
    /// # Errors
    /// When the time is past.
    pub fn mine_at(&self, time: u64) -> Result<(), TransportError> {
        self.request::<_, Value>("evm_mine", [time]).map(drop)
    }

    /// Lets an account be sent from, and gives it ether.
    ///
    /// # Errors
    /// When the chain refuses.
    pub fn impersonate(&self, who: Address) -> Result<(), TransportError> {
        self.request::<_, Value>("anvil_impersonateAccount", [who])?;
        let ether = json!([who, U256::exp10(24)]);
        self.request::<_, Value>("anvil_setBalance", ether)
            .map(drop)
    }

    /// Asks a contract as of the newest block, which is of `time`.
    ///
    /// # Errors
    /// [`EmbeddedError::Failed`] with the decoded reason.
    pub async fn read<T: Detokenize>(
        &self,
        what: &str,
        time: u64,
        call: ContractCall<Client, T>,
    ) -> Result<T, EmbeddedError> {
        let answer = call.call().await;
        answer.map_err(|error| EmbeddedError::read(time, what, &error))
    }

    /// Remembers the state.
    ///
    /// # Errors
    /// When the chain refuses.
    pub fn snapshot(&self) -> Result<U256, TransportError> {
        self.request("evm_snapshot", json!([]))
    }

    /// Goes back to a snapshot, which is forgotten.
    ///
    /// # Errors
    /// When there is no such snapshot.
    pub fn revert(&self, snapshot: U256) -> Result<(), EmbeddedError> {
        if self.request("evm_revert", [snapshot])? {
            return Ok(());
        }
        let what = "going back to a snapshot".into();
        let reason = format!("there is no snapshot {snapshot}");
        let time = 0;
        Err(EmbeddedError::Failed { time, what, reason })
    }

    /// The receipt of a transaction that has been mined and went well.
    ///
    /// # Errors
    /// [`EmbeddedError::Failed`] when it is not so.
    pub fn receipt(
        &self,
        hash: H256,
        what: &str,
        time: u64,
    ) -> Result<TransactionReceipt, EmbeddedError> {
        let failed = |reason: String| EmbeddedError::Failed {
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
}
