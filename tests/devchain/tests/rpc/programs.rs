//! A Stylus program over RPC, in the steps of a deployment by `cargo stylus`.

use std::io::Write;

use alloy_primitives::hex;
use devchain::node::Node;
use serde_json::{Value, json};

use crate::support::*;

/// The precompile that activates programs.
const ARB_WASM: &str = "0x0000000000000000000000000000000000000071";

/// Stores the second word of its calldata under the first; returns what slot the first names.
const STORE_WAT: &str = r#"
(module
  (import "vm_hooks" "read_args" (func $read_args (param i32)))
  (import "vm_hooks" "write_result" (func $write_result (param i32 i32)))
  (import "vm_hooks" "storage_load_bytes32" (func $load (param i32 i32)))
  (import "vm_hooks" "storage_cache_bytes32" (func $cache (param i32 i32)))
  (import "vm_hooks" "storage_flush_cache" (func $flush (param i32)))
  (memory (export "memory") 1 1)
  (func (export "user_entrypoint") (param $length i32) (result i32)
    (call $read_args (i32.const 0))
    (if (i32.gt_u (local.get $length) (i32.const 32))
      (then
        (call $cache (i32.const 0) (i32.const 32))
        (call $flush (i32.const 0))))
    (call $load (i32.const 0) (i32.const 64))
    (call $write_result (i32.const 64) (i32.const 32))
    (i32.const 0)))
"#;

/// Code of a program as it stands on chain: prefix, then the compressed WASM.
fn code() -> Vec<u8> {
    let wasm = wat::parse_str(STORE_WAT).expect("valid text");
    let mut code = vec![0xef, 0xf0, 0x00, 0x00];
    let mut writer = brotli::CompressorWriter::new(&mut code, 4_096, 11, 22);
    writer.write_all(&wasm).expect("compresses");
    drop(writer);
    code
}

/// Init code that returns `code` as it stands behind it.
fn init(code: &[u8]) -> String {
    let length = u16::try_from(code.len()).expect("small");
    format!("0x61{length:04x}80600c6000396000f3{}", hex::encode(code))
}

fn deploy(node: &Node) -> String {
    let receipt = send(node, json!({ "from": ALICE, "data": init(&code()) }));
    assert_eq!(receipt["status"], json!("0x1"));
    receipt["contractAddress"]
        .as_str()
        .expect("address")
        .to_owned()
}

fn activation(program: &str) -> String {
    format!("0x58c780c2{:0>64}", program.trim_start_matches("0x"))
}

fn activate(node: &Node, program: &str) -> Value {
    let call = json!({
        "from": ALICE, "to": ARB_WASM, "data": activation(program), "value": "0xde0b6b3a7640000",
    });
    send(node, call)
}

fn pair(slot: u64, value: u64) -> String {
    format!("0x{slot:064x}{value:064x}")
}

#[test]
fn test_check_sees_a_program_that_exists_only_in_overrides() {
    let node = node();
    let code_hash = alloy_primitives::keccak256(code());
    let query = format!("0xd70c0ca7{}", hex::encode(code_hash));
    let error = refuse(
        &node,
        "eth_call",
        json!([{ "to": ARB_WASM, "data": query }, "latest"]),
    );
    let data = error.data.clone().unwrap_or_default();
    assert_eq!(
        (error.code, data),
        (3, json!("0x6f809c4e")),
        "ProgramNotActivated"
    );
    let overrides = json!({
        ALICE: { "balance": format!("0x{}", "f".repeat(64)) },
        STRANGER: { "code": hex::encode_prefixed(code()) },
    });
    let call = json!({
        "from": ALICE, "to": ARB_WASM, "data": activation(STRANGER), "value": "0xde0b6b3a7640000",
    });
    let answer = ask(&node, "eth_call", json!([call, "latest", overrides]));
    let words = hex::decode(answer.as_str().expect("bytes")).expect("hexadecimal");
    assert_eq!(
        (words.len(), words[31]),
        (64, 3),
        "version 3 and a data fee"
    );
}

#[test]
fn test_stylus_version_follows_arbos() {
    for (arbos, stylus) in [(51, 2), (61, 3)] {
        let mut config = devchain::config::NodeConfig::in_process(START);
        config.chain.arbos_version = arbos;
        let node = Node::start(config).expect("starts");
        let call = json!({ "to": ARB_WASM, "data": "0xa996e0c2" });
        assert_eq!(ask(&node, "eth_call", json!([call])), json!(word(stylus)));
        let call =
            json!({ "to": "0x0000000000000000000000000000000000000064", "data": "0x051038f2" });
        assert_eq!(
            ask(&node, "eth_call", json!([call])),
            json!(word(55 + arbos))
        );
    }
}

#[test]
fn test_program_is_deployed_activated_and_called() {
    let node = node();
    let program = deploy(&node);
    let receipt = activate(&node, &program);
    assert_eq!(receipt["status"], json!("0x1"));
    let logs = receipt["logs"].as_array().expect("logs");
    let topic = "0xc0e812780707128d9a180db8ee4d1c1f1300b6dd0626d577b5d9ac759b76253c";
    assert_eq!((logs.len(), &logs[0]["topics"][0]), (1, &json!(topic)));
    let stored = send(
        &node,
        json!({ "from": ALICE, "to": program, "data": pair(5, 9) }),
    );
    assert_eq!(stored["status"], json!("0x1"));
    let read = ask(
        &node,
        "eth_call",
        json!([{ "to": program, "data": word(5) }]),
    );
    assert_eq!(read, json!(word(9)));
    let slot = ask(&node, "eth_getStorageAt", json!([program, "0x5", "latest"]));
    assert_eq!(slot, json!(word(9)));
}

#[test]
fn test_program_that_is_not_activated_refuses_calls() {
    let node = node();
    let program = deploy(&node);
    let error = refuse(
        &node,
        "eth_call",
        json!([{ "to": program, "data": word(5) }]),
    );
    assert!(!error.message.is_empty());
}

#[test]
fn test_estimate_suffices_for_a_program() {
    let node = node();
    let program = deploy(&node);
    activate(&node, &program);
    let call = json!({ "from": ALICE, "to": program, "data": pair(6, 1) });
    let gas = ask(&node, "eth_estimateGas", json!([call]));
    let receipt = send(
        &node,
        json!({ "from": ALICE, "to": program, "data": pair(6, 1), "gas": gas }),
    );
    assert_eq!(receipt["status"], json!("0x1"));
}

#[test]
fn test_second_call_in_a_block_is_cheaper_and_replays_to_the_same_gas() {
    let node = node();
    let program = deploy(&node);
    activate(&node, &program);
    ask(&node, "evm_setAutomine", json!([false]));
    let mut hashes = Vec::new();
    for slot in [1, 2] {
        let call = json!({
            "from": ALICE, "to": program, "data": pair(slot, 1), "gas": "0x493e0",
        });
        hashes.push(ask(&node, "eth_sendTransaction", json!([call])));
    }
    ask(&node, "evm_mine", json!([]));
    let mut used = Vec::new();
    for hash in hashes {
        let receipt = ask(&node, "eth_getTransactionReceipt", json!([hash]));
        let trace = ask(
            &node,
            "debug_traceTransaction",
            json!([hash, { "tracer": "noopTracer" }]),
        );
        assert_eq!((&receipt["status"], &trace), (&json!("0x1"), &json!({})));
        let steps = ask(&node, "debug_traceTransaction", json!([hash]));
        let gas = number(&receipt["gasUsed"]);
        assert_eq!(Some(gas), steps["gas"].as_u64().map(u128::from));
        used.push(gas);
    }
    assert!(
        used[0] > used[1] + 5_000,
        "uncached {} against recent {}",
        used[0],
        used[1]
    );
}

#[test]
fn test_stylus_tracer_lists_host_functions_also_for_a_script() {
    let node = node();
    let program = deploy(&node);
    activate(&node, &program);
    let receipt = send(
        &node,
        json!({ "from": ALICE, "to": program, "data": pair(5, 9) }),
    );
    let script = "{ hostio: function(info) {}, enter: function(f) {}, exit: function(r) {}, result: function() {} }";
    let trace = |tracer: &str| {
        let options = json!({ "tracer": tracer });
        ask(
            &node,
            "debug_traceTransaction",
            json!([receipt["transactionHash"], options]),
        )
    };
    let native = trace("stylusTracer");
    assert_eq!(native, trace(script));
    let names: Vec<&str> = native
        .as_array()
        .expect("list")
        .iter()
        .filter_map(|event| event["name"].as_str())
        .collect();
    for name in [
        "read_args",
        "storage_cache_bytes32",
        "storage_load_bytes32",
        "write_result",
    ] {
        assert!(names.contains(&name), "{name} is missing from {names:?}");
    }
    let call = json!({ "to": program, "data": word(5) });
    let simulated = ask(
        &node,
        "debug_traceCall",
        json!([call, "latest", { "tracer": "stylusTracer" }]),
    );
    assert!(
        simulated
            .as_array()
            .is_some_and(|events| !events.is_empty())
    );
}
