//! What waits in the pool.

use std::collections::BTreeMap;

use alloy_consensus::Transaction;
use serde_json::{Map, Value, json};

use super::Handler;
use crate::{
    chain::{Chain, SignedTransaction},
    rpc::{Params, Rpc, RpcResult, encode},
};

pub(super) const METHODS: &[(&str, Handler)] = &[
    ("txpool_status", status),
    ("txpool_content", content),
    ("txpool_inspect", inspect),
    ("eth_pendingTransactions", pending),
];

/// True when the next block can hold it.
fn is_ready(chain: &Chain, tx: &SignedTransaction) -> bool {
    tx.envelope.nonce() < chain.pending_nonce(tx.sender)
}

fn status(rpc: &Rpc, _: &Params) -> RpcResult {
    let chain = rpc.chain();
    let all = chain.pool().iter().count() as u64;
    let ready = chain
        .pool()
        .iter()
        .filter(|tx| is_ready(&chain, tx))
        .count() as u64;
    Ok(json!({ "pending": encode::quantity(ready), "queued": encode::quantity(all - ready) }))
}

fn grouped(rpc: &Rpc, show: impl Fn(&SignedTransaction) -> Value) -> Value {
    let chain = rpc.chain();
    let mut groups: [BTreeMap<String, Map<String, Value>>; 2] = Default::default();
    for tx in chain.pool().iter() {
        let [ready, queued] = &mut groups;
        let group = if is_ready(&chain, tx) { ready } else { queued };
        let sender = group.entry(tx.sender.to_string()).or_default();
        sender.insert(tx.envelope.nonce().to_string(), show(tx));
    }
    let [ready, queued] = groups;
    json!({ "pending": ready, "queued": queued })
}

fn content(rpc: &Rpc, _: &Params) -> RpcResult {
    Ok(grouped(rpc, encode::waiting_transaction))
}

fn inspect(rpc: &Rpc, _: &Params) -> RpcResult {
    Ok(grouped(rpc, |tx| {
        let envelope = &tx.envelope;
        let to = envelope
            .to()
            .map_or_else(|| "contract creation".to_owned(), |to| to.to_string());
        let (value, gas, price) = (
            envelope.value(),
            envelope.gas_limit(),
            envelope.max_fee_per_gas(),
        );
        json!(format!("{to}: {value} wei + {gas} gas × {price} wei"))
    }))
}

fn pending(rpc: &Rpc, _: &Params) -> RpcResult {
    Ok(rpc
        .chain()
        .pool()
        .iter()
        .map(encode::waiting_transaction)
        .collect())
}
