//! The storage cache, its reserves, and transient storage.

use alloy_primitives::B256;

use super::run::{Case, TAIL, call, data, give_back, import, module, result_ink, word};
use crate::program::api::{Outcome, StoreOutcome};

const LOAD: u64 = call(2) + 8400 + 2 * 5040;
const CACHE: u64 = call(2) + 8400 + 2 * 5040;
const FLUSH: u64 = call(1) + 8400 + 59_673;
/// 59,673 ink in whole gas.
const API_GAS: u64 = 5;
const GAS: u64 = 10_000;

const LOAD_CALL: &str = "(call $storage_load_bytes32 (i32.const 0) (i32.const 64))";
const CACHE_CALL: &str = "(call $storage_cache_bytes32 (i32.const 0) (i32.const 32))";
const FLUSH_CALL: &str = "(call $storage_flush_cache (i32.const 0))";
const CLEAR_CALL: &str = "(call $storage_flush_cache (i32.const 1))";

/// Key 1 at 0, value 2 at 32, what is loaded at 64.
fn program(body: &str) -> Case {
    let (out, _) = give_back(0, 0);
    let imports = import("storage_load_bytes32", "i32 i32", "")
        + &import("storage_cache_bytes32", "i32 i32", "")
        + &import("storage_flush_cache", "i32", "")
        + &import("transient_load_bytes32", "i32 i32", "")
        + &import("transient_store_bytes32", "i32 i32", "")
        + &out;
    let bytes = [word(1), word(2)].concat();
    Case::new(&module(&imports, &data(0, &bytes), body))
}

fn give() -> String {
    give_back(64, 32).1
}

#[test]
fn test_storage_load_miss_then_hit() {
    let body = format!("{LOAD_CALL} {LOAD_CALL} {}", give());
    let mut case = program(&body);
    case.world.slots.insert(word(1), word(9));
    let miss = LOAD + (2100 + API_GAS) * GAS;
    let output = case.succeed(miss + LOAD + result_ink(32) + TAIL);
    assert_eq!(output[..], word(9)[..]);
    assert_eq!(case.world.loads, [word(1)]);
}

#[test]
fn test_storage_load_warm_slot() {
    let mut case = program(LOAD_CALL);
    case.world.warm_slots.insert(word(1));
    case.succeed(LOAD + (100 + API_GAS) * GAS + TAIL);
}

#[test]
fn test_storage_cache_writes_cache_only() {
    let body = format!("{CACHE_CALL} {LOAD_CALL} {}", give());
    let mut case = program(&body);
    let output = case.succeed(CACHE + LOAD + result_ink(32) + TAIL);
    assert_eq!(output[..], word(2)[..]);
    assert!(case.world.slots.is_empty() && case.world.loads.is_empty());
}

#[test]
fn test_storage_flush_sends_dirty_slots_and_gas_left_plus_one() {
    let mut case = program(&format!("{CACHE_CALL} {FLUSH_CALL}"));
    case.world.store_answer = (StoreOutcome::Done, 22_100);
    case.succeed(CACHE + FLUSH + 22_100 * GAS + TAIL);
    let gas_left = (case.ink - CACHE - FLUSH) / GAS + 1;
    let expected = vec![(vec![(word(1), word(2))], gas_left)];
    assert_eq!(case.world.stores, expected);
}

#[test]
fn test_storage_flush_clean_asks_nothing() {
    let mut case = program(FLUSH_CALL);
    case.world.read_only = true;
    case.succeed(FLUSH + TAIL);
    assert!(case.world.stores.is_empty());
}

#[test]
fn test_storage_flush_restored_value_is_clean() {
    let mut case = program(&format!("{LOAD_CALL} {CACHE_CALL} {FLUSH_CALL}"));
    case.world.slots.insert(word(1), word(2));
    case.succeed(LOAD + (2100 + API_GAS) * GAS + CACHE + FLUSH + TAIL);
    assert!(case.world.stores.is_empty());
}

#[test]
fn test_storage_flush_unread_slot_is_dirty() {
    let mut case = program(&format!("{CACHE_CALL} {FLUSH_CALL}"));
    case.world.slots.insert(word(1), word(2));
    case.succeed(CACHE + FLUSH + TAIL);
    assert_eq!(case.world.stores.len(), 1);
}

#[test]
fn test_storage_flush_keeps_or_clears_cache() {
    let body = format!("{CACHE_CALL} {FLUSH_CALL} {LOAD_CALL} {CLEAR_CALL} {LOAD_CALL}");
    let mut case = program(&body);
    let miss = (2100 + API_GAS) * GAS;
    case.succeed(CACHE + 2 * FLUSH + 2 * LOAD + miss + TAIL);
    assert_eq!(case.world.loads, [word(1)]);
    assert_eq!(case.world.stores.len(), 1);
}

#[test]
fn test_storage_unflushed_writes_vanish() {
    let mut case = program(CACHE_CALL);
    case.succeed(CACHE + TAIL);
    assert!(case.world.slots.is_empty());
}

#[test]
fn test_storage_flush_static_dirty_is_failure() {
    let mut case = program(&format!("{CACHE_CALL} {FLUSH_CALL}"));
    case.world.read_only = true;
    case.expect(Outcome::Failure, CACHE + FLUSH);
}

#[test]
fn test_storage_flush_out_of_gas() {
    let mut case = program(&format!("{CACHE_CALL} {FLUSH_CALL}"));
    case.world.store_answer = (StoreOutcome::OutOfGas, 1_000_000);
    case.fail(Outcome::OutOfInk);
}

/// The sentry is checked after the base ink, against what is left then.
fn sentry(body: &str, base: u64, gas: u64) {
    let mut case = program(body);
    case.ink = base + gas * GAS;
    let outcome = case.run().outcome;
    assert_ne!(outcome, Outcome::OutOfInk, "at {gas} gas");
    let mut case = program(body);
    case.ink = base + gas * GAS - 1;
    case.fail(Outcome::OutOfInk);
}

#[test]
fn test_storage_sentries_2115_2310_2300() {
    let enough = "(call $storage_load_bytes32 (i32.const -1) (i32.const 64))";
    sentry(enough, LOAD, 2115);
    let enough = "(call $storage_cache_bytes32 (i32.const -1) (i32.const 64))";
    sentry(enough, CACHE, 2310);
    sentry(FLUSH_CALL, FLUSH, 2300);
}

#[test]
fn test_storage_load_sentry_even_on_hit() {
    let used = 2 * LOAD + (2100 + API_GAS) * GAS;
    let mut case = program(&format!("{LOAD_CALL} {LOAD_CALL}"));
    case.ink = used + 2115 * GAS - 1;
    case.fail(Outcome::OutOfInk);
    let mut case = program(&format!("{LOAD_CALL} {LOAD_CALL}"));
    case.ink = used + 2115 * GAS;
    case.succeed(used + TAIL);
}

/// `count` accesses of slots 0, 1, 2, ... in a loop over the last byte of the key at 0.
fn many(count: u32, access: &str) -> Case {
    let body = format!(
        "(loop $again
            {access}
            (i32.store8 (i32.const 31) (i32.add (i32.load8_u (i32.const 31)) (i32.const 1)))
            (br_if $again (i32.lt_u (i32.load8_u (i32.const 31)) (i32.const {}))))",
        count + 1
    );
    program(&body)
}

/// Ink of a loop of `count` rounds around a call of two constants, without the function's own.
fn many_ink(count: u64) -> u64 {
    let rest = 1 + 1 + 670 + 1 + 70 + 825 + 1 + 670 + 1 + 170 + 765 + 2450;
    2450 + 1 + count * (call(2) + rest) + 2450 + 1
}

#[test]
fn test_storage_cache_access_gas_of_reads() {
    // 1 to 32 free, 33 to 128 two gas, later ten; each misses a cold slot.
    let rounds: u64 = 130;
    let mut case = many(rounds as u32, LOAD_CALL);
    let growth = (128 - 32) * 2 + 2 * 10;
    let each = 8400 + 2 * 5040 + (2100 + API_GAS) * GAS;
    case.succeed(many_ink(rounds) + rounds * each + growth * GAS + TAIL);
}

#[test]
fn test_storage_cache_access_gas_of_writes() {
    // 1 to 8 free, 9 to 64 seven gas, later ten.
    let rounds: u64 = 70;
    let mut case = many(rounds as u32, CACHE_CALL);
    let growth = (64 - 8) * 7 + 6 * 10;
    case.succeed(many_ink(rounds) + rounds * (8400 + 2 * 5040) + growth * GAS + TAIL);
}

#[test]
fn test_transient_store_then_load() {
    let body = format!(
        "(call $transient_store_bytes32 (i32.const 0) (i32.const 32))
         (call $transient_load_bytes32 (i32.const 0) (i32.const 64)) {}",
        give()
    );
    let mut case = program(&body);
    let each = call(2) + 8400 + 2 * 5040 + 59_673 + 100 * GAS;
    assert_eq!(8400 + 2 * 5040 + 59_673, 78_153);
    let output = case.succeed(2 * each + result_ink(32) + TAIL);
    assert_eq!(output[..], word(2)[..]);
    assert_eq!(case.world.transient.get(&word(1)), Some(&word(2)));
}

#[test]
fn test_transient_store_static_is_failure() {
    let mut case = program("(call $transient_store_bytes32 (i32.const 0) (i32.const 32))");
    case.world.read_only = true;
    case.expect(Outcome::Failure, call(2) + 78_153 + 100 * GAS);
    assert_eq!(case.world.transient.get(&word(1)), None::<&B256>);
}
