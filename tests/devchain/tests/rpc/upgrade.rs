use devchain::{config::NodeConfig, node::Node};
use serde_json::{Value, json};

use crate::support::*;

const ARB_SYS: &str = "0x0000000000000000000000000000000000000064";
const ARB_WASM: &str = "0x0000000000000000000000000000000000000071";
const ARB_OWNER: &str = "0x0000000000000000000000000000000000000070";
const ARB_OWNER_PUBLIC: &str = "0x000000000000000000000000000000000000006b";
const ARB_DEBUG: &str = "0x00000000000000000000000000000000000000ff";

/// A chain of ArbOS 51 whose owner is Alice and has scheduled an upgrade.
fn scheduled(version: u64, time: u64) -> Node {
    let mut config = NodeConfig::in_process(START);
    config.chain.arbos_version = 51;
    let node = Node::start(config).expect("starts");
    send(
        &node,
        json!({ "from": ALICE, "to": ARB_DEBUG, "data": "0x0e5bbc11" }),
    );
    let data = format!("0xe388b381{version:064x}{time:064x}");
    let receipt = send(
        &node,
        json!({ "from": ALICE, "to": ARB_OWNER, "data": data }),
    );
    assert_eq!(receipt["status"], json!("0x1"));
    node
}

fn versions(node: &Node, block: &str) -> (Value, Value) {
    let ask =
        |to: &str, data: &str| ask(node, "eth_call", json!([{ "to": to, "data": data }, block]));
    (ask(ARB_SYS, "0x051038f2"), ask(ARB_WASM, "0xa996e0c2"))
}

fn both(arbos: u64, stylus: u64) -> (Value, Value) {
    (json!(word(55 + arbos)), json!(word(stylus)))
}

/// Version of ArbOS in the header of the latest block.
fn header_version(node: &Node) -> u64 {
    let block = ask(node, "eth_getBlockByNumber", json!(["latest", false]));
    let mix_hash = block["mixHash"].as_str().expect("hash");
    u64::from_str_radix(&mix_hash[34..50], 16).expect("hexadecimal")
}

#[test]
fn test_upgrade_takes_effect_with_the_first_block_at_its_time() {
    let node = scheduled(61, START + 100);
    ask(&node, "evm_setNextBlockTimestamp", json!([START + 99]));
    send(&node, json!({ "from": ALICE, "to": BOB }));
    assert_eq!(versions(&node, "latest"), both(51, 2));
    assert_eq!(header_version(&node), 51);
    ask(&node, "evm_setNextBlockTimestamp", json!([START + 100]));
    send(&node, json!({ "from": ALICE, "to": BOB }));
    assert_eq!(versions(&node, "latest"), both(61, 3));
    assert_eq!(header_version(&node), 61);
    assert_eq!(
        versions(&node, "0x3"),
        both(51, 2),
        "the past stays as it was"
    );
    let fragments = ask(
        &node,
        "eth_call",
        json!([{ "to": ARB_OWNER_PUBLIC, "data": "0xe5a7f893" }]),
    );
    assert_eq!(fragments, json!(word(4)));
}

#[test]
fn test_upgrade_can_be_undone_with_a_snapshot() {
    let node = scheduled(61, START + 100);
    let snapshot = ask(&node, "evm_snapshot", json!([]));
    ask(&node, "evm_increaseTime", json!([100]));
    ask(&node, "evm_mine", json!([]));
    assert_eq!(versions(&node, "latest"), both(61, 3));
    ask(&node, "evm_revert", json!([snapshot]));
    assert_eq!(versions(&node, "latest"), both(51, 2));
}

#[test]
fn test_upgrade_to_a_step_between_brings_its_rules_alone() {
    let node = scheduled(59, 0);
    ask(&node, "evm_mine", json!([]));
    assert_eq!(versions(&node, "latest"), both(59, 3));
    let call = json!({ "to": ARB_OWNER_PUBLIC, "data": "0xe5a7f893" });
    refuse(&node, "eth_call", json!([call]));
}

#[test]
fn test_upgrade_to_an_unknown_or_older_version_changes_nothing() {
    for version in [50, 62, 1_000] {
        let node = scheduled(version, 0);
        ask(&node, "evm_mine", json!([]));
        assert_eq!(versions(&node, "latest"), both(51, 2), "{version}");
    }
}
