//! Logs and polled filters.

use serde_json::{Value, json};

use super::Handler;
use crate::{
    chain::{BlockId, Filter, FilterChanges, LogRange, PlacedLog},
    rpc::{Params, Rpc, RpcError, RpcResult, decode, encode},
};

pub(super) const METHODS: &[(&str, Handler)] = &[
    ("eth_getLogs", logs),
    ("eth_newFilter", new_log_filter),
    ("eth_newBlockFilter", new_block_filter),
    ("eth_newPendingTransactionFilter", new_transaction_filter),
    ("eth_getFilterChanges", changes),
    ("eth_getFilterLogs", filter_logs),
    ("eth_uninstallFilter", uninstall),
];

fn encode_all(logs: &[PlacedLog]) -> Value {
    Value::Array(logs.iter().map(encode::placed_log).collect())
}

fn logs(rpc: &Rpc, params: &Params) -> RpcResult {
    let (filter, range) = params.required(0, "filter", decode::log_filter)?;
    let chain = rpc.chain();
    check_range(range)?;
    Ok(encode_all(&chain.logs(range, &filter)?))
}

fn check_range(range: LogRange) -> Result<(), RpcError> {
    if let LogRange::Blocks {
        from: BlockId::Number(from),
        to: BlockId::Number(to),
    } = range
        && from > to
    {
        return Err(RpcError::invalid_params(format!(
            "invalid block range: {from} is after {to}"
        )));
    }
    Ok(())
}

fn new_log_filter(rpc: &Rpc, params: &Params) -> RpcResult {
    let (filter, range) = params.required(0, "filter", decode::log_filter)?;
    check_range(range)?;
    Ok(encode::quantity(
        rpc.chain().install_filter(Filter::Logs { filter, range }),
    ))
}

fn new_block_filter(rpc: &Rpc, _: &Params) -> RpcResult {
    Ok(encode::quantity(rpc.chain().install_filter(Filter::Blocks)))
}

fn new_transaction_filter(rpc: &Rpc, _: &Params) -> RpcResult {
    Ok(encode::quantity(
        rpc.chain().install_filter(Filter::Transactions),
    ))
}

fn not_found() -> RpcError {
    RpcError::refused("filter not found")
}

fn changes(rpc: &Rpc, params: &Params) -> RpcResult {
    let id = params.number(0, "filter id")?;
    Ok(
        match rpc.chain().filter_changes(id)?.ok_or_else(not_found)? {
            FilterChanges::Blocks(blocks) => blocks.iter().map(|block| json!(block.hash)).collect(),
            FilterChanges::Transactions(hashes) => json!(hashes),
            FilterChanges::Logs(logs) => encode_all(&logs),
        },
    )
}

fn filter_logs(rpc: &Rpc, params: &Params) -> RpcResult {
    let id = params.number(0, "filter id")?;
    let chain = rpc.chain();
    match chain.filters.get(id) {
        Some(Filter::Logs { filter, range }) => Ok(encode_all(&chain.logs(*range, filter)?)),
        _ => Err(not_found()),
    }
}

fn uninstall(rpc: &Rpc, params: &Params) -> RpcResult {
    let id = params.number(0, "filter id")?;
    Ok(json!(rpc.chain().filters.uninstall(id)))
}
