use serde_json::json;

use crate::support::*;

/// Writes five fresh slots named by the gas left, so that the cost cannot be cheap.
const BURN: &str = "0x5a5a555a5a555a5a555a5a555a5a5500";

/// Forwards all gas it may to `callee` and reverts when that fails.
fn forward(callee: &str) -> String {
    let callee = callee.trim_start_matches("0x");
    format!("0x6000600060006000600073{callee}5af1602857600080fd5b00")
}

#[test]
fn test_estimate_of_a_transfer_is_exact() {
    let node = node();
    let transfer = json!({ "from": ALICE, "to": BOB, "value": "0x1" });
    assert_eq!(
        ask(&node, "eth_estimateGas", json!([transfer])),
        json!("0x5208")
    );
}

#[test]
fn test_estimate_suffices_through_nested_calls() {
    let node = node();
    let mut target = install(&node, 0x30, BURN);
    for depth in 0x31..0x36_u8 {
        target = install(&node, depth, &forward(&target));
        let call = json!({ "from": ALICE, "to": target });
        let gas = ask(&node, "eth_estimateGas", json!([call]));
        let receipt = send(&node, json!({ "from": ALICE, "to": target, "gas": gas }));
        assert_eq!(
            receipt["status"],
            json!("0x1"),
            "depth {depth:#x} with {gas}"
        );
        let used = number(&receipt["gasUsed"]);
        assert!(number(&gas) < used + used / 8, "{gas} is far above {used}");
    }
}

#[test]
fn test_estimate_of_a_creation_without_to_suffices() {
    let node = node();
    let init = "0x6001600155600a600081600b8239f3";
    let gas = ask(
        &node,
        "eth_estimateGas",
        json!([{ "from": ALICE, "to": null, "data": init }]),
    );
    let receipt = send(&node, json!({ "from": ALICE, "data": init, "gas": gas }));
    assert_eq!(receipt["status"], json!("0x1"));
}

#[test]
fn test_estimate_of_what_never_succeeds_says_so() {
    let node = node();
    let invalid = install(&node, 0x40, "0xfe");
    let error = refuse(&node, "eth_estimateGas", json!([{ "to": invalid }]));
    assert_ne!(error.code, 3, "{error}");
    let endless = install(&node, 0x41, "0x5b600056");
    let error = refuse(
        &node,
        "eth_estimateGas",
        json!([{ "to": endless, "gas": "0xf4240" }]),
    );
    assert!(
        error.message.contains("gas required exceeds allowance"),
        "{error}"
    );
}

#[test]
fn test_estimate_at_pending_sees_the_time_of_the_next_block() {
    let node = node();
    // Succeeds only after the start time: TIMESTAMP > START, else reverts.
    let code = format!("0x63{START:08x}4211600e57600080fd5b00");
    let late = install(&node, 0x42, &code);
    refuse(&node, "eth_estimateGas", json!([{ "to": late }]));
    ask(&node, "evm_increaseTime", json!([1]));
    ask(&node, "eth_estimateGas", json!([{ "to": late }, "pending"]));
    refuse(&node, "eth_estimateGas", json!([{ "to": late }, "latest"]));
}

#[test]
fn test_estimate_is_capped_like_a_transaction_but_a_call_is_not() {
    let node = node();
    // Memory of 129,000 words costs 32.9 million.
    let hungry = install(&node, 0x43, "0x623efd005100");
    let call = json!({ "from": ALICE, "to": hungry });
    ask(&node, "eth_call", json!([call]));
    let error = refuse(&node, "eth_estimateGas", json!([call]));
    assert_eq!(error.message, "gas required exceeds allowance (50000000)");
    let receipt = send(
        &node,
        json!({ "from": ALICE, "to": hungry, "gas": "0x2faf080" }),
    );
    assert_eq!(receipt["status"], json!("0x0"));
    assert_eq!(receipt["gasUsed"], json!("0x1e84800"), "32 million");
}
