//! Time, blocks and snapshots: the `evm_` family and its other names.

use serde_json::{Value, json};

use super::Handler;
use crate::rpc::{Params, Rpc, RpcError, RpcResult, decode, encode};

/// Most blocks one request may ask for.
const MOST_BLOCKS: u64 = 1_000_000;

pub(super) const METHODS: &[(&str, Handler)] = &[
    ("evm_snapshot", snapshot),
    ("anvil_snapshot", snapshot),
    ("evm_revert", revert),
    ("anvil_revert", revert),
    ("evm_increaseTime", increase_time),
    ("anvil_increaseTime", increase_time),
    ("evm_setNextBlockTimestamp", set_next_timestamp),
    ("anvil_setNextBlockTimestamp", set_next_timestamp),
    ("evm_setTime", set_time),
    ("anvil_setTime", set_time),
    ("anvil_setBlockTimestampInterval", set_timestamp_interval),
    ("evm_setBlockTimestampInterval", set_timestamp_interval),
    (
        "anvil_removeBlockTimestampInterval",
        remove_timestamp_interval,
    ),
    ("evm_mine", evm_mine),
    ("evm_mine_detailed", evm_mine_detailed),
    ("anvil_mine", mine),
    ("hardhat_mine", mine),
    ("evm_setAutomine", set_automine),
    ("anvil_setAutomine", set_automine),
    ("evm_getAutomine", get_automine),
    ("anvil_getAutomine", get_automine),
    ("hardhat_getAutomine", get_automine),
    ("evm_setIntervalMining", set_interval_mining),
    ("anvil_setIntervalMining", set_interval_mining),
    ("anvil_getIntervalMining", get_interval_mining),
];

fn snapshot(rpc: &Rpc, _: &Params) -> RpcResult {
    Ok(encode::quantity(rpc.chain().snapshot()))
}

fn revert(rpc: &Rpc, params: &Params) -> RpcResult {
    let id = params.number(0, "snapshot id")?;
    Ok(json!(rpc.chain().revert(id)))
}

fn increase_time(rpc: &Rpc, params: &Params) -> RpcResult {
    let seconds = params.number(0, "seconds")?;
    Ok(json!(rpc.chain().clock.increase(seconds)))
}

fn set_next_timestamp(rpc: &Rpc, params: &Params) -> RpcResult {
    let time = params.number(0, "timestamp")?;
    rpc.chain().set_next_timestamp(time)?;
    Ok(Value::Null)
}

fn set_time(rpc: &Rpc, params: &Params) -> RpcResult {
    let time = params.number(0, "timestamp")?;
    // Clients of a browser's habits send milliseconds.
    let time = if time > 100_000_000_000 {
        time / 1_000
    } else {
        time
    };
    let mut chain = rpc.chain();
    let moved = i128::from(time) - i128::from(chain.clock.now());
    chain.clock.set(time);
    Ok(json!(i64::try_from(moved).unwrap_or(i64::MAX)))
}

fn set_timestamp_interval(rpc: &Rpc, params: &Params) -> RpcResult {
    let seconds = params.number(0, "seconds")?;
    rpc.chain().clock.set_interval(Some(seconds));
    Ok(Value::Null)
}

fn remove_timestamp_interval(rpc: &Rpc, _: &Params) -> RpcResult {
    let mut chain = rpc.chain();
    let was = chain.clock.interval().is_some();
    chain.clock.set_interval(None);
    Ok(json!(was))
}

/// Reads what `evm_mine` takes: nothing, a timestamp, or an object with one and a number of blocks.
fn mine_options(params: &Params) -> Result<(Option<u64>, u64), RpcError> {
    let read = |value: &Value| match value.as_object() {
        None => Ok((Some(decode::number(value)?), 1)),
        Some(map) => {
            let field = |name| map.get(name).filter(|v| !v.is_null()).map(decode::number);
            Ok((
                field("timestamp").transpose()?,
                field("blocks").transpose()?.unwrap_or(1),
            ))
        }
    };
    Ok(params
        .optional(0, "timestamp or options", read)?
        .unwrap_or((None, 1)))
}

fn check_count(count: u64) -> Result<u64, RpcError> {
    if count > MOST_BLOCKS {
        let text = format!("{count} blocks asked for, at most {MOST_BLOCKS} are made at once");
        return Err(RpcError::invalid_params(text));
    }
    Ok(count)
}

fn mine_with_options(rpc: &Rpc, params: &Params) -> Result<u64, RpcError> {
    let (timestamp, count) = mine_options(params)?;
    let count = check_count(count)?;
    let mut chain = rpc.chain();
    if let Some(timestamp) = timestamp {
        chain.set_next_timestamp(timestamp)?;
    }
    chain.mine_many(count, None);
    Ok(count)
}

fn evm_mine(rpc: &Rpc, params: &Params) -> RpcResult {
    mine_with_options(rpc, params)?;
    Ok(json!("0x0"))
}

fn evm_mine_detailed(rpc: &Rpc, params: &Params) -> RpcResult {
    let count = mine_with_options(rpc, params)?;
    let chain = rpc.chain();
    let first = (chain.head().number() + 1).saturating_sub(count);
    let made = (first..=chain.head().number()).filter_map(|n| chain.blocks().by_number(n));
    Ok(made.map(|block| encode::block(block, true)).collect())
}

fn mine(rpc: &Rpc, params: &Params) -> RpcResult {
    let count = params.optional(0, "blocks", decode::number)?.unwrap_or(1);
    let interval = params.optional(1, "interval", decode::number)?;
    rpc.chain().mine_many(check_count(count)?, interval);
    Ok(Value::Null)
}

fn set_automine(rpc: &Rpc, params: &Params) -> RpcResult {
    let automine = params.required(0, "automine", decode::flag)?;
    let mut chain = rpc.chain();
    chain.mining.automine = automine;
    if automine {
        chain.mine_ready();
    }
    Ok(json!(true))
}

fn get_automine(rpc: &Rpc, _: &Params) -> RpcResult {
    Ok(json!(rpc.chain().mining.automine))
}

fn set_interval_mining(rpc: &Rpc, params: &Params) -> RpcResult {
    let seconds = params.required(0, "seconds", decode::number)?;
    {
        let mut chain = rpc.chain();
        let millis = seconds.saturating_mul(1_000);
        chain.mining.interval_millis = (seconds > 0).then_some(millis);
        chain.mining.automine = false;
    }
    rpc.mining_changed();
    Ok(Value::Null)
}

fn get_interval_mining(rpc: &Rpc, _: &Params) -> RpcResult {
    Ok(json!(
        rpc.chain()
            .mining
            .interval_millis
            .map(|millis| millis / 1_000)
    ))
}
