//! Prices. Tips are not paid on this chain: the price of gas is the base fee.

use serde_json::{Value, json};

use super::Handler;
use crate::{
    chain::Block,
    rpc::{Params, Rpc, RpcError, RpcResult, decode, encode},
};

/// Most blocks one answer covers.
const MOST_BLOCKS: u64 = 1024;

pub(super) const METHODS: &[(&str, Handler)] = &[
    ("eth_gasPrice", gas_price),
    ("eth_maxPriorityFeePerGas", zero),
    ("eth_blobBaseFee", zero),
    ("eth_feeHistory", fee_history),
];

fn gas_price(rpc: &Rpc, _: &Params) -> RpcResult {
    Ok(encode::quantity(rpc.chain().config().base_fee))
}

fn zero(_: &Rpc, _: &Params) -> RpcResult {
    Ok(encode::quantity(0))
}

fn fee_history(rpc: &Rpc, params: &Params) -> RpcResult {
    let count = params.number(0, "block count")?.min(MOST_BLOCKS);
    let newest = params.required(1, "newest block", decode::block_id)?;
    let percentiles = params.optional(2, "reward percentiles", percentiles)?;
    let chain = rpc.chain();
    let newest = chain.number_of(newest)?;
    if newest > chain.head().number() + 1 {
        return Err(RpcError::refused(format!("unknown block {newest}")));
    }
    let newest = newest.min(chain.head().number());
    let oldest = (newest + 1).saturating_sub(count);
    let blocks: Vec<_> = (oldest..=newest)
        .filter_map(|number| chain.blocks().by_number(number))
        .collect();
    let mut fees: Vec<Value> = blocks
        .iter()
        .map(|block| encode::quantity(block.base_fee()))
        .collect();
    fees.push(encode::quantity(chain.config().base_fee));
    let mut answer = json!({
        "oldestBlock": encode::quantity(oldest),
        "baseFeePerGas": fees,
        "gasUsedRatio": blocks.iter().map(|block| fullness(block)).collect::<Vec<f64>>(),
    });
    if let Some(percentiles) = percentiles {
        answer["reward"] = json!(vec![vec!["0x0"; percentiles.len()]; blocks.len()]);
    }
    Ok(answer)
}

fn fullness(block: &Block) -> f64 {
    block.header.gas_used as f64 / block.header.gas_limit.max(1) as f64
}

fn percentiles(value: &Value) -> Result<Vec<f64>, String> {
    let percentiles: Vec<f64> = decode::json(value)?;
    if percentiles.iter().any(|p| !(0.0..=100.0).contains(p)) || !percentiles.is_sorted() {
        return Err("rising numbers from 0 to 100 are expected".to_owned());
    }
    Ok(percentiles)
}
