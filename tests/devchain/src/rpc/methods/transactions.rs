//! Sending transactions and finding them again.

use serde_json::{Value, json};

use super::Handler;
use crate::rpc::{Params, Rpc, RpcError, RpcResult, decode, encode};

pub(super) const METHODS: &[(&str, Handler)] = &[
    ("eth_sendRawTransaction", send_raw),
    ("eth_sendTransaction", send),
    ("eth_sendUnsignedTransaction", send_unsigned),
    ("eth_fillTransaction", fill),
    ("eth_signTransaction", sign),
    ("eth_getTransactionByHash", by_hash),
    ("eth_getRawTransactionByHash", raw_by_hash),
    ("eth_getTransactionReceipt", receipt),
];

fn send_raw(rpc: &Rpc, params: &Params) -> RpcResult {
    let raw = params.bytes(0, "transaction")?;
    Ok(json!(rpc.chain().send_raw(&raw)?))
}

fn send(rpc: &Rpc, params: &Params) -> RpcResult {
    let mut request = params.required(0, "transaction", decode::transaction)?;
    let mut chain = rpc.chain();
    if request.from.is_zero() && !chain.signers.is_impersonated(request.from) {
        request.from = chain.signers.unlocked().next().unwrap_or_default();
    }
    Ok(json!(chain.send(request)?))
}

fn send_unsigned(rpc: &Rpc, params: &Params) -> RpcResult {
    let request = params.required(0, "transaction", decode::transaction)?;
    let mut chain = rpc.chain();
    let was = chain.signers.is_impersonated(request.from);
    let sender = request.from;
    chain.signers.impersonate(sender);
    let sent = chain.send(request);
    if !was {
        chain.signers.stop_impersonating(sender);
    }
    Ok(json!(sent?))
}

fn fill(rpc: &Rpc, params: &Params) -> RpcResult {
    let request = params.required(0, "transaction", decode::transaction)?;
    let filled = rpc.chain().complete(request)?;
    serde_json::to_value(filled)
        .map(|tx| json!({ "tx": tx }))
        .map_err(|error| RpcError::refused(error.to_string()))
}

fn sign(rpc: &Rpc, params: &Params) -> RpcResult {
    let request = params.required(0, "transaction", decode::transaction)?;
    let signed = rpc.chain().sign(request)?;
    Ok(json!(signed.raw()))
}

fn by_hash(rpc: &Rpc, params: &Params) -> RpcResult {
    let hash = params.hash(0, "hash")?;
    let chain = rpc.chain();
    if let Some((block, index)) = chain.blocks().transaction(hash) {
        return Ok(json!(encode::mined_transaction(block, index)));
    }
    Ok(json!(
        chain.pool().get(hash).map(encode::waiting_transaction)
    ))
}

fn raw_by_hash(rpc: &Rpc, params: &Params) -> RpcResult {
    let hash = params.hash(0, "hash")?;
    let chain = rpc.chain();
    let mined = chain.blocks().transaction(hash);
    let mined = mined
        .and_then(|(block, index)| block.transactions.get(index))
        .map(|tx| &tx.signed);
    Ok(json!(
        mined.or_else(|| chain.pool().get(hash)).map(|tx| tx.raw())
    ))
}

fn receipt(rpc: &Rpc, params: &Params) -> RpcResult {
    let hash = params.hash(0, "hash")?;
    let chain = rpc.chain();
    let Some((block, index)) = chain.blocks().transaction(hash) else {
        return Ok(Value::Null);
    };
    Ok(json!(encode::receipt(block, index)))
}
