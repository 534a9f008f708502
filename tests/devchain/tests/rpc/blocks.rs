use serde_json::{Value, json};

use crate::support::*;

#[test]
fn test_chain_id_and_fees_are_those_of_a_local_arbitrum_node() {
    let node = node();
    assert_eq!(ask(&node, "eth_chainId", Value::Null), json!("0x64aba"));
    assert_eq!(ask(&node, "net_version", json!([])), json!("412346"));
    assert_eq!(ask(&node, "eth_gasPrice", json!([])), json!("0x5f5e100"));
    assert_eq!(
        ask(&node, "eth_maxPriorityFeePerGas", json!([])),
        json!("0x0")
    );
    let block = ask(&node, "eth_getBlockByNumber", json!(["latest", false]));
    assert_eq!(number(&block["gasLimit"]), 1 << 50);
    assert_eq!(number(&block["timestamp"]), u128::from(START));
}

#[test]
fn test_block_hash_is_that_of_its_header() {
    let node = node();
    send(&node, json!({ "from": ALICE, "to": BOB, "value": "0x1" }));
    let block = ask(&node, "eth_getBlockByNumber", json!(["latest", true]));
    let header: alloy_consensus::Header = serde_json::from_value(block.clone()).expect("header");
    assert_eq!(json!(header.hash_slow()), block["hash"]);
    let again = ask(&node, "eth_getBlockByHash", json!([block["hash"], true]));
    assert_eq!(again, block);
    let parent = ask(&node, "eth_getBlockByNumber", json!(["0x0", false]));
    assert_eq!(parent["hash"], block["parentHash"]);
}

#[test]
fn test_transactions_root_is_that_of_the_trie() {
    let node = node();
    send(&node, json!({ "from": ALICE, "to": BOB, "value": "0x1" }));
    let block = ask(&node, "eth_getBlockByNumber", json!(["latest", true]));
    let transaction: alloy_consensus::TxEnvelope =
        serde_json::from_value(block["transactions"][0].clone()).expect("transaction");
    let root = alloy_consensus::proofs::calculate_transaction_root(&[transaction]);
    assert_eq!(json!(root), block["transactionsRoot"]);
}

#[test]
fn test_every_transaction_gets_its_own_block() {
    let node = node();
    for count in 1..=3_u64 {
        send(&node, json!({ "from": ALICE, "to": BOB, "value": "0x1" }));
        assert_eq!(
            number(&ask(&node, "eth_blockNumber", json!([]))),
            u128::from(count)
        );
    }
    let count = ask(
        &node,
        "eth_getBlockTransactionCountByNumber",
        json!(["0x2"]),
    );
    assert_eq!(count, json!("0x1"));
    let receipts = ask(&node, "eth_getBlockReceipts", json!(["0x2"]));
    assert_eq!(receipts.as_array().map(Vec::len), Some(1));
}

#[test]
fn test_unknown_block_is_null() {
    let node = node();
    assert_eq!(
        ask(&node, "eth_getBlockByNumber", json!(["0x63", false])),
        Value::Null
    );
    assert_eq!(
        ask(&node, "eth_getBlockReceipts", json!(["0x63"])),
        Value::Null
    );
    let error = refuse(&node, "eth_getBalance", json!([ALICE, "0x63"]));
    assert!(error.message.contains("unknown block 99"), "{error}");
}

#[test]
fn test_pending_block_is_the_next_one() {
    let node = node();
    ask(&node, "evm_setAutomine", json!([false]));
    let hash = ask(
        &node,
        "eth_sendTransaction",
        json!([{ "from": ALICE, "to": BOB }]),
    );
    let pending = ask(&node, "eth_getBlockByNumber", json!(["pending", false]));
    assert_eq!(
        (&pending["number"], &pending["transactions"]),
        (&json!("0x1"), &json!([hash]))
    );
    assert_eq!(ask(&node, "eth_blockNumber", json!([])), json!("0x0"));
}

#[test]
fn test_fee_history_has_one_fee_more_than_blocks() {
    let node = node();
    ask(&node, "anvil_mine", json!(["0x5"]));
    let history = ask(&node, "eth_feeHistory", json!(["0x3", "latest", [20.0]]));
    assert_eq!(history["oldestBlock"], json!("0x3"));
    assert_eq!(
        history["baseFeePerGas"],
        json!(["0x5f5e100", "0x5f5e100", "0x5f5e100", "0x5f5e100"])
    );
    assert_eq!(history["reward"], json!([["0x0"], ["0x0"], ["0x0"]]));
    assert_eq!(history["gasUsedRatio"].as_array().map(Vec::len), Some(3));
}

#[test]
fn test_same_requests_give_the_same_hashes() {
    let run = || {
        let node = node();
        let store = install(&node, 0x11, STORE);
        send(
            &node,
            json!({ "from": ALICE, "to": store, "data": word(5) }),
        );
        ask(&node, "eth_getBlockByNumber", json!(["latest", false]))["hash"].clone()
    };
    assert_eq!(run(), run());
}
