//! The accounts a transaction touched, as they were before it.

use alloy_primitives::{B256, U256};
use revm::state::{Account, AccountInfo};
use serde_json::{Map, Value, json};

use crate::evm::types::Executed;

/// The answer of `prestateTracer`: accounts and slots before; with `diff` what changed, before and
/// after.
pub(super) fn encode(executed: &Executed, diff: bool) -> Value {
    let mut accounts: Vec<_> = executed.changes.iter().collect();
    accounts.sort_by_key(|(address, _)| **address);
    let (mut before, mut after) = (Map::new(), Map::new());
    for (address, account) in accounts {
        if diff && !account.is_touched() {
            continue;
        }
        let original = account.original_info();
        let slots = |present: bool| slots(account, diff, present);
        before.insert(address.to_string(), describe(&original, slots(false)));
        after.insert(address.to_string(), describe(&account.info, slots(true)));
    }
    if diff {
        json!({ "pre": before, "post": after })
    } else {
        Value::Object(before)
    }
}

fn describe(info: &AccountInfo, storage: Map<String, Value>) -> Value {
    let mut value = json!({ "balance": info.balance, "nonce": info.nonce });
    if let Some(code) = info.code.as_ref().filter(|code| !code.is_empty()) {
        value["code"] = json!(code.original_bytes());
    }
    if !storage.is_empty() {
        value["storage"] = Value::Object(storage);
    }
    value
}

fn slots(account: &Account, changed_only: bool, present: bool) -> Map<String, Value> {
    let mut slots: Vec<(&U256, U256)> = account
        .storage
        .iter()
        .filter(|(_, slot)| !changed_only || slot.is_changed())
        .map(|(key, slot)| {
            (
                key,
                if present {
                    slot.present_value
                } else {
                    slot.original_value
                },
            )
        })
        .collect();
    slots.sort_unstable();
    let text = |word: U256| B256::from(word).to_string();
    slots
        .into_iter()
        .map(|(key, value)| (text(*key), json!(text(value))))
        .collect()
}
