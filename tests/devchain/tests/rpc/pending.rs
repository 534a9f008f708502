use devchain::node::Node;
use serde_json::{Value, json};

use crate::support::*;

fn waiting_node() -> Node {
    let node = node();
    ask(&node, "evm_setAutomine", json!([false]));
    node
}

fn wait(node: &Node, transaction: Value) -> Value {
    ask(node, "eth_sendTransaction", json!([transaction]))
}

#[test]
fn test_pending_balance_counts_what_waits() {
    let node = waiting_node();
    wait(
        &node,
        json!({ "from": ALICE, "to": STRANGER, "value": "0x7" }),
    );
    wait(
        &node,
        json!({ "from": BOB, "to": STRANGER, "value": "0x1" }),
    );
    let balance = |block: &str| ask(&node, "eth_getBalance", json!([STRANGER, block]));
    assert_eq!(
        (balance("pending"), balance("latest")),
        (json!("0x8"), json!("0x0"))
    );
    ask(&node, "evm_mine", json!([]));
    assert_eq!(
        (balance("pending"), balance("latest")),
        (json!("0x8"), json!("0x8"))
    );
}

#[test]
fn test_pending_call_storage_and_code_see_what_waits() {
    let node = waiting_node();
    let store = install(&node, 0x61, STORE);
    wait(
        &node,
        json!({ "from": ALICE, "to": store, "data": word(9) }),
    );
    wait(
        &node,
        json!({ "from": ALICE, "data": "0x6001600155600a600081600b8239f3" }),
    );
    let call = |block: &str| ask(&node, "eth_call", json!([{ "to": store }, block]));
    assert_eq!(
        (call("pending"), call("latest")),
        (json!(word(9)), json!(word(0)))
    );
    let slot = ask(&node, "eth_getStorageAt", json!([store, "0x0", "pending"]));
    assert_eq!(slot, json!(word(9)));
    let number_now = ask(&node, "eth_blockNumber", json!([]));
    assert_eq!(number_now, json!("0x0"), "nothing was mined");
    assert_eq!(
        ask(&node, "txpool_status", json!([]))["pending"],
        json!("0x2")
    );
}

#[test]
fn test_pending_estimate_builds_on_what_waits() {
    let node = waiting_node();
    // Succeeds only when slot 0 is not zero.
    let gate = install(&node, 0x62, "0x36600c575f54600c575f5ffd5b60015f5500");
    let call = json!({ "from": BOB, "to": gate });
    refuse(&node, "eth_estimateGas", json!([call, "pending"]));
    wait(
        &node,
        json!({ "from": ALICE, "to": gate, "data": "0x01", "gas": "0x186a0" }),
    );
    ask(&node, "eth_estimateGas", json!([call, "pending"]));
    refuse(&node, "eth_estimateGas", json!([call, "latest"]));
    // So a request without gas can follow one that waits.
    wait(&node, call);
    ask(&node, "evm_mine", json!([]));
    let count = ask(
        &node,
        "eth_getBlockTransactionCountByNumber",
        json!(["latest"]),
    );
    assert_eq!(count, json!("0x2"));
}

#[test]
fn test_look_at_pending_leaves_the_chain_as_it_was() {
    let node = waiting_node();
    wait(
        &node,
        json!({ "from": ALICE, "to": STRANGER, "value": "0x7" }),
    );
    let snapshot = ask(&node, "evm_snapshot", json!([]));
    for _ in 0..3 {
        ask(&node, "eth_getBalance", json!([STRANGER, "pending"]));
    }
    let before = ask(&node, "eth_getBalance", json!([ALICE, "latest"]));
    ask(&node, "evm_mine", json!([]));
    ask(&node, "evm_revert", json!([snapshot]));
    assert_eq!(
        ask(&node, "eth_getBalance", json!([ALICE, "latest"])),
        before
    );
}
