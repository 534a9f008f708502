//! Blocks and what is in them.

use std::sync::Arc;

use serde_json::{Value, json};

use super::Handler;
use crate::{
    chain::{Block, BlockId, ChainError},
    rpc::{Params, Rpc, RpcError, RpcResult, decode, encode},
};

pub(super) const METHODS: &[(&str, Handler)] = &[
    ("eth_blockNumber", number),
    ("eth_getBlockByNumber", block),
    ("eth_getBlockByHash", block),
    ("eth_getHeaderByNumber", header),
    ("eth_getHeaderByHash", header),
    ("eth_getBlockTransactionCountByNumber", transaction_count),
    ("eth_getBlockTransactionCountByHash", transaction_count),
    ("eth_getUncleCountByBlockNumber", uncle_count),
    ("eth_getUncleCountByBlockHash", uncle_count),
    ("eth_getUncleByBlockNumberAndIndex", no_uncle),
    ("eth_getUncleByBlockHashAndIndex", no_uncle),
    ("eth_getTransactionByBlockNumberAndIndex", transaction),
    ("eth_getTransactionByBlockHashAndIndex", transaction),
    ("eth_getBlockReceipts", receipts),
];

fn number(rpc: &Rpc, _: &Params) -> RpcResult {
    Ok(encode::quantity(rpc.chain().head().number()))
}

/// The block of the first parameter; `None` when there is none of that name.
fn find(rpc: &Rpc, params: &Params) -> Result<Option<Arc<Block>>, RpcError> {
    let id = params.required(0, "block", decode::block_id)?;
    let chain = rpc.chain();
    match chain.block(id) {
        Ok(Some(block)) => Ok(Some(block)),
        Ok(None) => Ok(Some(Arc::new(chain.pending_block()))),
        Err(ChainError::UnknownBlock(_)) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

fn block(rpc: &Rpc, params: &Params) -> RpcResult {
    let full = params.flag(1, "full transactions")?;
    let pending = params.block(0)? == BlockId::Pending;
    let mut value = find(rpc, params)?.map(|block| encode::block(&block, full));
    if let (true, Some(value)) = (pending, &mut value) {
        let waiting: Vec<Value> = rpc
            .chain()
            .pool()
            .iter()
            .map(|tx| {
                if full {
                    encode::waiting_transaction(tx)
                } else {
                    json!(tx.hash)
                }
            })
            .collect();
        value["transactions"] = Value::Array(waiting);
    }
    Ok(json!(value))
}

fn header(rpc: &Rpc, params: &Params) -> RpcResult {
    let found = find(rpc, params)?;
    Ok(json!(found.map(|b| encode::header(
        &b.header,
        b.hash,
        b.l1_number
    ))))
}

fn transaction_count(rpc: &Rpc, params: &Params) -> RpcResult {
    let count = |block: Arc<Block>| encode::quantity(block.transactions.len() as u64);
    Ok(json!(find(rpc, params)?.map(count)))
}

fn uncle_count(rpc: &Rpc, params: &Params) -> RpcResult {
    Ok(json!(find(rpc, params)?.map(|_| encode::quantity(0))))
}

fn no_uncle(_: &Rpc, params: &Params) -> RpcResult {
    params.required(0, "block", decode::block_id)?;
    Ok(Value::Null)
}

fn transaction(rpc: &Rpc, params: &Params) -> RpcResult {
    let index = params.number(1, "index")?;
    let Ok(index) = usize::try_from(index) else {
        return Ok(Value::Null);
    };
    let found = find(rpc, params)?.and_then(|block| encode::mined_transaction(&block, index));
    Ok(json!(found))
}

fn receipts(rpc: &Rpc, params: &Params) -> RpcResult {
    let all = |block: Arc<Block>| -> Vec<Value> {
        (0..block.transactions.len())
            .filter_map(|index| encode::receipt(&block, index))
            .collect()
    };
    Ok(json!(find(rpc, params)?.map(all)))
}
