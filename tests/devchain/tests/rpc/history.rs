use devchain::{chain::ChainConfig, config::NodeConfig, node::Node};
use serde_json::json;

use crate::support::*;

#[test]
fn test_old_blocks_keep_their_state() {
    let node = node();
    let store = install(&node, 0x11, STORE);
    for value in 1..=3 {
        send(
            &node,
            json!({ "from": ALICE, "to": store, "data": word(value) }),
        );
    }
    for block in 1..=3_u64 {
        let id = format!("{block:#x}");
        assert_eq!(
            ask(&node, "eth_call", json!([{ "to": store }, id])),
            json!(word(block))
        );
        assert_eq!(
            ask(&node, "eth_getStorageAt", json!([store, "0x0", id])),
            json!(word(block))
        );
        let nonce = ask(&node, "eth_getTransactionCount", json!([ALICE, id]));
        assert_eq!(number(&nonce), u128::from(block));
    }
    assert_eq!(
        ask(&node, "eth_getCode", json!([store, "earliest"])),
        json!("0x")
    );
}

#[test]
fn test_old_block_by_hash_and_by_object_are_the_same() {
    let node = node();
    let store = install(&node, 0x11, STORE);
    let first = send(
        &node,
        json!({ "from": ALICE, "to": store, "data": word(7) }),
    );
    send(
        &node,
        json!({ "from": ALICE, "to": store, "data": word(8) }),
    );
    for id in [
        json!({ "blockHash": first["blockHash"] }),
        json!({ "blockNumber": "0x1" }),
        first["blockHash"].clone(),
    ] {
        assert_eq!(
            ask(&node, "eth_call", json!([{ "to": store }, id])),
            json!(word(7))
        );
    }
}

#[test]
fn test_call_on_an_old_block_has_its_time() {
    let node = node();
    let time = install(&node, 0x12, TIME);
    ask(&node, "evm_mine", json!([START + 100]));
    ask(&node, "evm_mine", json!([START + 500]));
    assert_eq!(
        ask(&node, "eth_call", json!([{ "to": time }, "0x1"])),
        json!(word(START + 100))
    );
    assert_eq!(
        ask(&node, "eth_call", json!([{ "to": time }])),
        json!(word(START + 500))
    );
    ask(&node, "evm_increaseTime", json!(["0x3c"]));
    let pending = ask(&node, "eth_call", json!([{ "to": time }, "pending"]));
    assert_eq!(pending, json!(word(START + 560)));
}

#[test]
fn test_state_beyond_the_kept_history_is_refused() {
    let chain = ChainConfig {
        history_blocks: 3,
        timestamp: Some(START),
        ..ChainConfig::default()
    };
    let config = NodeConfig {
        chain,
        serve: false,
        ..NodeConfig::default()
    };
    let node = Node::start(config).expect("starts");
    for _ in 0..6 {
        send(&node, json!({ "from": ALICE, "to": BOB, "value": "0x1" }));
    }
    ask(&node, "eth_getBalance", json!([BOB, "0x3"]));
    let error = refuse(&node, "eth_getBalance", json!([BOB, "0x2"]));
    assert!(error.message.contains("pruned"), "{error}");
}

#[test]
fn test_trace_of_an_old_transaction_runs_on_its_own_state() {
    let node = node();
    let store = install(&node, 0x11, STORE);
    let first = send(
        &node,
        json!({ "from": ALICE, "to": store, "data": word(5) }),
    );
    send(
        &node,
        json!({ "from": ALICE, "to": store, "data": word(6) }),
    );
    let trace = ask(
        &node,
        "debug_traceTransaction",
        json!([first["transactionHash"]]),
    );
    assert_eq!(
        number(&first["gasUsed"]),
        u128::from(trace["gas"].as_u64().expect("gas"))
    );
    assert_eq!(
        (&trace["returnValue"], &trace["failed"]),
        (&json!(word(5)), &json!(false))
    );
    let options = json!({ "tracer": "prestateTracer", "tracerConfig": { "diffMode": true } });
    let diff = ask(
        &node,
        "debug_traceTransaction",
        json!([first["transactionHash"], options]),
    );
    let key = alloy_primitives::Address::repeat_byte(0x11).to_string();
    assert_eq!(diff["pre"][&key]["storage"][word(0)], json!(word(0)));
    assert_eq!(diff["post"][&key]["storage"][word(0)], json!(word(5)));
}
