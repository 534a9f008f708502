//! A node and small clients.

use std::{
    io::{Read, Write},
    net::TcpStream,
    time::Duration,
};

use devchain::{config::NodeConfig, node::Node, rpc::RpcError};
use serde_json::{Value, json};

/// Time of the first block in these tests.
pub(crate) const START: u64 = 1_700_000_000;
/// First of the ten accounts.
pub(crate) const ALICE: &str = "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266";
/// Second of them.
pub(crate) const BOB: &str = "0x70997970c51812dc3a010c7d01b50e0d17dc79c8";
/// An address nobody has a key of.
pub(crate) const STRANGER: &str = "0x00000000000000000000000000000000000abcde";
/// Stores the word of its calldata in slot 0 and logs it as a topic; always returns slot 0.
pub(crate) const STORE: &str = "0x361560135760003560005560003560006000a15b60005460005260206000f3";
/// Returns the time of the block.
pub(crate) const TIME: &str = "0x4260005260206000f3";
/// Reverts with `Error("nope")`.
pub(crate) const NOPE: &str =
    "0x6308c379a060e01b60005260206004526004602452636e6f706560e01b60445260646000fd";

/// A node in process, with time that stands still.
pub(crate) fn node() -> Node {
    Node::start(NodeConfig::in_process(START)).expect("starts")
}

/// A request that must succeed.
pub(crate) fn ask(node: &Node, method: &str, params: Value) -> Value {
    match node.rpc().handle(method, params) {
        Ok(value) => value,
        Err(error) => panic!("{method}: {error} {:?}", error.data),
    }
}

/// A request that must fail.
pub(crate) fn refuse(node: &Node, method: &str, params: Value) -> RpcError {
    match node.rpc().handle(method, params) {
        Ok(value) => panic!("{method} answered {value}"),
        Err(error) => error,
    }
}

/// Reads a quantity.
pub(crate) fn number(value: &Value) -> u128 {
    let text = value
        .as_str()
        .unwrap_or_else(|| panic!("no quantity: {value}"));
    u128::from_str_radix(text.trim_start_matches("0x"), 16).expect("hexadecimal")
}

/// A 32-byte word of calldata.
pub(crate) fn word(value: u64) -> String {
    format!("0x{value:064x}")
}

/// Sends a transaction of an unlocked account and returns its receipt.
pub(crate) fn send(node: &Node, transaction: Value) -> Value {
    let hash = ask(node, "eth_sendTransaction", json!([transaction]));
    ask(node, "eth_getTransactionReceipt", json!([hash]))
}

/// Puts code at an address made of one byte.
pub(crate) fn install(node: &Node, byte: u8, code: &str) -> String {
    let address = format!("0x{}", format!("{byte:02x}").repeat(20));
    ask(node, "anvil_setCode", json!([address, code]));
    address
}

/// One HTTP request; returns the head and the body of the answer.
pub(crate) fn http(node: &Node, request: &str, headers: &str, body: &str) -> (String, String) {
    let address = node.address().expect("serves");
    let mut stream = TcpStream::connect(address).expect("connects");
    stream
        .set_read_timeout(Some(Duration::from_secs(20)))
        .expect("set");
    let length = body.len();
    write!(
        stream,
        "{request} HTTP/1.1\r\nHost: {address}\r\n{headers}Content-Length: {length}\r\nConnection: close\r\n\r\n{body}"
    )
    .expect("sends");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("answers");
    let (head, body) = answer.split_once("\r\n\r\n").expect("a head and a body");
    (head.to_owned(), body.to_owned())
}

/// Posts a JSON document.
pub(crate) fn post(node: &Node, body: &str) -> Value {
    let (_, body) = http(node, "POST /", "Content-Type: application/json\r\n", body);
    serde_json::from_str(&body).unwrap_or_else(|error| panic!("{error}: {body}"))
}

/// A WebSocket client for texts of up to 64 KiB.
pub(crate) struct WebSocket {
    stream: TcpStream,
}

impl WebSocket {
    /// Connects.
    pub(crate) fn connect(node: &Node) -> Self {
        let address = node.address().expect("serves");
        let mut stream = TcpStream::connect(address).expect("connects");
        stream
            .set_read_timeout(Some(Duration::from_secs(20)))
            .expect("set");
        write!(
            stream,
            "GET / HTTP/1.1\r\nHost: {address}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
             Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
        )
        .expect("sends");
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            let mut byte = [0];
            stream.read_exact(&mut byte).expect("answers");
            head.push(byte[0]);
        }
        assert!(
            head.starts_with(b"HTTP/1.1 101"),
            "{}",
            String::from_utf8_lossy(&head)
        );
        Self { stream }
    }

    /// Sends a document as one text frame, masked with zeros.
    pub(crate) fn send(&mut self, value: &Value) {
        let text = value.to_string();
        let length = u16::try_from(text.len()).expect("short");
        let mut frame = vec![0x81, 0x80 | 126];
        frame.extend(length.to_be_bytes());
        frame.extend([0; 4]);
        frame.extend(text.as_bytes());
        self.stream.write_all(&frame).expect("sends");
    }

    /// Receives the next document.
    pub(crate) fn receive(&mut self) -> Value {
        let mut head = [0; 2];
        self.stream.read_exact(&mut head).expect("a frame");
        let length = match head[1] & 0x7f {
            126 => {
                let mut long = [0; 2];
                self.stream.read_exact(&mut long).expect("a length");
                usize::from(u16::from_be_bytes(long))
            }
            short => usize::from(short),
        };
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body).expect("a body");
        serde_json::from_slice(&body).expect("JSON")
    }

    /// Sends a request and returns its result.
    pub(crate) fn ask(&mut self, method: &str, params: Value) -> Value {
        self.send(&json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": params }));
        self.receive()["result"].clone()
    }
}
