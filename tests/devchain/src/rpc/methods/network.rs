//! Who and what this node is, and its accounts.

use alloy_primitives::{eip191_hash_message, keccak256};
use serde_json::{Value, json};

use super::Handler;
use crate::rpc::{Params, Rpc, RpcError, RpcResult, encode};

pub(super) const METHODS: &[(&str, Handler)] = &[
    ("eth_chainId", chain_id),
    ("eth_syncing", syncing),
    ("eth_mining", mining),
    ("eth_hashrate", zero),
    ("eth_coinbase", coinbase),
    ("eth_accounts", accounts),
    ("eth_requestAccounts", accounts),
    ("eth_protocolVersion", protocol_version),
    ("eth_sign", sign),
    ("personal_sign", personal_sign),
    ("net_version", net_version),
    ("net_listening", listening),
    ("net_peerCount", zero),
    ("web3_clientVersion", client_version),
    ("web3_sha3", sha3),
    ("rpc_modules", modules),
];

/// Name and version, as a client sees them.
pub(super) fn version() -> String {
    format!("devchain/v{}", env!("CARGO_PKG_VERSION"))
}

fn chain_id(rpc: &Rpc, _: &Params) -> RpcResult {
    Ok(encode::quantity(rpc.chain().config().chain_id))
}

fn net_version(rpc: &Rpc, _: &Params) -> RpcResult {
    Ok(json!(rpc.chain().config().chain_id.to_string()))
}

fn syncing(_: &Rpc, _: &Params) -> RpcResult {
    Ok(json!(false))
}

fn mining(rpc: &Rpc, _: &Params) -> RpcResult {
    let mining = rpc.chain().mining;
    Ok(json!(mining.automine || mining.interval_millis.is_some()))
}

fn listening(_: &Rpc, _: &Params) -> RpcResult {
    Ok(json!(true))
}

fn zero(_: &Rpc, _: &Params) -> RpcResult {
    Ok(encode::quantity(0))
}

fn coinbase(rpc: &Rpc, _: &Params) -> RpcResult {
    Ok(json!(rpc.chain().config().coinbase))
}

fn accounts(rpc: &Rpc, _: &Params) -> RpcResult {
    let addresses: Vec<Value> = rpc
        .chain()
        .signers
        .unlocked()
        .map(|who| json!(who))
        .collect();
    Ok(Value::Array(addresses))
}

fn protocol_version(_: &Rpc, _: &Params) -> RpcResult {
    Ok(encode::quantity(68))
}

fn client_version(_: &Rpc, _: &Params) -> RpcResult {
    Ok(json!(version()))
}

fn sha3(_: &Rpc, params: &Params) -> RpcResult {
    Ok(json!(keccak256(params.bytes(0, "data")?)))
}

fn modules(_: &Rpc, _: &Params) -> RpcResult {
    let names = [
        "anvil", "debug", "eth", "evm", "hardhat", "net", "rpc", "txpool", "web3",
    ];
    Ok(names
        .into_iter()
        .map(|name| (name.to_owned(), json!("1.0")))
        .collect())
}

fn sign(rpc: &Rpc, params: &Params) -> RpcResult {
    sign_message(rpc, params, 0, 1)
}

fn personal_sign(rpc: &Rpc, params: &Params) -> RpcResult {
    sign_message(rpc, params, 1, 0)
}

fn sign_message(rpc: &Rpc, params: &Params, signer: usize, message: usize) -> RpcResult {
    let address = params.address(signer, "address")?;
    let message = params.bytes(message, "message")?;
    let chain = rpc.chain();
    let signature = chain
        .signers
        .key(address)
        .and_then(|_| chain.signers.sign(address, eip191_hash_message(&message)))
        .ok_or_else(|| RpcError::refused(format!("no key for {address}")))?;
    Ok(json!(alloy_primitives::Bytes::from(
        signature.as_bytes().to_vec()
    )))
}
