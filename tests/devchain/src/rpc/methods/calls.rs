//! Simulations.

use alloy_eips::eip2930::{AccessList, AccessListItem};
use alloy_primitives::B256;
use serde_json::{Value, json};

use super::Handler;
use crate::{
    chain::{BlockId, Simulation},
    evm::types::{ExecOptions, Status},
    rpc::{Params, Rpc, RpcError, RpcResult, decode, encode},
};

pub(super) const METHODS: &[(&str, Handler)] = &[
    ("eth_call", call),
    ("eth_estimateGas", estimate),
    ("eth_createAccessList", access_list),
];

/// Reads `(transaction, block, state overrides, block overrides)`.
pub(super) fn simulation(
    params: &Params,
    default: BlockId,
    options: ExecOptions,
) -> Result<Simulation, RpcError> {
    let request = params.required(0, "transaction", decode::transaction)?;
    let at = params
        .optional(1, "block", decode::block_id)?
        .unwrap_or(default);
    let state = params.optional(2, "state overrides", decode::state_overrides)?;
    let block = params.optional(3, "block overrides", decode::block_overrides)?;
    Ok(Simulation {
        message: request.message(request.gas.filter(|gas| *gas > 0).unwrap_or(u64::MAX)),
        at,
        state: state.unwrap_or_default(),
        block: block.unwrap_or_default(),
        options,
    })
}

fn call(rpc: &Rpc, params: &Params) -> RpcResult {
    let simulation = simulation(params, BlockId::Latest, ExecOptions::default())?;
    let output = rpc
        .chain()
        .at(simulation.at, |chain| chain.call(&simulation))?;
    Ok(encode::bytes(&output))
}

fn estimate(rpc: &Rpc, params: &Params) -> RpcResult {
    let simulation = simulation(params, BlockId::Pending, ExecOptions::default())?;
    let gas = rpc
        .chain()
        .at(simulation.at, |chain| chain.estimate(&simulation))?;
    Ok(encode::quantity(gas))
}

fn access_list(rpc: &Rpc, params: &Params) -> RpcResult {
    let simulation = simulation(params, BlockId::Pending, ExecOptions::default())?;
    let executed = rpc
        .chain()
        .at(simulation.at, |chain| chain.simulate(&simulation))?;
    let mut items: Vec<AccessListItem> = executed
        .changes
        .iter()
        .filter(|(_, account)| !account.storage.is_empty())
        .map(|(address, account)| AccessListItem {
            address: *address,
            storage_keys: account
                .storage
                .keys()
                .map(|slot| B256::from(*slot))
                .collect(),
        })
        .collect();
    items.sort_by_key(|item| item.address);
    items
        .iter_mut()
        .for_each(|item| item.storage_keys.sort_unstable());
    let mut answer = json!({
        "accessList": AccessList(items),
        "gasUsed": encode::quantity(executed.gas_used),
    });
    if executed.status != Status::Success {
        answer["error"] = Value::String("execution reverted".to_owned());
    }
    Ok(answer)
}
