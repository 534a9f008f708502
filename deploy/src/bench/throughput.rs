//! Transactions per second of the embedded chain.

use std::time::Instant;

use ethers::types::{Address, Bytes, H256, U256};
use serde_json::{Value, json};

use super::{
    Stage, Throughput,
    operations::{Operation, Poke},
};
use crate::{
    embedded::EmbeddedError,
    feed::push_data,
    standard::{PRICE, whole},
};

/// Transactions in a block, and blocks.
const BATCH: u64 = 250;
const BLOCKS: u64 = 8;

/// Times many calls of a Stylus program and many of a Solidity contract.
///
/// # Errors
/// When the chain refuses a step.
pub async fn throughput(stage: &Stage) -> Result<Throughput, EmbeddedError> {
    stage.publish().await?;
    stage.gas_of(&Poke).await?;
    stage.chain.set_automine(false)?;
    let (engine, poke) = Poke.call(stage);
    let stylus_tx_per_s = rate(stage, engine, &poke)?;
    let push = push_data(whole(PRICE), 1);
    let evm_tx_per_s = rate(stage, stage.case.feed.address, &push)?;
    stage.chain.set_automine(true)?;
    Ok(Throughput {
        stylus_tx_per_s,
        evm_tx_per_s,
    })
}

fn rate(stage: &Stage, to: Address, data: &Bytes) -> Result<f64, EmbeddedError> {
    let from = stage.chain.account().address();
    let request = json!({ "from": from, "to": to, "data": data, "gas": U256::from(2_000_000) });
    let began = Instant::now();
    let mut last = H256::zero();
    for _ in 0..BLOCKS {
        for _ in 0..BATCH {
            last = stage.chain.request("eth_sendTransaction", [&request])?;
        }
        let _mined: Value = stage.chain.request("evm_mine", json!([]))?;
    }
    let seconds = began.elapsed().as_secs_f64();
    // A rate of failures is no rate: the last transaction must have gone well.
    stage.chain.receipt(last, "a timed transaction", 0)?;
    #[expect(clippy::cast_precision_loss, reason = "a few thousand transactions")]
    let count = (BATCH * BLOCKS) as f64;
    Ok((count / seconds * 10.0).round() / 10.0)
}
