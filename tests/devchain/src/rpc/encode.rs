//! From the chain's types to JSON, in the shape Arbitrum nodes answer.

use std::sync::Arc;

use alloy_consensus::{Header, Transaction};
use alloy_eips::Typed2718;
use alloy_primitives::{B256, Bytes, Log, U64, U256};
use serde_json::{Map, Value, json};

use crate::chain::{Block, PlacedLog, SignedTransaction};

/// A number as a client wants it.
pub(super) fn quantity(value: u64) -> Value {
    json!(U64::from(value))
}

/// A wide number as a client wants it.
pub(super) fn wide(value: U256) -> Value {
    json!(value)
}

/// A block; with `full` its transactions whole, else their hashes.
pub(super) fn block(block: &Block, full: bool) -> Value {
    let transactions: Vec<Value> = (0..block.transactions.len())
        .filter_map(|index| match full {
            true => mined_transaction(block, index),
            false => block
                .transactions
                .get(index)
                .map(|tx| json!(tx.signed.hash)),
        })
        .collect();
    let mut value = header(&block.header, block.hash, block.l1_number);
    value["transactions"] = Value::Array(transactions);
    value["uncles"] = json!([]);
    value["size"] = quantity(block.size);
    value
}

/// A header, as subscribers get it.
pub(super) fn header(header: &Header, hash: B256, l1_number: u64) -> Value {
    json!({
        "number": quantity(header.number),
        "hash": hash,
        "parentHash": header.parent_hash,
        "sha3Uncles": header.ommers_hash,
        "logsBloom": header.logs_bloom,
        "transactionsRoot": header.transactions_root,
        "stateRoot": header.state_root,
        "receiptsRoot": header.receipts_root,
        "miner": header.beneficiary,
        "difficulty": header.difficulty,
        "totalDifficulty": U256::from(header.number).saturating_add(U256::ONE),
        "extraData": header.extra_data,
        "gasLimit": quantity(header.gas_limit),
        "gasUsed": quantity(header.gas_used),
        "timestamp": quantity(header.timestamp),
        "mixHash": header.mix_hash,
        "nonce": header.nonce,
        "baseFeePerGas": quantity(header.base_fee_per_gas.unwrap_or_default()),
        "l1BlockNumber": quantity(l1_number),
        "sendCount": "0x0",
        "sendRoot": B256::ZERO,
    })
}

/// A transaction that waits.
pub(super) fn waiting_transaction(signed: &SignedTransaction) -> Value {
    let mut map = signed_fields(signed, u64::MAX);
    for name in ["blockHash", "blockNumber", "transactionIndex"] {
        map.insert(name.to_owned(), Value::Null);
    }
    Value::Object(map)
}

/// A transaction of a block.
pub(super) fn mined_transaction(block: &Block, index: usize) -> Option<Value> {
    let mined = block.transactions.get(index)?;
    let mut map = signed_fields(&mined.signed, mined.receipt.effective_gas_price);
    map.insert("blockHash".to_owned(), json!(block.hash));
    map.insert("blockNumber".to_owned(), quantity(block.number()));
    map.insert("transactionIndex".to_owned(), quantity(index as u64));
    Some(Value::Object(map))
}

fn signed_fields(signed: &SignedTransaction, paid: u64) -> Map<String, Value> {
    let tx = &signed.envelope;
    let mut map = match serde_json::to_value(tx) {
        Ok(Value::Object(map)) => map,
        _ => Map::new(),
    };
    let price = tx
        .gas_price()
        .unwrap_or_else(|| tx.max_fee_per_gas().min(u128::from(paid)));
    map.insert("gasPrice".to_owned(), wide(U256::from(price)));
    map.insert("hash".to_owned(), json!(signed.hash));
    map.insert("from".to_owned(), json!(signed.sender));
    map.insert("type".to_owned(), quantity(u64::from(tx.ty())));
    if tx.to().is_none() {
        map.insert("to".to_owned(), Value::Null);
    }
    map
}

/// A receipt, with the fields Arbitrum adds.
pub(super) fn receipt(block: &Arc<Block>, index: usize) -> Option<Value> {
    let mined = block.transactions.get(index)?;
    let (signed, receipt) = (&mined.signed, &mined.receipt);
    let logs: Vec<Value> = (receipt.first_log_index..)
        .zip(&receipt.logs)
        .map(|(log_index, log)| log_at(log, block, signed.hash, index, log_index))
        .collect();
    Some(json!({
        "transactionHash": signed.hash,
        "transactionIndex": quantity(index as u64),
        "blockHash": block.hash,
        "blockNumber": quantity(block.number()),
        "from": signed.sender,
        "to": signed.envelope.to(),
        "cumulativeGasUsed": quantity(receipt.cumulative_gas_used),
        "gasUsed": quantity(receipt.gas_used),
        "contractAddress": receipt.created,
        "logs": logs,
        "logsBloom": receipt.bloom,
        "status": quantity(u64::from(receipt.success)),
        "type": quantity(u64::from(signed.envelope.ty())),
        "effectiveGasPrice": quantity(receipt.effective_gas_price),
        "l1BlockNumber": quantity(block.l1_number),
        "gasUsedForL1": quantity(receipt.l1_gas_used),
        "timeboosted": false,
    }))
}

/// A log of a block.
pub(super) fn placed_log(placed: &PlacedLog) -> Value {
    let hash = placed
        .transaction()
        .map(|mined| mined.signed.hash)
        .unwrap_or_default();
    log_at(
        &placed.log,
        &placed.block,
        hash,
        placed.transaction_index,
        placed.log_index,
    )
}

fn log_at(log: &Log, block: &Block, hash: B256, index: usize, log_index: u64) -> Value {
    json!({
        "address": log.address,
        "topics": log.topics(),
        "data": log.data.data,
        "blockNumber": quantity(block.number()),
        "blockHash": block.hash,
        "blockTimestamp": quantity(block.timestamp()),
        "transactionHash": hash,
        "transactionIndex": quantity(index as u64),
        "logIndex": quantity(log_index),
        "removed": false,
    })
}

/// Bytes as a client wants them.
pub(super) fn bytes(bytes: &Bytes) -> Value {
    json!(bytes)
}
