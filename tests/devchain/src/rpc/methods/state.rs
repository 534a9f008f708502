//! Accounts.

use alloy_primitives::B256;
use serde_json::json;

use super::Handler;
use crate::{
    chain::{BlockId, ChainError},
    rpc::{Params, Rpc, RpcError, RpcResult, decode, encode},
};

pub(super) const METHODS: &[(&str, Handler)] = &[
    ("eth_getBalance", balance),
    ("eth_getTransactionCount", nonce),
    ("eth_getCode", code),
    ("eth_getStorageAt", storage),
    ("eth_getProof", proof),
];

fn balance(rpc: &Rpc, params: &Params) -> RpcResult {
    let address = params.address(0, "address")?;
    let id = params.block(1)?;
    let head = rpc.chain().at(id, |chain| {
        Ok::<_, ChainError>(chain.view(id)?.head(address))
    })?;
    Ok(encode::wide(head.unwrap_or_default().balance))
}

fn nonce(rpc: &Rpc, params: &Params) -> RpcResult {
    let address = params.address(0, "address")?;
    let id = params.block(1)?;
    let chain = rpc.chain();
    if id == BlockId::Pending {
        return Ok(encode::quantity(chain.pending_nonce(address)));
    }
    let head = chain.view(id)?.head(address);
    Ok(encode::quantity(head.unwrap_or_default().nonce))
}

fn code(rpc: &Rpc, params: &Params) -> RpcResult {
    let address = params.address(0, "address")?;
    let id = params.block(1)?;
    let code = rpc.chain().at(id, |chain| {
        Ok::<_, ChainError>(chain.view(id)?.code_of(address))
    })?;
    Ok(encode::bytes(&code.original_bytes()))
}

fn storage(rpc: &Rpc, params: &Params) -> RpcResult {
    let address = params.address(0, "address")?;
    let slot = params.required(1, "slot", decode::slot)?;
    let id = params.block(2)?;
    let value = rpc.chain().at(id, |chain| {
        Ok::<_, ChainError>(chain.view(id)?.slot(address, slot))
    })?;
    Ok(json!(B256::from(value)))
}

fn proof(_: &Rpc, _: &Params) -> RpcResult {
    Err(RpcError::refused(
        "proofs are not available: the state root here is not that of a trie",
    ))
}
