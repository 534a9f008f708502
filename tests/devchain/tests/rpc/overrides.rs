use serde_json::json;

use crate::support::*;

#[test]
fn test_code_override_is_run() {
    let node = node();
    let overrides = json!({ STRANGER: { "code": TIME } });
    let answer = ask(
        &node,
        "eth_call",
        json!([{ "to": STRANGER }, "latest", overrides]),
    );
    assert_eq!(answer, json!(word(START)));
    assert_eq!(
        ask(&node, "eth_call", json!([{ "to": STRANGER }])),
        json!("0x")
    );
}

#[test]
fn test_storage_overrides_replace_one_slot_or_all() {
    let node = node();
    // Returns slot 0 plus slot 1.
    let sum = install(&node, 0x50, "0x6000546001540160005260206000f3");
    ask(&node, "anvil_setStorageAt", json!([sum, "0x0", word(1)]));
    ask(&node, "anvil_setStorageAt", json!([sum, "0x1", word(10)]));
    let with = |what: &str| {
        let overrides = json!({ &sum: { what: { word(0): word(100) } } });
        ask(
            &node,
            "eth_call",
            json!([{ "to": sum }, "latest", overrides]),
        )
    };
    assert_eq!(with("stateDiff"), json!(word(110)));
    assert_eq!(with("state"), json!(word(100)));
}

#[test]
fn test_balance_and_nonce_overrides_are_seen() {
    let node = node();
    // Returns the balance of the caller.
    let balance = install(&node, 0x51, "0x333160005260206000f3");
    let overrides = json!({ STRANGER: { "balance": "0x2a", "nonce": "0x9" } });
    let call = json!({ "from": STRANGER, "to": balance });
    let answer = ask(&node, "eth_call", json!([call, "latest", overrides]));
    assert_eq!(answer, json!(word(42)));
}

#[test]
fn test_block_overrides_are_seen() {
    let node = node();
    let time = install(&node, 0x12, TIME);
    let block = json!({ "time": "0x77" });
    let answer = ask(
        &node,
        "eth_call",
        json!([{ "to": time }, "latest", {}, block]),
    );
    assert_eq!(answer, json!(word(0x77)));
}

#[test]
fn test_overrides_reach_estimates_and_leave_no_trace() {
    let node = node();
    let overrides = json!({ STRANGER: { "code": STORE } });
    let call = json!({ "from": ALICE, "to": STRANGER, "data": word(1) });
    let with = number(&ask(
        &node,
        "eth_estimateGas",
        json!([call, "latest", overrides]),
    ));
    let without = number(&ask(&node, "eth_estimateGas", json!([call])));
    assert!(with > without + 20_000, "{with} against {without}");
    assert_eq!(
        ask(&node, "eth_getCode", json!([STRANGER, "latest"])),
        json!("0x")
    );
}

#[test]
fn test_state_and_state_diff_together_are_refused() {
    let node = node();
    let overrides = json!({ STRANGER: { "state": {}, "stateDiff": {} } });
    let error = refuse(
        &node,
        "eth_call",
        json!([{ "to": STRANGER }, "latest", overrides]),
    );
    assert_eq!(error.code, -32602);
}
