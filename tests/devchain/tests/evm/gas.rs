//! Gas of whole transactions, by hand from the tables.

use alloy_primitives::Bytes;
use devchain::evm::types::Status;

use super::{
    chain::{Chain, wasm},
    contracts::NOTHING,
};

/// Gas of a transaction without calldata.
const TRANSACTION: u64 = 21_000;
/// Ink of [`NOTHING`]: one block of `i32.const` and `end`.
const NOTHING_INK: u64 = 2_450 + 1 + 1;

#[test]
fn test_gas_of_an_uncached_program() {
    let mut chain = Chain::new(61);
    let program = chain.program(NOTHING);
    let length = wasm(NOTHING).len() as u64;
    // One function of one parameter and one result.
    let init = 8_832 + 8_252 / 1_000 + 2 * 1_059 / 1_000 + length * 1_286 / 10_000;
    let executed = chain.send(program, Bytes::new());
    assert_eq!(executed.status, Status::Success);
    let cached = cached_gas(length);
    let run = NOTHING_INK.div_ceil(10_000);
    assert_eq!(executed.gas_used, TRANSACTION + init + cached + run);
}

#[test]
fn test_gas_of_a_program_called_before_in_the_block() {
    let mut chain = Chain::new(61);
    let program = chain.program(NOTHING);
    chain.send(program, Bytes::new());
    let executed = chain.send(program, Bytes::new());
    let length = wasm(NOTHING).len() as u64;
    assert_eq!(executed.gas_used, TRANSACTION + cached_gas(length) + 1);
}

/// Gas of a start from the cache: a function and its type are below one; globals are the four the
/// instrumentation adds; a page.
fn cached_gas(length: u64) -> u64 {
    352 + length * 122 / 100_000 + 4 * 1_628 / 1_000 + 5
}

/// A program that loads slot 0, stores 1 there and flushes.
const WRITER: &str = r#"(module
  (import "vm_hooks" "storage_load_bytes32" (func $load (param i32 i32)))
  (import "vm_hooks" "storage_cache_bytes32" (func $cache (param i32 i32)))
  (import "vm_hooks" "storage_flush_cache" (func $flush (param i32)))
  (memory (export "memory") 1 1)
  (func (export "user_entrypoint") (param i32) (result i32)
    (call $load (i32.const 0) (i32.const 32))
    (i32.store8 (i32.const 63) (i32.const 1))
    (call $cache (i32.const 0) (i32.const 32))
    (call $flush (i32.const 0))
    (i32.const 0)))"#;

#[test]
fn test_gas_of_a_storage_write_to_the_ink() {
    for version in [51, 61] {
        let mut chain = Chain::new(version);
        let program = chain.program(WRITER);
        let executed = chain.send(program, Bytes::new());
        // Blocks end at each call: two constants; two constants, a store, two constants; one; one.
        let blocks = 4 * 2_450 + 3 * 3_800 + 2 + (2 + 825 + 2) + 1 + (1 + 1);
        // A cold load and 5 gas for the miss; the cache; a flush of one slot, warm by now.
        let hostios = 18_480 + 2_105 * 10_000 + 18_480 + 68_073 + 20_000 * 10_000;
        let length = wasm(WRITER).len() as u64;
        let init = 8_832 + 8 + 2 + length * 1_286 / 10_000;
        let ink: u64 = blocks + hostios;
        let expected = TRANSACTION + init + cached_gas(length) + ink.div_ceil(10_000);
        assert_eq!(executed.gas_used, expected);
    }
}
