//! Who sends: a key of our own, or an account the node has unlocked.

use std::time::Duration;

use ethers::{
    providers::{JsonRpcClient, Middleware, ProviderError},
    signers::{LocalWallet, Signer, WalletError},
    types::{
        Address, BlockNumber, Bytes, Eip1559TransactionRequest, H256, TransactionReceipt, U256,
        transaction::eip2718::TypedTransaction,
    },
};

use crate::{
    revert,
    transport::{Client, Transport, TransportError},
};

/// How long a transaction may take to be mined.
const PATIENCE: Duration = Duration::from_secs(180);
/// Between two looks for a receipt on a chain that is not in process.
const POLL: Duration = Duration::from_millis(400);

/// A sender on a chain.
#[derive(Debug, Clone)]
pub struct Account {
    client: Client,
    address: Address,
    wallet: Option<LocalWallet>,
}

/// Why a transaction did not happen.
#[derive(Debug, thiserror::Error)]
pub enum SendError {
    /// The key cannot be read. Its text is never repeated.
    #[error(
        "the key is not 32 bytes in hexadecimal (64 digits, with or without 0x); check the variable or file it comes from"
    )]
    Key,
    /// The contract or the chain refuses the transaction.
    #[error(
        "{what} is refused: {reason}; mend the cause and run the same command again, what is done stays done"
    )]
    Refused {
        /// What was to be done.
        what: String,
        /// Why, decoded where possible.
        reason: String,
    },
    /// Mined, and reverted.
    #[error("{what} reverted in transaction {transaction:?}")]
    Reverted {
        /// What was to be done.
        what: String,
        /// The transaction.
        transaction: H256,
    },
    /// Not mined in time; it may still be.
    #[error("{what}: transaction {transaction:?} was not mined in {} s; run the same command again once it is", PATIENCE.as_secs())]
    Pending {
        /// What was to be done.
        what: String,
        /// The transaction.
        transaction: H256,
    },
    /// Earlier transactions of the sender are still waiting.
    #[error(
        "{address:?} has {count} transactions waiting to be mined; run the same command again once they are"
    )]
    Waiting {
        /// Sender.
        address: Address,
        /// How many.
        count: U256,
    },
    /// The sender cannot even pay for an estimate.
    #[error(
        "{address:?} holds {have} wei, too little for {what} ({value} wei of data fee, and gas); send it ether and run \
         the same command again"
    )]
    Unfunded {
        /// What was to be done.
        what: String,
        /// Sender.
        address: Address,
        /// Balance.
        have: U256,
        /// To be sent along.
        value: U256,
    },
    /// The sender cannot pay.
    #[error(
        "{address:?} holds {have} wei, {what} costs up to {want} wei; send it the difference and run the same command again"
    )]
    Poor {
        /// What was to be done.
        what: String,
        /// Sender.
        address: Address,
        /// Balance.
        have: U256,
        /// Needed.
        want: U256,
    },
    /// The chain cannot be reached or answers nonsense.
    #[error("{0}; check --rpc")]
    Provider(#[from] ProviderError),
    /// Signing failed.
    #[error("{0}")]
    Wallet(#[from] WalletError),
}

impl Account {
    /// An account the node signs for.
    #[must_use]
    pub fn unlocked(client: Client, address: Address) -> Self {
        Self {
            client,
            address,
            wallet: None,
        }
    }

    /// An account of a private key, given as hexadecimal.
    ///
    /// # Errors
    /// [`SendError::Key`], or when the chain does not tell its id.
    pub async fn with_key(client: Client, key: &str) -> Result<Self, SendError> {
        let wallet: LocalWallet = key.trim().parse().map_err(|_| SendError::Key)?;
        let chain_id = client.get_chainid().await?;
        let wallet = wallet.with_chain_id(chain_id.as_u64());
        Ok(Self {
            client,
            address: wallet.address(),
            wallet: Some(wallet),
        })
    }

    /// Its address.
    #[must_use]
    pub fn address(&self) -> Address {
        self.address
    }

    /// The chain it sends to.
    #[must_use]
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// Waits until nothing of this sender is left to be mined: what an interrupted run has sent
    /// must count before the next one looks at the chain.
    ///
    /// # Errors
    /// [`SendError::Waiting`] after three minutes.
    pub async fn settle(&self) -> Result<(), SendError> {
        let asked = std::time::Instant::now();
        loop {
            let mined = self.nonce(BlockNumber::Latest).await?;
            let sent = self.nonce(BlockNumber::Pending).await?;
            if sent <= mined {
                return Ok(());
            }
            if asked.elapsed() > PATIENCE {
                return Err(SendError::Waiting {
                    address: self.address,
                    count: sent - mined,
                });
            }
            tokio::time::sleep(POLL).await;
        }
    }

    async fn nonce(&self, block: BlockNumber) -> Result<U256, SendError> {
        let count = self
            .client
            .get_transaction_count(self.address, Some(block.into()));
        Ok(count.await?)
    }

    /// Sends a transaction and waits for its receipt. `to` absent creates a contract.
    ///
    /// # Errors
    /// [`SendError`]; the reason of a refusal is decoded.
    pub async fn send(
        &self,
        what: &str,
        to: Option<Address>,
        data: Bytes,
        value: U256,
    ) -> Result<TransactionReceipt, SendError> {
        let request = self.prepare(what, to, data, value).await?;
        let hash = self
            .submit(request)
            .await
            .map_err(|error| refused(what, error))?;
        let receipt = self.receipt(what, hash).await?;
        match receipt.status {
            Some(status) if status.is_zero() => Err(SendError::Reverted {
                what: what.into(),
                transaction: hash,
            }),
            _ => Ok(receipt),
        }
    }

    async fn prepare(
        &self,
        what: &str,
        to: Option<Address>,
        data: Bytes,
        value: U256,
    ) -> Result<Eip1559TransactionRequest, SendError> {
        let mut request = Eip1559TransactionRequest::new()
            .from(self.address)
            .data(data)
            .value(value);
        request.to = to.map(Into::into);
        let estimated = self
            .client
            .estimate_gas(&request.clone().into(), None)
            .await;
        // A fifth more than estimated: state may move between the estimate and the block.
        let gas: U256 = match estimated {
            Ok(gas) => gas * 6 / 5,
            Err(error) => return Err(self.not_estimated(what, value, &error).await),
        };
        // Twice the base fee survives its rise; on Arbitrum only the base fee itself is taken.
        let fee = self.client.get_gas_price().await? * 2;
        let (have, want) = (
            self.client.get_balance(self.address, None).await?,
            gas * fee / 2 + value,
        );
        if have < want {
            return Err(SendError::Poor {
                what: what.into(),
                address: self.address,
                have,
                want,
            });
        }
        let chain_id = self.client.get_chainid().await?.as_u64();
        let nonce = self.nonce(BlockNumber::Pending).await?;
        Ok(request
            .gas(gas)
            .max_fee_per_gas(fee)
            .max_priority_fee_per_gas(0)
            .chain_id(chain_id)
            .nonce(nonce))
    }

    /// Why there is no estimate: an empty purse, or the contract.
    async fn not_estimated(&self, what: &str, value: U256, error: &ProviderError) -> SendError {
        let refused = refused_by(what, error);
        let poor = matches!(&refused, SendError::Refused { reason, .. } if reason.contains("insufficient funds"));
        match self.client.get_balance(self.address, None).await {
            Ok(have) if poor => SendError::Unfunded {
                what: what.into(),
                address: self.address,
                have,
                value,
            },
            _ => refused,
        }
    }

    async fn submit(&self, request: Eip1559TransactionRequest) -> Result<H256, SubmitError> {
        let transport = self.client.as_ref();
        let Some(wallet) = &self.wallet else {
            return Ok(transport.request("eth_sendTransaction", [request]).await?);
        };
        let transaction = TypedTransaction::Eip1559(request);
        let signature = wallet.sign_transaction(&transaction).await?;
        Ok(transport
            .request(
                "eth_sendRawTransaction",
                [transaction.rlp_signed(&signature)],
            )
            .await?)
    }

    async fn receipt(&self, what: &str, hash: H256) -> Result<TransactionReceipt, SendError> {
        let asked = std::time::Instant::now();
        loop {
            if let Some(receipt) = self.client.get_transaction_receipt(hash).await? {
                return Ok(receipt);
            }
            if asked.elapsed() > PATIENCE {
                return Err(SendError::Pending {
                    what: what.into(),
                    transaction: hash,
                });
            }
            let embedded = matches!(self.client.as_ref(), Transport::InProcess(_));
            tokio::time::sleep(if embedded {
                Duration::from_millis(5)
            } else {
                POLL
            })
            .await;
        }
    }
}

/// What can go wrong between a request and its hash.
#[derive(Debug, thiserror::Error)]
enum SubmitError {
    #[error(transparent)]
    Transport(#[from] TransportError),
    #[error(transparent)]
    Wallet(#[from] WalletError),
}

fn refused(what: &str, error: SubmitError) -> SendError {
    match error {
        SubmitError::Transport(error) => refused_by(what, &error.into()),
        SubmitError::Wallet(error) => SendError::Wallet(error),
    }
}

fn refused_by(what: &str, error: &ProviderError) -> SendError {
    SendError::Refused {
        what: what.into(),
        reason: revert::reason(error),
    }
}
