use alloy_primitives::hex;
use devchain::{config::NodeConfig, node::Node};
use serde_json::{Value, json};

use crate::support::*;

/// Wei of a unit in these tests: ten gas at the base fee.
const PRICE: u64 = 1_000_000_000;
/// Where the fees for posting go.
const FUNDS_POOL: &str = "0xa4b00000000000000000000000000000000000f6";
const NODE_INTERFACE: &str = "0x00000000000000000000000000000000000000c8";
const ARB_OWNER: &str = "0x0000000000000000000000000000000000000070";
const ARB_DEBUG: &str = "0x00000000000000000000000000000000000000ff";
const BASE_FEE: u128 = 100_000_000;

fn priced_node(price: u64) -> Node {
    let mut config = NodeConfig::in_process(START);
    config.chain.l1_price_per_unit = price;
    Node::start(config).expect("starts")
}

fn transfer() -> Value {
    json!({ "from": ALICE, "to": BOB, "value": "0x1" })
}

/// Sixteen units a byte of the compressed transaction, ten gas each.
fn bytes_paid(receipt: &Value) -> u128 {
    let gas = number(&receipt["gasUsedForL1"]);
    assert_eq!(gas % 160, 0, "{gas}");
    gas / 160
}

fn posted_size(node: &Node, receipt: &Value) -> u128 {
    let raw = ask(
        node,
        "eth_getRawTransactionByHash",
        json!([receipt["transactionHash"]]),
    );
    let raw = hex::decode(raw.as_str().expect("bytes")).expect("hexadecimal");
    raw.len() as u128
}

/// `gasEstimateComponents` or `gasEstimateL1Component` for a transfer to Bob, as numbers.
fn components(node: &Node, selector: &str, data: &str) -> Vec<u128> {
    let data = data.trim_start_matches("0x");
    let (bob, length) = (BOB.trim_start_matches("0x"), data.len() / 2);
    let input = format!(
        "0x{selector}{bob:0>64}{:064x}{:064x}{length:064x}{data:0<64}",
        0, 96
    );
    let call = json!({ "from": ALICE, "to": NODE_INTERFACE, "data": input });
    let answer = ask(node, "eth_call", json!([call, "pending"]));
    let answer = hex::decode(answer.as_str().expect("bytes")).expect("hexadecimal");
    let words = answer.chunks(32);
    words
        .map(|word| u128::from_be_bytes(word[16..].try_into().expect("16 bytes")))
        .collect()
}

#[test]
fn test_sender_pays_for_the_compressed_bytes_of_the_transaction() {
    let node = priced_node(PRICE);
    let receipt = send(&node, transfer());
    let (paid, size) = (bytes_paid(&receipt), posted_size(&node, &receipt));
    // A signature does not compress; an uncompressed block adds at most five bytes.
    assert!((65..=size + 5).contains(&paid), "{paid} of {size}");
    let l1 = number(&receipt["gasUsedForL1"]);
    assert_eq!(number(&receipt["gasUsed"]), 21_000 + l1);
    let pool = ask(&node, "eth_getBalance", json!([FUNDS_POOL]));
    assert_eq!(number(&pool), l1 * BASE_FEE);
}

#[test]
fn test_data_that_compresses_costs_little() {
    let node = priced_node(PRICE);
    let paid = |data: String| {
        bytes_paid(&send(
            &node,
            json!({ "from": ALICE, "to": BOB, "data": data }),
        ))
    };
    let (plain, zeros) = (paid("0x".into()), paid(format!("0x{}", "00".repeat(3_000))));
    assert!(zeros < plain + 120, "{zeros} against {plain}");
    let noise: String = (0..30_u8)
        .map(|i| hex::encode(alloy_primitives::keccak256([i])))
        .collect();
    let noisy = paid(format!("0x{noise}"));
    assert!(
        (plain + 960..plain + 980).contains(&noisy),
        "{noisy} against {plain}"
    );
}

#[test]
fn test_impersonated_sender_pays_as_if_it_had_signed() {
    let node = priced_node(PRICE);
    ask(&node, "anvil_impersonateAccount", json!([STRANGER]));
    ask(
        &node,
        "anvil_setBalance",
        json!([STRANGER, "0xde0b6b3a7640000"]),
    );
    let signed = send(&node, transfer());
    let marked = send(
        &node,
        json!({ "from": STRANGER, "to": BOB, "value": "0x1" }),
    );
    assert!(bytes_paid(&signed).abs_diff(bytes_paid(&marked)) <= 2);
}

#[test]
fn test_owner_sets_the_price() {
    let node = node();
    assert_eq!(send(&node, transfer())["gasUsedForL1"], json!("0x0"));
    send(
        &node,
        json!({ "from": ALICE, "to": ARB_DEBUG, "data": "0x0e5bbc11" }),
    );
    let data = format!("0x2b352fae{PRICE:064x}");
    send(
        &node,
        json!({ "from": ALICE, "to": ARB_OWNER, "data": data }),
    );
    let receipt = send(&node, transfer());
    assert!(bytes_paid(&receipt) > 65);
    let trace = json!([receipt["transactionHash"], { "tracer": "callTracer" }]);
    let replayed = ask(&node, "debug_traceTransaction", trace);
    assert_eq!(replayed["gasUsed"], receipt["gasUsed"]);
}

#[test]
fn test_gas_limit_must_cover_posting() {
    let node = priced_node(PRICE);
    let mut call = transfer();
    call["gas"] = json!("0x5300");
    let error = refuse(&node, "eth_sendTransaction", json!([call]));
    assert!(
        error
            .message
            .starts_with("intrinsic gas too low: have 21248"),
        "{error}"
    );
}

#[test]
fn test_estimate_covers_posting_with_a_margin() {
    let node = priced_node(PRICE);
    let gas = ask(&node, "eth_estimateGas", json!([transfer()]));
    let mut call = transfer();
    call["gas"] = gas.clone();
    let receipt = send(&node, call);
    assert_eq!(receipt["status"], json!("0x1"));
    let (l1, used) = (
        number(&receipt["gasUsedForL1"]),
        number(&receipt["gasUsed"]),
    );
    assert!(number(&gas) > used + l1 / 10, "{gas} against {used}");
    assert!(number(&gas) < used + 2 * l1, "{gas} against {used}");
}

#[test]
fn test_call_pays_for_posting_beyond_its_cap() {
    let node = priced_node(PRICE);
    let teller = install(&node, 0x51, "0x5a60005260206000f3");
    let left = |call: Value| number(&ask(&node, "eth_call", json!([call])));
    // A call that names no gas has the whole cap for itself, give or take the bytes of the limit.
    let unnamed = left(json!({ "to": teller }));
    assert!(
        unnamed.abs_diff(50_000_000 - 21_000 - 2) <= 480,
        "{unnamed}"
    );
    let named = left(json!({ "to": teller, "gas": "0x30d40" }));
    assert!((1..200_000 - 21_000 - 160 * 65).contains(&named), "{named}");
}

#[test]
fn test_node_interface_splits_an_estimate() {
    let node = priced_node(PRICE);
    let data = "0x0102030405060708";
    let whole = components(&node, "c94e6eeb", data);
    let call = json!({ "from": ALICE, "to": BOB, "data": data });
    let estimate = number(&ask(&node, "eth_estimateGas", json!([call])));
    assert_eq!(whole.len(), 4);
    assert_eq!(
        (whole[0], whole[2], whole[3]),
        (estimate, BASE_FEE, PRICE.into())
    );
    let execution = 21_000 + 8 * 16;
    assert_eq!(whole[0] - whole[1], execution);
    let part = components(&node, "77d488a2", data);
    assert_eq!(
        part,
        whole[1..],
        "at the minimum price both margins are the same"
    );
    // Of a price above the minimum an estimate takes only seven eighths.
    ask(
        &node,
        "anvil_setNextBlockBaseFeePerGas",
        json!(["0x2faf0800"]),
    );
    let (whole, part) = (
        components(&node, "c94e6eeb", data),
        components(&node, "77d488a2", data),
    );
    assert!(
        (part[0] * 8 / 7).abs_diff(whole[1]) <= 2,
        "{part:?} {whole:?}"
    );
}

#[test]
fn test_node_interface_refuses_what_it_does_not_offer() {
    let node = node();
    let call = json!({ "to": NODE_INTERFACE, "data": "0x12345678" });
    assert_eq!(refuse(&node, "eth_call", json!([call])).code, 3);
    let free = components(&node, "c94e6eeb", "0x");
    assert_eq!((free[0], free[1], free[3]), (21_000, 0, 0));
}
