//! The executor as its clients meet it: over a socket and over HTTP, with real programs.

use std::{path::PathBuf, sync::Arc};

use alloy_primitives::hex;
use devchain::executor::{Endpoint, Executor, StylusRuntime, Summary, serve};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpStream, UnixStream},
};

fn program(name: &str) -> String {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../foundry/programs");
    folder.join(name).display().to_string()
}

fn executor() -> Arc<Executor> {
    Arc::new(Executor::new(Box::new(StylusRuntime)))
}

fn request(method: &str, params: Value) -> String {
    json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": params }).to_string()
}

/// Sends in two pieces, as a socket may deliver it.
async fn ask_socket(path: &str, method: &str, params: Value) -> Value {
    let mut stream = UnixStream::connect(path).await.expect("connects");
    let request = request(method, params);
    let (head, rest) = request.split_at(request.len() / 2);
    stream.write_all(head.as_bytes()).await.expect("sends");
    stream.flush().await.expect("sends");
    tokio::task::yield_now().await;
    stream.write_all(rest.as_bytes()).await.expect("sends");
    let mut reply = Vec::new();
    loop {
        assert!(
            stream.read_buf(&mut reply).await.expect("receives") > 0,
            "closed too early"
        );
        if let Ok(value) = serde_json::from_slice(&reply) {
            return value;
        }
    }
}

async fn ask_http(address: &str, method: &str, params: Value) -> Value {
    let host = address.trim_start_matches("http://");
    let mut stream = TcpStream::connect(host).await.expect("connects");
    let body = request(method, params);
    let head = format!(
        "POST / HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    stream
        .write_all((head + &body).as_bytes())
        .await
        .expect("sends");
    let mut reply = String::new();
    stream.read_to_string(&mut reply).await.expect("receives");
    let (_, body) = reply.split_once("\r\n\r\n").expect("a body");
    serde_json::from_str(body).expect("JSON")
}

/// A request to run a program with nothing done so far.
fn call(program: &str, calldata: &[u8]) -> String {
    let mut request = vec![1];
    request.extend(hex::decode(program).expect("a hash"));
    request.extend([0; 1 + 20 * 4 + 32 * 3 + 8 * 4]);
    request.extend(10_000_000_u64.to_be_bytes());
    request.extend((calldata.len() as u32).to_be_bytes());
    request.extend(calldata);
    hex::encode_prefixed(request)
}

#[tokio::test]
async fn test_serve_answers_on_a_socket() {
    let folder = tempfile::tempdir().expect("a folder");
    let endpoint = Endpoint::Socket(folder.path().join("executor.ipc"));
    let address = serve(executor(), &endpoint).await.expect("listens");
    let hash = ask_socket(&address, "stylus_register", json!([program("log.wat")])).await;
    let hash = hash["result"].as_str().expect("a hash");
    let reply = ask_socket(&address, "stylus_execute", json!([call(hash, &[0, 0xab])])).await;
    // A log without topics of one byte, then the end without data.
    assert_eq!(reply["result"], "0x220000000001ab0100000000");
    let summary = ask_socket(&address, "stylus_summary", json!([])).await;
    let summary: Summary = serde_json::from_value(summary["result"].clone()).expect("a summary");
    assert_eq!(
        (summary.calls, summary.round_trips, summary.failures),
        (1, 1, 0)
    );
}

#[tokio::test]
async fn test_serve_answers_over_http() {
    let address = serve(executor(), &Endpoint::Http(0))
        .await
        .expect("listens");
    let hash = ask_http(&address, "stylus_register", json!([program("log.wat")])).await;
    let hash = hash["result"].as_str().expect("a hash");
    let reply = ask_http(&address, "stylus_execute", json!([call(hash, &[0])])).await;
    assert_eq!(reply["result"], "0x2200000000000100000000");
}

#[tokio::test]
async fn test_serve_replaces_a_socket_left_behind() {
    let folder = tempfile::tempdir().expect("a folder");
    let endpoint = Endpoint::Socket(folder.path().join("executor.ipc"));
    serve(executor(), &endpoint).await.expect("listens");
    serve(executor(), &endpoint).await.expect("listens again");
}

#[tokio::test]
async fn test_execute_names_a_program_it_does_not_know() {
    let address = serve(executor(), &Endpoint::Http(0))
        .await
        .expect("listens");
    let unknown = hex::encode_prefixed([7; 32]);
    let reply = ask_http(&address, "stylus_execute", json!([call(&unknown, &[])])).await;
    let message = reply["error"]["message"].as_str().expect("an error");
    assert!(
        message.contains(&unknown) && message.contains("deploy it again"),
        "{message}"
    );
}

#[test]
fn test_register_refuses_what_a_chain_would_refuse() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("float.wat");
    let text = r#"(module (memory (export "memory") 1 1)
        (func (export "user_entrypoint") (param i32) (result i32)
            (drop (f32.add (f32.const 1) (f32.const 2))) (i32.const 0)))"#;
    std::fs::write(&path, text).expect("writes");
    let error = executor()
        .register(&path)
        .expect_err("floats are refused")
        .to_string();
    assert!(error.contains("float.wat cannot be activated"), "{error}");
}

#[test]
fn test_execute_ends_a_program_that_never_ends() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("endless.wat");
    let text = r#"(module (memory (export "memory") 1 1)
        (func (export "user_entrypoint") (param i32) (result i32) (loop (br 0)) (i32.const 0)))"#;
    std::fs::write(&path, text).expect("writes");
    let executor = executor();
    let hash = executor.register(&path).expect("registers").to_string();
    let request = hex::decode(call(&hash, &[])).expect("hex");
    assert_eq!(
        executor.execute(&request).expect("answers"),
        [0x03],
        "all gas is consumed"
    );
}
