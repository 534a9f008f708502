//! Block, message and transaction: value and ink of each host function.

use alloy_primitives::{Address, B256, U256};

use super::run::{Case, TAIL, call, give_back, import, module, result_ink};

/// Runs a function that writes 32 bytes at 0 and gives them back.
fn word(name: &str) -> B256 {
    let (out, give) = give_back(0, 32);
    let imports = import(name, "i32", "") + &out;
    let body = format!("(call ${name} (i32.const 0)) {give}");
    let ink = call(1) + 8400 + 5040 + result_ink(32) + TAIL;
    let output = Case::new(&module(&imports, "", &body)).succeed(ink);
    B256::from_slice(&output)
}

/// Runs a function that writes 20 bytes at 0 and gives them back.
fn address(name: &str) -> Address {
    let (out, give) = give_back(0, 20);
    let imports = import(name, "i32", "") + &out;
    let body = format!("(call ${name} (i32.const 0)) {give}");
    let ink = call(1) + 8400 + 5040 + result_ink(20) + TAIL;
    let output = Case::new(&module(&imports, "", &body)).succeed(ink);
    Address::from_slice(&output)
}

/// Runs a function that returns a 64-bit number, and gives it back.
fn number(name: &str) -> u64 {
    let (out, give) = give_back(0, 8);
    let imports = import(name, "", "i64") + &out;
    let body = format!("(i64.store (i32.const 0) (call ${name})) {give}");
    // The constant address comes before the call, the store (950) opens the next block.
    let ink = call(1) + 8400 + 950 + result_ink(8) + TAIL;
    let output = Case::new(&module(&imports, "", &body)).succeed(ink);
    u64::from_le_bytes(output[..].try_into().unwrap())
}

#[test]
fn test_block_basefee_value_and_ink() {
    assert_eq!(word("block_basefee"), B256::from(U256::from(100_000_000)));
}

#[test]
fn test_block_coinbase_value_and_ink() {
    assert_eq!(address("block_coinbase"), Address::with_last_byte(0xcb));
}

#[test]
fn test_block_gas_limit_value_and_ink() {
    assert_eq!(number("block_gas_limit"), 1 << 50);
}

#[test]
fn test_block_number_is_that_of_l1() {
    assert_eq!(number("block_number"), 18_000_000);
}

#[test]
fn test_block_timestamp_value_and_ink() {
    assert_eq!(number("block_timestamp"), 1_763_679_600);
}

#[test]
fn test_chainid_value_and_ink() {
    assert_eq!(number("chainid"), 412_346);
}

#[test]
fn test_contract_address_value_and_ink() {
    assert_eq!(address("contract_address"), Address::with_last_byte(0xc0));
}

#[test]
fn test_msg_sender_value_and_ink() {
    assert_eq!(address("msg_sender"), Address::with_last_byte(0x5e));
}

#[test]
fn test_msg_value_value_and_ink() {
    assert_eq!(word("msg_value"), B256::from(U256::from(7)));
}

#[test]
fn test_tx_gas_price_value_and_ink() {
    assert_eq!(word("tx_gas_price"), B256::from(U256::from(100_000_001)));
}

#[test]
fn test_tx_origin_value_and_ink() {
    assert_eq!(address("tx_origin"), Address::with_last_byte(0x07));
}

/// Entry point that returns what a function of no arguments returns.
fn status_of(name: &str) -> String {
    format!(
        r#"(module {}
            (memory (export "memory") 1 1)
            (func (export "user_entrypoint") (param i32) (result i32) (call ${name})))"#,
        import(name, "", "i32")
    )
}

#[test]
fn test_tx_ink_price_value_and_ink() {
    let (out, give) = give_back(0, 4);
    let imports = import("tx_ink_price", "", "i32") + &out;
    let body = format!("(i32.store (i32.const 0) (call $tx_ink_price)) {give}");
    let ink = call(1) + 8400 + 825 + result_ink(4) + TAIL;
    let output = Case::new(&module(&imports, "", &body)).succeed(ink);
    assert_eq!(output[..], 10_000u32.to_le_bytes());
}

#[test]
fn test_msg_reentrant_value_and_ink() {
    let mut case = Case::new(&status_of("msg_reentrant"));
    // One block for the call, one for the closing end.
    let ink = call(0) + 8400 + 2450 + 1;
    case.succeed(ink);
    case.env.reentrant = true;
    case.expect(crate::program::api::Outcome::Revert, ink);
}

#[test]
fn test_evm_gas_left_after_paying_rounded_down() {
    let used = call(1) + 8400;
    assert_eq!(number("evm_gas_left"), (super::run::INK - used) / 10_000);
}

#[test]
fn test_evm_ink_left_after_paying() {
    let used = call(1) + 8400;
    assert_eq!(number("evm_ink_left"), super::run::INK - used);
}
