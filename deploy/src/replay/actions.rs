//! What a replay does on its chain: every transaction in a block of its own, at the time of the history, and counted.

use ethers::types::{Address, Bytes, TransactionReceipt, U256};
use serde_json::{Value, json};

use super::keep_alive::KeepAlive;
use crate::{
    embedded::{Embedded, EmbeddedError},
    record::Record,
};

/// Gas given to every transaction: far above what one takes, below what a block holds.
const GAS: u64 = 8_000_000;

/// What has been done since the pool stands.
#[derive(Debug)]
pub(super) struct Actions {
    keep_alive: KeepAlive,
    /// Transactions sent.
    pub(super) transactions: u64,
    /// Gas of them.
    pub(super) gas: u64,
}

impl Actions {
    /// None yet, on a deployment made at `time`.
    pub(super) fn new(record: &Record, time: u64) -> Self {
        Self {
            keep_alive: KeepAlive::new(record, time),
            transactions: 0,
            gas: 0,
        }
    }

    /// Sends a transaction in a block of its own at `time`.
    pub(super) fn act(
        &mut self,
        chain: &Embedded,
        what: &str,
        message: Value,
        time: u64,
    ) -> Result<TransactionReceipt, EmbeddedError> {
        let hash = chain.request("eth_sendTransaction", [message])?;
        chain.mine_at(time)?;
        let receipt = chain.receipt(hash, what, time)?;
        self.transactions += 1;
        self.gas += receipt.gas_used.unwrap_or_default().as_u64();
        Ok(receipt)
    }

    /// Prolongs the programs when it is time.
    pub(super) fn keep_alive(&mut self, chain: &Embedded, time: u64) -> Result<(), EmbeddedError> {
        self.keep_alive.at(chain, time)
    }
}

/// A call or a transaction, as the chain takes it.
pub(super) fn message((from, to): (Address, Address), data: Vec<u8>) -> Value {
    json!({ "from": from, "to": to, "data": Bytes::from(data), "gas": U256::from(GAS) })
}
