use serde_json::{Value, json};

use crate::support::*;

#[test]
fn test_unknown_method_is_32601() {
    let node = node();
    assert_eq!(refuse(&node, "eth_makeCoffee", json!([])).code, -32601);
}

#[test]
fn test_bad_parameters_are_32602_and_named() {
    let node = node();
    let cases = [
        ("eth_getBalance", json!([]), "0 (address)"),
        ("eth_getBalance", json!(["0x12"]), "0 (address)"),
        ("eth_getBalance", json!([ALICE, "newest"]), "1 (block)"),
        ("eth_getStorageAt", json!([ALICE, "zero"]), "1 (slot)"),
        ("eth_call", json!(["0x"]), "0 (transaction)"),
        ("eth_call", json!([{ "to": ALICE, "value": "-1" }]), "value"),
        (
            "eth_call",
            json!([{ "to": ALICE }, "latest", { "x": {} }]),
            "2 (state overrides)",
        ),
        (
            "eth_call",
            json!([{ "data": "0x1", "input": "0x02" }]),
            "data",
        ),
        (
            "eth_sendRawTransaction",
            json!(["nothex"]),
            "0 (transaction)",
        ),
        ("eth_getTransactionReceipt", json!(["0x1"]), "0 (hash)"),
        ("eth_getLogs", json!([{ "topics": "x" }]), "topics"),
        (
            "eth_feeHistory",
            json!(["0x1", "latest", [200]]),
            "2 (reward percentiles)",
        ),
        ("evm_increaseTime", json!(["soon"]), "0 (seconds)"),
        ("evm_revert", json!([{}]), "0 (snapshot id)"),
        ("anvil_setBalance", json!([ALICE]), "1 (balance)"),
        ("anvil_mine", json!(["0xffffffffffffffff"]), "blocks"),
        (
            "debug_traceTransaction",
            json!([word(1), { "tracer": "jsTracer" }]),
            "jsTracer",
        ),
        ("eth_chainId", json!({ "named": 1 }), "array"),
    ];
    for (method, params, part) in cases {
        let error = refuse(&node, method, params);
        assert_eq!(error.code, -32602, "{method}: {error}");
        assert!(error.message.contains(part), "{method}: {error}");
    }
}

#[test]
fn test_raw_transactions_that_are_none_are_refused() {
    let node = node();
    for raw in [
        "0x", "0x00", "0x02", "0x02c0", "0xf8", "0x03c0", "0xff", "0x7f00",
    ] {
        let error = refuse(&node, "eth_sendRawTransaction", json!([raw]));
        assert!(error.message.contains("decoded"), "{raw}: {error}");
    }
}

#[test]
fn test_every_method_survives_every_kind_of_parameter() {
    let node = node();
    let values = [
        json!([]),
        Value::Null,
        json!([null]),
        json!([[]]),
        json!([{}]),
        json!([1]),
        json!(["0x"]),
        json!([true, true]),
        json!(["0x1", "0x1", "0x1"]),
        json!([word(1), word(1)]),
        json!([ALICE, ALICE, ALICE]),
        json!([{ "to": ALICE }, {}, {}, {}]),
        json!("text"),
    ];
    let lasting = [
        "anvil_setChainId",
        "evm_setBlockGasLimit",
        "anvil_setBlockGasLimit",
        "evm_setIntervalMining",
        "anvil_setIntervalMining",
    ];
    for method in node.rpc().methods() {
        if lasting.contains(&method.as_str()) {
            continue;
        }
        for params in &values {
            // Whatever it answers, it answers.
            let _answer = node.rpc().handle(&method, params.clone());
        }
    }
    let receipt = send(&node, json!({ "from": BOB, "to": ALICE, "gas": "0x5208" }));
    assert!(receipt.is_object() || receipt.is_null());
    ask(&node, "eth_blockNumber", json!([]));
}
