use serde_json::{Value, json};

use crate::support::*;

fn count(logs: &Value) -> usize {
    logs.as_array().map_or(0, Vec::len)
}

#[test]
fn test_get_logs_by_address_topic_and_range() {
    let node = node();
    let store = install(&node, 0x11, STORE);
    let other = install(&node, 0x13, STORE);
    for value in [1, 2, 3] {
        send(
            &node,
            json!({ "from": ALICE, "to": store, "data": word(value) }),
        );
    }
    send(
        &node,
        json!({ "from": ALICE, "to": other, "data": word(1) }),
    );
    let logs = |filter: Value| ask(&node, "eth_getLogs", json!([filter]));
    let all = json!({ "fromBlock": "earliest", "toBlock": "latest" });
    assert_eq!(count(&logs(all)), 4);
    assert_eq!(
        count(&logs(json!({ "fromBlock": "0x1", "address": store }))),
        3
    );
    assert_eq!(
        count(&logs(
            json!({ "fromBlock": "0x1", "address": [store, other] })
        )),
        4
    );
    assert_eq!(
        count(&logs(json!({ "fromBlock": "0x1", "topics": [word(1)] }))),
        2
    );
    assert_eq!(
        count(&logs(
            json!({ "fromBlock": "0x1", "topics": [[word(2), word(3)]] })
        )),
        2
    );
    assert_eq!(
        count(&logs(json!({ "fromBlock": "0x1", "topics": [null] }))),
        4
    );
    assert_eq!(
        count(&logs(json!({ "fromBlock": "0x1", "topics": [null, null] }))),
        0
    );
    assert_eq!(
        count(&logs(json!({ "fromBlock": "0x2", "toBlock": "0x3" }))),
        2
    );
    assert_eq!(count(&logs(json!({}))), 1);
    let block = ask(&node, "eth_getBlockByNumber", json!(["0x2", false]));
    let found = logs(json!({ "blockHash": block["hash"] }));
    assert_eq!((count(&found), &found[0]["topics"]), (1, &json!([word(2)])));
}

#[test]
fn test_log_indices_count_through_the_block() {
    let node = node();
    let store = install(&node, 0x11, STORE);
    ask(&node, "evm_setAutomine", json!([false]));
    for value in [1, 2] {
        let call = json!({ "from": ALICE, "to": store, "data": word(value), "gas": "0x186a0" });
        ask(&node, "eth_sendTransaction", json!([call]));
    }
    ask(&node, "evm_mine", json!([]));
    let logs = ask(&node, "eth_getLogs", json!([{}]));
    let places: Vec<(&Value, &Value)> = logs
        .as_array()
        .expect("list")
        .iter()
        .map(|log| (&log["transactionIndex"], &log["logIndex"]))
        .collect();
    assert_eq!(
        places,
        [
            (&json!("0x0"), &json!("0x0")),
            (&json!("0x1"), &json!("0x1"))
        ]
    );
}

#[test]
fn test_polled_filters_report_each_thing_once() {
    let node = node();
    let store = install(&node, 0x11, STORE);
    let logs = ask(&node, "eth_newFilter", json!([{ "address": store }]));
    let blocks = ask(&node, "eth_newBlockFilter", json!([]));
    let transactions = ask(&node, "eth_newPendingTransactionFilter", json!([]));
    let receipt = send(
        &node,
        json!({ "from": ALICE, "to": store, "data": word(1) }),
    );
    let poll = |id: &Value| ask(&node, "eth_getFilterChanges", json!([id]));
    assert_eq!(
        poll(&logs)[0]["transactionHash"],
        receipt["transactionHash"]
    );
    assert_eq!(poll(&blocks), json!([receipt["blockHash"]]));
    assert_eq!(poll(&transactions), json!([receipt["transactionHash"]]));
    for id in [&logs, &blocks, &transactions] {
        assert_eq!(poll(id), json!([]));
    }
    assert_eq!(
        ask(&node, "eth_uninstallFilter", json!([logs])),
        json!(true)
    );
    assert_eq!(
        ask(&node, "eth_uninstallFilter", json!([logs])),
        json!(false)
    );
    refuse(&node, "eth_getFilterChanges", json!([logs]));
}

#[test]
fn test_reversed_range_is_refused() {
    let node = node();
    let error = refuse(
        &node,
        "eth_getLogs",
        json!([{ "fromBlock": "0x5", "toBlock": "0x1" }]),
    );
    assert_eq!(error.code, -32602);
}
