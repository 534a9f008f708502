use devchain::{chain::ChainConfig, config::NodeConfig, node::Node};
use serde_json::json;

use crate::support::*;

#[test]
fn test_dump_loads_into_a_fresh_node() {
    let old = node();
    let store = install(&old, 0x11, STORE);
    let receipt = send(&old, json!({ "from": ALICE, "to": store, "data": word(5) }));
    ask(&old, "anvil_impersonateAccount", json!([STRANGER]));
    ask(
        &old,
        "anvil_setBalance",
        json!([STRANGER, "0xde0b6b3a7640000"]),
    );
    let impersonated = send(&old, json!({ "from": STRANGER, "to": BOB, "value": "0x1" }));
    let dump = ask(&old, "anvil_dumpState", json!([]));
    let new = node();
    assert_eq!(ask(&new, "anvil_loadState", json!([dump])), json!(true));
    assert_eq!(ask(&new, "anvil_dumpState", json!([])), dump);
    assert_eq!(
        ask(&new, "eth_call", json!([{ "to": store }])),
        json!(word(5))
    );
    for receipt in [receipt, impersonated] {
        let again = ask(
            &new,
            "eth_getTransactionReceipt",
            json!([receipt["transactionHash"]]),
        );
        assert_eq!(again, receipt);
    }
    let next = send(&new, json!({ "from": ALICE, "to": store, "data": word(6) }));
    assert_eq!(next["blockNumber"], json!("0x3"));
    let error = refuse(&new, "eth_call", json!([{ "to": store }, "0x0"]));
    assert!(error.message.contains("pruned"), "{error}");
}

#[test]
fn test_bad_dump_is_refused_and_changes_nothing() {
    let node = node();
    send(&node, json!({ "from": ALICE, "to": BOB }));
    for document in ["0x", "0x7b7d", "0x00"] {
        let error = refuse(&node, "anvil_loadState", json!([document]));
        assert!(error.message.contains("state dump"), "{error}");
    }
    assert_eq!(ask(&node, "eth_blockNumber", json!([])), json!("0x1"));
}

#[test]
fn test_dump_of_another_chain_is_refused() {
    let chain = ChainConfig {
        chain_id: 7,
        ..ChainConfig::default()
    };
    let other = Node::start(NodeConfig {
        chain,
        serve: false,
        ..NodeConfig::default()
    })
    .expect("starts");
    let dump = ask(&other, "anvil_dumpState", json!([]));
    let error = refuse(&node(), "anvil_loadState", json!([dump]));
    assert!(error.message.contains("chain id is 7"), "{error}");
}

#[test]
fn test_reset_goes_back_to_the_first_block() {
    let node = node();
    let first = ask(&node, "eth_getBlockByNumber", json!(["0x0", false]));
    send(&node, json!({ "from": ALICE, "to": BOB, "value": "0x1" }));
    ask(&node, "anvil_reset", json!([]));
    assert_eq!(
        ask(&node, "eth_getBlockByNumber", json!(["latest", false])),
        first
    );
    assert_eq!(
        number(&ask(&node, "eth_getBalance", json!([BOB]))),
        10_000 * 10_u128.pow(18)
    );
    refuse(
        &node,
        "anvil_reset",
        json!([{ "forking": { "jsonRpcUrl": "http://localhost" } }]),
    );
}
