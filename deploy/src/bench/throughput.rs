//! Transactions per second of the embedded chain.

use std::time::Instant;

use ethers::{
    abi::AbiEncode,
    types::{Address, Bytes, H256, I256, U256},
};
use serde_json::{Value, json};

use super::{Stage, StageError, Throughput};
use crate::{
    account::SendError,
    bindings::{PokeCall, PushCall},
};

/// Transactions in a block, and blocks.
const BATCH: u64 = 250;
const BLOCKS: u64 = 8;

/// Times many calls of a Stylus program and many of a Solidity contract.
///
/// # Errors
/// When the chain refuses a step.
pub async fn throughput(stage: &Stage) -> Result<Throughput, StageError> {
    let _off: Value = stage.request("evm_setAutomine", json!([false])).await?;
    let poke = PokeCall { asset: stage.asset }.encode();
    let stylus_tx_per_s = rate(stage, stage.engine.address(), &poke).await?;
    let push = PushCall {
        answer: I256::exp10(11),
        updated_at: U256::from(1),
    }
    .encode();
    let evm_tx_per_s = rate(stage, stage.feed, &push).await?;
    let _on: Value = stage.request("evm_setAutomine", json!([true])).await?;
    Ok(Throughput {
        stylus_tx_per_s,
        evm_tx_per_s,
    })
}

async fn rate(stage: &Stage, to: Address, data: &[u8]) -> Result<f64, StageError> {
    let from = stage.account.address();
    let request = json!({ "from": from, "to": to, "data": Bytes::from(data.to_vec()), "gas": U256::from(2_000_000) });
    let began = Instant::now();
    let mut last = H256::zero();
    for _ in 0..BLOCKS {
        for _ in 0..BATCH {
            last = stage
                .request("eth_sendTransaction", json!([request]))
                .await?;
        }
        let _mined: Value = stage.request("evm_mine", json!([])).await?;
    }
    let seconds = began.elapsed().as_secs_f64();
    check(stage, last).await?;
    #[expect(clippy::cast_precision_loss, reason = "a few thousand transactions")]
    let count = (BATCH * BLOCKS) as f64;
    Ok((count / seconds * 10.0).round() / 10.0)
}

/// A rate of failures is no rate: the last transaction must have gone well.
async fn check(stage: &Stage, transaction: H256) -> Result<(), StageError> {
    let receipt: Value = stage
        .request("eth_getTransactionReceipt", json!([transaction]))
        .await?;
    match receipt["status"].as_str() {
        Some("0x1") => Ok(()),
        _ => Err(SendError::Reverted {
            what: "a timed transaction".into(),
            transaction,
        }
        .into()),
    }
}
