//! A price feed under our control: one round, in one slot. Replays, gas figures and tests push into it.

use ethers::{
    abi::{self, AbiEncode, Token},
    types::{Address, Bytes, I256, TransactionReceipt, U256},
};

use crate::{
    account::{Account, SendError},
    bindings::{PushCall, ROUNDFEED_BYTECODE},
};

/// A deployed feed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Feed {
    /// Where it stands.
    pub address: Address,
}

impl Feed {
    /// Deploys a feed without any round, whose answers have that many decimals.
    ///
    /// # Errors
    /// When the chain refuses it.
    pub async fn deploy(account: &Account, decimals: u8) -> Result<Self, SendError> {
        let receipt = account
            .send(
                "deploying a price feed",
                None,
                init_code(decimals),
                U256::zero(),
            )
            .await?;
        Ok(Self {
            address: receipt.contract_address.unwrap_or_default(),
        })
    }

    /// Deploys a feed with its first round: `risk-engine` lists no asset whose feed has none.
    ///
    /// # Errors
    /// When the chain refuses it.
    pub async fn open(
        account: &Account,
        decimals: u8,
        answer: I256,
        time: u64,
    ) -> Result<Self, SendError> {
        let feed = Self::deploy(account, decimals).await?;
        feed.push(account, answer, time).await?;
        Ok(feed)
    }

    /// Publishes an answer, written at `time`.
    ///
    /// # Errors
    /// When the chain refuses it.
    pub async fn push(
        &self,
        account: &Account,
        answer: I256,
        time: u64,
    ) -> Result<TransactionReceipt, SendError> {
        let data = push_data(answer, time);
        account
            .send("pushing a price", Some(self.address), data, U256::zero())
            .await
    }
}

/// The calldata that publishes an answer.
#[must_use]
pub fn push_data(answer: I256, time: u64) -> Bytes {
    let call = PushCall {
        answer,
        updated_at: time.into(),
    };
    call.encode().into()
}

fn init_code(decimals: u8) -> Bytes {
    let mut code = ROUNDFEED_BYTECODE.to_vec();
    code.extend(abi::encode(&[Token::Uint(decimals.into())]));
    code.into()
}
