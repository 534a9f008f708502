use serde_json::{Value, json};

use crate::support::*;

fn transfer(nonce: u64, price: u64) -> Value {
    let (nonce, price) = (format!("{nonce:#x}"), format!("{price:#x}"));
    json!({ "from": ALICE, "to": BOB, "gas": "0x5208", "nonce": nonce, "gasPrice": price })
}

#[test]
fn test_gap_in_nonces_waits_until_it_is_filled() {
    let node = node();
    let late = ask(
        &node,
        "eth_sendTransaction",
        json!([transfer(1, 100_000_000)]),
    );
    assert_eq!(
        ask(&node, "eth_getTransactionReceipt", json!([late])),
        Value::Null
    );
    assert_eq!(
        ask(&node, "txpool_status", json!([]))["queued"],
        json!("0x1")
    );
    let waiting = ask(&node, "eth_getTransactionByHash", json!([late]));
    assert_eq!(
        (&waiting["blockHash"], &waiting["from"]),
        (&Value::Null, &json!(ALICE))
    );
    ask(
        &node,
        "eth_sendTransaction",
        json!([transfer(0, 100_000_000)]),
    );
    let receipt = ask(&node, "eth_getTransactionReceipt", json!([late]));
    assert_eq!(receipt["status"], json!("0x1"));
}

#[test]
fn test_pending_nonce_counts_what_waits() {
    let node = node();
    ask(&node, "evm_setAutomine", json!([false]));
    for nonce in [0, 1, 3] {
        ask(
            &node,
            "eth_sendTransaction",
            json!([transfer(nonce, 100_000_000)]),
        );
    }
    let nonce = |block: &str| ask(&node, "eth_getTransactionCount", json!([ALICE, block]));
    assert_eq!(
        (nonce("pending"), nonce("latest")),
        (json!("0x2"), json!("0x0"))
    );
    ask(&node, "evm_mine", json!([]));
    assert_eq!(
        (nonce("pending"), nonce("latest")),
        (json!("0x2"), json!("0x2"))
    );
    let count = ask(
        &node,
        "eth_getBlockTransactionCountByNumber",
        json!(["latest"]),
    );
    assert_eq!(count, json!("0x2"));
}

#[test]
fn test_replacement_must_pay_a_tenth_more() {
    let node = node();
    ask(&node, "evm_setAutomine", json!([false]));
    let first = ask(
        &node,
        "eth_sendTransaction",
        json!([transfer(0, 100_000_000)]),
    );
    let error = refuse(
        &node,
        "eth_sendTransaction",
        json!([transfer(0, 109_000_000)]),
    );
    assert!(error.message.contains("underpriced"), "{error}");
    let second = ask(
        &node,
        "eth_sendTransaction",
        json!([transfer(0, 110_000_000)]),
    );
    ask(&node, "evm_mine", json!([]));
    assert_eq!(
        ask(&node, "eth_getTransactionByHash", json!([first])),
        Value::Null
    );
    assert_eq!(
        ask(&node, "eth_getTransactionReceipt", json!([second]))["status"],
        json!("0x1")
    );
}

#[test]
fn test_dropped_transaction_is_not_mined() {
    let node = node();
    ask(&node, "evm_setAutomine", json!([false]));
    let hash = ask(
        &node,
        "eth_sendTransaction",
        json!([transfer(0, 100_000_000)]),
    );
    assert_eq!(ask(&node, "anvil_dropTransaction", json!([hash])), hash);
    assert_eq!(
        ask(&node, "anvil_dropTransaction", json!([hash])),
        Value::Null
    );
    ask(&node, "evm_mine", json!([]));
    assert_eq!(
        ask(&node, "eth_getTransactionReceipt", json!([hash])),
        Value::Null
    );
}

#[test]
fn test_automine_on_makes_blocks_of_what_waits() {
    let node = node();
    ask(&node, "evm_setAutomine", json!([false]));
    let hash = ask(
        &node,
        "eth_sendTransaction",
        json!([transfer(0, 100_000_000)]),
    );
    ask(&node, "evm_setAutomine", json!([true]));
    assert_eq!(
        ask(&node, "eth_getTransactionReceipt", json!([hash]))["status"],
        json!("0x1")
    );
}
