use serde_json::json;

use crate::support::*;

#[test]
fn test_revert_restores_state_blocks_time_and_pool() {
    let node = node();
    let store = install(&node, 0x11, STORE);
    send(
        &node,
        json!({ "from": ALICE, "to": store, "data": word(1) }),
    );
    let id = ask(&node, "evm_snapshot", json!([]));
    let receipt = send(
        &node,
        json!({ "from": ALICE, "to": store, "data": word(2) }),
    );
    ask(&node, "anvil_setBalance", json!([STRANGER, "0x5"]));
    ask(&node, "evm_increaseTime", json!([1000]));
    ask(&node, "anvil_setNextBlockBaseFeePerGas", json!(["0x1"]));
    assert_eq!(ask(&node, "evm_revert", json!([id])), json!(true));
    assert_eq!(
        ask(&node, "eth_call", json!([{ "to": store }])),
        json!(word(1))
    );
    assert_eq!(
        ask(&node, "eth_getBalance", json!([STRANGER])),
        json!("0x0")
    );
    assert_eq!(ask(&node, "eth_blockNumber", json!([])), json!("0x1"));
    assert_eq!(ask(&node, "eth_gasPrice", json!([])), json!("0x5f5e100"));
    let gone = ask(
        &node,
        "eth_getTransactionReceipt",
        json!([receipt["transactionHash"]]),
    );
    assert!(gone.is_null());
    let block = ask(&node, "eth_getBlockByNumber", json!(["pending", false]));
    assert_eq!(number(&block["timestamp"]), u128::from(START));
}

#[test]
fn test_revert_uses_up_the_snapshot_and_those_after_it() {
    let node = node();
    let first = ask(&node, "evm_snapshot", json!([]));
    let second = ask(&node, "evm_snapshot", json!([]));
    assert_eq!(ask(&node, "evm_revert", json!([first])), json!(true));
    assert_eq!(ask(&node, "evm_revert", json!([first])), json!(false));
    assert_eq!(ask(&node, "evm_revert", json!([second])), json!(false));
    assert_eq!(ask(&node, "evm_revert", json!(["0x63"])), json!(false));
}

#[test]
fn test_same_transaction_after_a_revert_gives_the_same_block() {
    let node = node();
    let store = install(&node, 0x11, STORE);
    let id = ask(&node, "evm_snapshot", json!([]));
    let call = json!({ "from": ALICE, "to": store, "data": word(9) });
    let first = send(&node, call.clone());
    ask(&node, "evm_revert", json!([id]));
    assert_eq!(send(&node, call), first);
}

#[test]
fn test_thousands_of_snapshots_are_each_worth_going_back_to() {
    let node = node();
    let store = install(&node, 0x11, STORE);
    let mut ids = Vec::new();
    for value in 0..2_000_u64 {
        ids.push(ask(&node, "evm_snapshot", json!([])));
        ask(
            &node,
            "anvil_setStorageAt",
            json!([store, "0x0", word(value + 1)]),
        );
    }
    for value in [1_999_usize, 1_000, 1, 0] {
        assert_eq!(ask(&node, "evm_revert", json!([ids[value]])), json!(true));
        assert_eq!(
            ask(&node, "eth_call", json!([{ "to": store }])),
            json!(word(value as u64))
        );
    }
}

#[test]
fn test_polled_filter_forgets_reverted_blocks() {
    let node = node();
    let filter = ask(&node, "eth_newBlockFilter", json!([]));
    let id = ask(&node, "evm_snapshot", json!([]));
    ask(&node, "anvil_mine", json!(["0x3"]));
    ask(&node, "evm_revert", json!([id]));
    assert_eq!(
        ask(&node, "eth_getFilterChanges", json!([filter])),
        json!([])
    );
    ask(&node, "evm_mine", json!([]));
    let changes = ask(&node, "eth_getFilterChanges", json!([filter]));
    assert_eq!(changes.as_array().map(Vec::len), Some(1));
}
