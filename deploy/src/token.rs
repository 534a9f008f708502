//! A token under our control: OpenZeppelin's ERC-20, which anyone may mint. Gas figures and tests use it.

use ethers::{
    abi::{self, AbiEncode, Token as Value},
    types::{Address, Bytes, TransactionReceipt, U256},
};

use crate::{
    account::{Account, SendError},
    bindings::{ApproveCall, MintCall, PLAINTOKEN_BYTECODE, TransferCall},
};

/// A deployed token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TestToken {
    /// Where it stands.
    pub address: Address,
    /// Its decimals.
    pub decimals: u8,
}

impl TestToken {
    /// Deploys one.
    ///
    /// # Errors
    /// When the chain refuses it.
    pub async fn deploy(account: &Account, decimals: u8) -> Result<Self, SendError> {
        let mut init = PLAINTOKEN_BYTECODE.to_vec();
        init.extend(abi::encode(&[Value::Uint(decimals.into())]));
        let sent = account.send("deploying a token", None, init.into(), U256::zero());
        Ok(Self {
            address: sent.await?.contract_address.unwrap_or_default(),
            decimals,
        })
    }

    /// A number of whole tokens.
    #[must_use]
    pub fn whole(&self, count: u64) -> U256 {
        U256::from(count) * U256::exp10(self.decimals.into())
    }

    /// Mints tokens.
    ///
    /// # Errors
    /// When the chain refuses it.
    pub async fn mint(
        &self,
        by: &Account,
        to: Address,
        amount: U256,
    ) -> Result<TransactionReceipt, SendError> {
        let data = MintCall { to, amount }.encode();
        self.send("minting tokens", by, data.into()).await
    }

    /// Allows a spender to take any number of the sender's tokens.
    ///
    /// # Errors
    /// When the chain refuses it.
    pub async fn approve_all(
        &self,
        by: &Account,
        spender: Address,
    ) -> Result<TransactionReceipt, SendError> {
        let value = U256::MAX;
        let data = ApproveCall { spender, value }.encode();
        self.send("allowing a spender", by, data.into()).await
    }

    /// Moves tokens of the sender.
    ///
    /// # Errors
    /// When the chain refuses it.
    pub async fn transfer(
        &self,
        by: &Account,
        to: Address,
        value: U256,
    ) -> Result<TransactionReceipt, SendError> {
        let data = TransferCall { to, value }.encode();
        self.send("moving tokens", by, data.into()).await
    }

    async fn send(
        &self,
        what: &str,
        by: &Account,
        data: Bytes,
    ) -> Result<TransactionReceipt, SendError> {
        by.send(what, Some(self.address), data, U256::zero()).await
    }
}
