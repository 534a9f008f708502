use std::time::Duration;

use devchain::{config::NodeConfig, node::Node};
use serde_json::json;

use crate::support::*;

fn latest_time(node: &Node) -> u64 {
    let block = ask(node, "eth_getBlockByNumber", json!(["latest", false]));
    u64::try_from(number(&block["timestamp"])).expect("64 bits")
}

#[test]
fn test_next_timestamp_is_used_once() {
    let node = node();
    ask(&node, "evm_setNextBlockTimestamp", json!([START + 77]));
    send(&node, json!({ "from": ALICE, "to": BOB }));
    assert_eq!(latest_time(&node), START + 77);
    send(&node, json!({ "from": ALICE, "to": BOB }));
    assert_eq!(latest_time(&node), START + 77);
}

#[test]
fn test_next_timestamp_in_the_past_is_refused() {
    let node = node();
    let error = refuse(&node, "evm_setNextBlockTimestamp", json!([START - 1]));
    assert!(
        error.message.contains("before the latest block's"),
        "{error}"
    );
}

#[test]
fn test_increase_time_moves_the_next_block() {
    let node = node();
    assert_eq!(ask(&node, "evm_increaseTime", json!([3600])), json!(3600));
    assert_eq!(ask(&node, "evm_increaseTime", json!(["0x1"])), json!(3601));
    ask(&node, "evm_mine", json!([]));
    assert_eq!(latest_time(&node), START + 3601);
}

#[test]
fn test_mine_with_an_interval_spaces_blocks() {
    let node = node();
    ask(&node, "anvil_mine", json!(["0x3", "0xa"]));
    let times: Vec<u128> = (1..=3)
        .map(|n| {
            ask(
                &node,
                "eth_getBlockByNumber",
                json!([format!("{n:#x}"), false]),
            )
        })
        .map(|block| number(&block["timestamp"]) - u128::from(START))
        .collect();
    assert_eq!(times, [0, 10, 20]);
    ask(&node, "anvil_setBlockTimestampInterval", json!([30]));
    ask(&node, "evm_mine", json!([]));
    assert_eq!(latest_time(&node), START + 50);
    assert_eq!(
        ask(&node, "anvil_removeBlockTimestampInterval", json!([])),
        json!(true)
    );
    assert_eq!(
        ask(&node, "anvil_removeBlockTimestampInterval", json!([])),
        json!(false)
    );
}

#[test]
fn test_l1_block_number_follows_time() {
    let node = node();
    // Returns NUMBER, which on this chain is that of L1.
    let l1 = install(&node, 0x14, "0x4360005260206000f3");
    ask(&node, "evm_mine", json!([START + 120]));
    assert_eq!(
        ask(&node, "eth_call", json!([{ "to": l1 }])),
        json!(word(11))
    );
    let block = ask(&node, "eth_getBlockByNumber", json!(["latest", false]));
    assert_eq!(
        (&block["number"], &block["l1BlockNumber"]),
        (&json!("0x1"), &json!("0xb"))
    );
}

#[test]
fn test_interval_mining_makes_blocks_by_itself() {
    let config = NodeConfig {
        block_time: Some(Duration::from_millis(20)),
        serve: false,
        ..NodeConfig::default()
    };
    let node = Node::start(config).expect("starts");
    let transfer = json!({ "from": ALICE, "to": BOB, "gas": "0x5208" });
    let hash = ask(&node, "eth_sendTransaction", json!([transfer]));
    for _ in 0..500 {
        if ask(&node, "eth_getTransactionReceipt", json!([hash])).is_object() {
            return;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    panic!("no block in ten seconds");
}
