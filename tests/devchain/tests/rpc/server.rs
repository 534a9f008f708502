use std::net::TcpStream;

use devchain::{config::NodeConfig, node::Node};
use serde_json::{Value, json};

use crate::support::*;

fn serving() -> Node {
    Node::start(NodeConfig::default()).expect("starts")
}

fn request(id: u64, method: &str, params: Value) -> Value {
    json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params })
}

#[test]
fn test_http_answers_single_requests_and_batches() {
    let node = serving();
    let one = post(&node, &request(7, "eth_chainId", json!([])).to_string());
    assert_eq!(
        one,
        json!({ "jsonrpc": "2.0", "id": 7, "result": "0x64aba" })
    );
    let batch = json!([
        request(1, "eth_blockNumber", json!([])),
        request(2, "eth_nothing", json!([]))
    ]);
    let answers = post(&node, &batch.to_string());
    assert_eq!(answers[0]["result"], json!("0x0"));
    assert_eq!(answers[1]["error"]["code"], json!(-32601));
    let bare = post(&node, r#"{"jsonrpc":"2.0","id":1,"method":"eth_chainId"}"#);
    assert_eq!(bare["result"], json!("0x64aba"));
}

#[test]
fn test_http_errors_carry_code_and_data() {
    let node = serving();
    let nope = install(&node, 0x22, NOPE);
    let answer = post(
        &node,
        &request(1, "eth_call", json!([{ "to": nope }])).to_string(),
    );
    assert_eq!(answer["error"]["code"], json!(3));
    assert_eq!(
        answer["error"]["message"],
        json!("execution reverted: nope")
    );
    assert!(
        answer["error"]["data"]
            .as_str()
            .is_some_and(|data| data.starts_with("0x08c379a0"))
    );
}

#[test]
fn test_malformed_documents_get_an_error_and_the_node_lives() {
    let node = serving();
    assert_eq!(post(&node, "{ not json")["error"]["code"], json!(-32700));
    for document in ["{}", "[]", "17", r#"{"jsonrpc":"2.0","method":5,"id":1}"#] {
        let code = post(&node, document)["error"]["code"].clone();
        assert!(
            [json!(-32600), json!(-32700)].contains(&code),
            "{document}: {code}"
        );
    }
    let (head, _) = http(&node, "GET /nothing", "", "");
    assert!(head.starts_with("HTTP/1.1 4"), "{head}");
    let answer = post(&node, &request(1, "eth_chainId", json!([])).to_string());
    assert_eq!(answer["result"], json!("0x64aba"));
}

#[test]
fn test_browsers_of_any_origin_are_served() {
    let node = serving();
    let headers = "Origin: http://example.org\r\nAccess-Control-Request-Method: POST\r\n\
                   Access-Control-Request-Headers: content-type\r\n";
    let (head, _) = http(&node, "OPTIONS /", headers, "");
    assert!(head.starts_with("HTTP/1.1 200"), "{head}");
    assert!(
        head.to_lowercase()
            .contains("access-control-allow-origin: *"),
        "{head}"
    );
}

#[test]
fn test_websocket_pushes_heads_logs_and_transactions() {
    let node = serving();
    let store = install(&node, 0x11, STORE);
    let mut socket = WebSocket::connect(&node);
    assert_eq!(socket.ask("eth_chainId", json!([])), json!("0x64aba"));
    let heads = socket.ask("eth_subscribe", json!(["newHeads"]));
    let logs = socket.ask("eth_subscribe", json!(["logs", { "address": store }]));
    let pending = socket.ask("eth_subscribe", json!(["newPendingTransactions"]));
    assert!(
        heads.as_str().is_some_and(|id| id.starts_with("0x")),
        "{heads}"
    );
    let receipt = send(
        &node,
        json!({ "from": ALICE, "to": store, "data": word(4) }),
    );
    let mut seen = 0;
    while seen < 3 {
        let message = socket.receive();
        assert_eq!(message["method"], json!("eth_subscription"));
        let (id, result) = (
            &message["params"]["subscription"],
            &message["params"]["result"],
        );
        match id {
            id if *id == heads => assert_eq!(result["hash"], receipt["blockHash"]),
            id if *id == logs => assert_eq!(result["topics"], json!([word(4)])),
            id if *id == pending => assert_eq!(*result, receipt["transactionHash"]),
            other => panic!("unknown subscription {other}"),
        }
        seen += 1;
    }
    assert_eq!(socket.ask("eth_unsubscribe", json!([heads])), json!(true));
    assert_eq!(socket.ask("eth_unsubscribe", json!([logs])), json!(true));
    assert_eq!(socket.ask("eth_unsubscribe", json!([pending])), json!(true));
    send(
        &node,
        json!({ "from": ALICE, "to": store, "data": word(5) }),
    );
    assert_eq!(socket.ask("eth_blockNumber", json!([])), json!("0x2"));
}

#[test]
fn test_unknown_subscription_is_refused() {
    let node = serving();
    let mut socket = WebSocket::connect(&node);
    socket.send(&request(1, "eth_subscribe", json!(["newCoffee"])));
    assert_eq!(socket.receive()["error"]["code"], json!(-32602));
}

#[test]
fn test_registered_method_is_served_by_every_transport() {
    let node = serving();
    node.rpc()
        .register("custom_echo", |params| Ok(json!({ "got": params })));
    let expected = json!({ "got": [1, "two"] });
    assert_eq!(ask(&node, "custom_echo", json!([1, "two"])), expected);
    let answer = post(
        &node,
        &request(1, "custom_echo", json!([1, "two"])).to_string(),
    );
    assert_eq!(answer["result"], expected);
}

#[test]
fn test_dropped_node_frees_its_port() {
    let node = serving();
    let address = node.address().expect("serves");
    TcpStream::connect(address).expect("connects");
    drop(node);
    let config = NodeConfig {
        port: address.port(),
        ..NodeConfig::default()
    };
    for _ in 0..100 {
        if Node::start(config.clone()).is_ok() {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    panic!("the port is still taken after five seconds");
}

#[test]
fn test_node_may_start_and_end_inside_a_runtime() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .expect("builds");
    runtime.block_on(async {
        let node = serving();
        assert_eq!(ask(&node, "eth_chainId", json!([])), json!("0x64aba"));
        drop(node);
    });
}

#[test]
fn test_unknown_arbos_version_is_refused() {
    let mut config = NodeConfig::default();
    config.chain.arbos_version = 12;
    let error = Node::start(config).expect_err("unknown");
    assert!(error.to_string().contains("ArbOS 12"), "{error}");
}
