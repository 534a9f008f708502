//! Programs expire 365 days after their activation: a long replay prolongs its own well before.

use std::collections::BTreeSet;

use ethers::{
    abi::AbiEncode,
    types::{Bytes, H256, U256},
};
use serde_json::json;

use crate::{
    bindings::CodehashKeepaliveCall,
    deployment::ARB_WASM,
    embedded::{Embedded, EmbeddedError},
    record::Record,
};

/// After that many seconds the programs are prolonged.
const PERIOD: u64 = 300 * 86_400;
/// Gas given to a prolongation.
const GAS: u64 = 2_000_000;

/// The programs of a replay, and when they were last prolonged.
#[derive(Debug)]
pub(super) struct KeepAlive {
    code_hashes: BTreeSet<H256>,
    done_at: u64,
}

impl KeepAlive {
    /// Those of a deployment made at `time`.
    pub(super) fn new(record: &Record, time: u64) -> Self {
        let deployed = record.contracts.values();
        Self {
            code_hashes: deployed.map(|contract| contract.code_hash).collect(),
            done_at: time,
        }
    }

    /// Pays the data fee again when it is time; what is sent in excess comes back.
    pub(super) fn at(&mut self, chain: &Embedded, now: u64) -> Result<(), EmbeddedError> {
        if now < self.done_at + PERIOD {
            return Ok(());
        }
        let mut sent = Vec::new();
        for hash in &self.code_hashes {
            let call = CodehashKeepaliveCall { codehash: hash.0 };
            let request = json!({
                "from": chain.account().address(),
                "to": ARB_WASM,
                "data": Bytes::from(call.encode()),
                "value": U256::exp10(17),
                "gas": U256::from(GAS),
            });
            sent.push(chain.request("eth_sendTransaction", [request])?);
        }
        chain.mine_at(now)?;
        for hash in sent {
            chain.receipt(hash, "prolonging a program", now)?;
        }
        self.done_at = now;
        Ok(())
    }
}
