//! Calls that may be refused, many in a row: sent without asking the chain first.

use alm_deploy::{revert, transport::Client};
use ethers::{
    abi::Detokenize,
    contract::ContractCall,
    providers::{JsonRpcClient, Middleware},
    types::{Bytes, H256, TransactionReceipt, U256},
};
use eyre::{OptionExt, eyre};

use crate::{Actor, revert_data};

/// More than any call of a pool needs.
const GAS: u64 = 20_000_000;

/// What became of a call.
#[derive(Debug)]
pub enum Attempt {
    /// It was done.
    Done(Box<TransactionReceipt>),
    /// It was mined and reverted, with this data.
    Refused(Bytes),
}

impl Attempt {
    /// Its receipt.
    ///
    /// # Errors
    /// The reason in words, when it was refused.
    pub fn done(self, what: &str) -> eyre::Result<TransactionReceipt> {
        match self {
            Self::Done(receipt) => Ok(*receipt),
            Self::Refused(data) => Err(eyre!("{what}: {}", revert::explain(&data))),
        }
    }
}

impl Actor {
    /// Has a call mined, whether or not it succeeds.
    ///
    /// # Errors
    /// When the chain does not mine it at once.
    pub async fn attempt<D: Detokenize>(
        &self,
        call: ContractCall<Client, D>,
    ) -> eyre::Result<Attempt> {
        let client = self.account().client();
        let call = call.from(self.address());
        let request = call.clone().gas(GAS).tx;
        let sent = client.as_ref().request("eth_sendTransaction", [request]);
        let hash: H256 = sent.await?;
        let receipt = client.get_transaction_receipt(hash).await?;
        let receipt = receipt.ok_or_eyre("a development chain mines at once")?;
        if receipt.status == Some(U256::one().as_u64().into()) {
            return Ok(Attempt::Done(Box::new(receipt)));
        }
        let what = call.function.name.clone();
        let Err(error) = call.call().await else {
            return Err(eyre!("{what} reverts when mined, and not when asked"));
        };
        let data = revert_data(&error).ok_or_else(|| eyre!("{what}: {error}"))?;
        Ok(Attempt::Refused(data))
    }
}
