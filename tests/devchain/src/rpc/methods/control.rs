//! Changes from outside: the `anvil_` and `hardhat_` families.

use alloy_primitives::{Address, U256, hex};
use serde_json::{Value, json};

use super::{Handler, network};
use crate::rpc::{Params, Rpc, RpcError, RpcResult, decode, encode};

pub(super) const METHODS: &[(&str, Handler)] = &[
    ("anvil_impersonateAccount", impersonate),
    ("hardhat_impersonateAccount", impersonate),
    ("anvil_stopImpersonatingAccount", stop_impersonating),
    ("hardhat_stopImpersonatingAccount", stop_impersonating),
    ("anvil_autoImpersonateAccount", auto_impersonate),
    ("hardhat_autoImpersonateAccount", auto_impersonate),
    ("anvil_setBalance", set_balance),
    ("hardhat_setBalance", set_balance),
    ("tenderly_setBalance", set_balance),
    ("evm_setAccountBalance", set_balance),
    ("anvil_addBalance", add_balance),
    ("anvil_setNonce", set_nonce),
    ("hardhat_setNonce", set_nonce),
    ("evm_setAccountNonce", set_nonce),
    ("anvil_setCode", set_code),
    ("hardhat_setCode", set_code),
    ("evm_setAccountCode", set_code),
    ("anvil_setStorageAt", set_storage),
    ("hardhat_setStorageAt", set_storage),
    ("evm_setAccountStorageAt", set_storage),
    ("anvil_setCoinbase", set_coinbase),
    ("hardhat_setCoinbase", set_coinbase),
    ("anvil_setNextBlockBaseFeePerGas", set_base_fee),
    ("hardhat_setNextBlockBaseFeePerGas", set_base_fee),
    ("anvil_setMinGasPrice", set_base_fee),
    ("hardhat_setMinGasPrice", set_base_fee),
    ("evm_setBlockGasLimit", set_gas_limit),
    ("anvil_setBlockGasLimit", set_gas_limit),
    ("anvil_setChainId", set_chain_id),
    ("anvil_dropTransaction", drop_transaction),
    ("hardhat_dropTransaction", drop_transaction),
    ("anvil_dropAllTransactions", drop_all_transactions),
    ("anvil_dumpState", dump),
    ("hardhat_dumpState", dump),
    ("anvil_loadState", load),
    ("hardhat_loadState", load),
    ("anvil_reset", reset),
    ("hardhat_reset", reset),
    ("anvil_nodeInfo", node_info),
    ("anvil_metadata", metadata),
    ("hardhat_metadata", metadata),
    ("anvil_setLoggingEnabled", set_logging),
    ("hardhat_setLoggingEnabled", set_logging),
    ("anvil_enableTraces", nothing),
];

/// Most bytes of a code set from outside.
const MOST_CODE: usize = 1 << 20;

fn impersonate(rpc: &Rpc, params: &Params) -> RpcResult {
    let address = params.address(0, "address")?;
    rpc.chain().signers.impersonate(address);
    Ok(Value::Null)
}

fn stop_impersonating(rpc: &Rpc, params: &Params) -> RpcResult {
    let address = params.address(0, "address")?;
    rpc.chain().signers.stop_impersonating(address);
    Ok(Value::Null)
}

fn auto_impersonate(rpc: &Rpc, params: &Params) -> RpcResult {
    let everyone = params.required(0, "enabled", decode::flag)?;
    rpc.chain().signers.impersonate_everyone(everyone);
    Ok(Value::Null)
}

fn set_balance(rpc: &Rpc, params: &Params) -> RpcResult {
    let address = params.address(0, "address")?;
    let balance = params.quantity(1, "balance")?;
    rpc.chain().set_balance(address, balance);
    Ok(json!(true))
}

fn add_balance(rpc: &Rpc, params: &Params) -> RpcResult {
    let address = params.address(0, "address")?;
    let more = params.quantity(1, "balance")?;
    let mut chain = rpc.chain();
    let head = chain
        .view(Default::default())?
        .head(address)
        .unwrap_or_default();
    chain.set_balance(address, head.balance.saturating_add(more));
    Ok(Value::Null)
}

fn set_nonce(rpc: &Rpc, params: &Params) -> RpcResult {
    let address = params.address(0, "address")?;
    let nonce = params.number(1, "nonce")?;
    rpc.chain().set_nonce(address, nonce);
    Ok(json!(true))
}

fn set_code(rpc: &Rpc, params: &Params) -> RpcResult {
    let address = params.address(0, "address")?;
    let code = params.bytes(1, "code")?;
    if code.len() > MOST_CODE {
        let text = format!("code of {} bytes, at most {MOST_CODE}", code.len());
        return Err(RpcError::invalid_params(text));
    }
    rpc.chain().set_code(address, code);
    Ok(json!(true))
}

fn set_storage(rpc: &Rpc, params: &Params) -> RpcResult {
    let address = params.address(0, "address")?;
    let slot = params.required(1, "slot", decode::slot)?;
    let value = params.quantity(2, "value")?;
    rpc.chain().set_storage(address, slot, value);
    Ok(json!(true))
}

fn set_coinbase(rpc: &Rpc, params: &Params) -> RpcResult {
    let coinbase: Address = params.address(0, "address")?;
    rpc.chain().set_coinbase(coinbase);
    Ok(Value::Null)
}

fn set_base_fee(rpc: &Rpc, params: &Params) -> RpcResult {
    let base_fee = params.number(0, "base fee")?;
    rpc.chain().set_base_fee(base_fee);
    Ok(Value::Null)
}

fn set_gas_limit(rpc: &Rpc, params: &Params) -> RpcResult {
    let gas_limit = params.number(0, "gas limit")?;
    rpc.chain().set_gas_limit(gas_limit);
    Ok(json!(true))
}

fn set_chain_id(rpc: &Rpc, params: &Params) -> RpcResult {
    let chain_id = params.number(0, "chain id")?;
    rpc.chain().set_chain_id(chain_id);
    Ok(Value::Null)
}

fn drop_transaction(rpc: &Rpc, params: &Params) -> RpcResult {
    let hash = params.hash(0, "hash")?;
    Ok(if rpc.chain().drop_transaction(hash) {
        json!(hash)
    } else {
        Value::Null
    })
}

fn drop_all_transactions(rpc: &Rpc, _: &Params) -> RpcResult {
    rpc.chain().clear_pool();
    Ok(Value::Null)
}

fn dump(rpc: &Rpc, _: &Params) -> RpcResult {
    Ok(json!(hex::encode_prefixed(rpc.chain().dump()?)))
}

fn load(rpc: &Rpc, params: &Params) -> RpcResult {
    let document = params.bytes(0, "state")?;
    rpc.chain().load(&document)?;
    Ok(json!(true))
}

fn reset(rpc: &Rpc, params: &Params) -> RpcResult {
    let forks = params
        .get(0)
        .and_then(|options| options.get("forking"))
        .is_some();
    if forks {
        return Err(RpcError::invalid_params(
            "forking another chain is not supported",
        ));
    }
    rpc.chain().reset();
    rpc.mining_changed();
    Ok(Value::Null)
}

fn node_info(rpc: &Rpc, _: &Params) -> RpcResult {
    let chain = rpc.chain();
    let (head, config) = (chain.head(), chain.config());
    Ok(json!({
        "currentBlockNumber": encode::quantity(head.number()),
        "currentBlockTimestamp": head.timestamp(),
        "currentBlockHash": head.hash,
        "hardFork": format!("arbos{}", chain.arbos_version()),
        "transactionOrder": "fifo",
        "environment": {
            "baseFee": encode::wide(U256::from(config.base_fee)),
            "chainId": config.chain_id,
            "gasLimit": encode::quantity(config.gas_limit),
            "gasPrice": encode::quantity(config.base_fee),
        },
        "forkConfig": { "forkUrl": null, "forkBlockNumber": null, "forkRetryBackoff": null },
    }))
}

fn metadata(rpc: &Rpc, _: &Params) -> RpcResult {
    let chain = rpc.chain();
    let (head, first) = (chain.head(), chain.blocks().first().map(|block| block.hash));
    Ok(json!({
        "clientVersion": network::version(),
        "clientCommitSha": null,
        "chainId": chain.config().chain_id,
        "instanceId": first,
        "latestBlockNumber": head.number(),
        "latestBlockHash": head.hash,
        "forkedNetwork": null,
        "snapshots": {},
    }))
}

fn set_logging(_: &Rpc, params: &Params) -> RpcResult {
    // Every request is logged at the level `debug`, which the node's filter decides.
    params.required(0, "enabled", decode::flag)?;
    Ok(Value::Null)
}

fn nothing(_: &Rpc, _: &Params) -> RpcResult {
    Ok(Value::Null)
}
