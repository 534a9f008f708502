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

/// Gas of a start from the cache; globals are the four the instrumentation adds.
fn cached_gas(length: u64) -> u64 {
    352 + 13_420 / 100_000 + 2 * 89 / 100_000 + length * 122 / 100_000 + 4 * 1_628 / 1_000 + 5
}
