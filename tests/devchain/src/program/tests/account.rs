//! Accounts: balance, code, hash, and the cache of the last code.

use alloy_primitives::{Bytes, U256, keccak256};

use super::{
    run::{Case, TAIL, call, data, give_back, import, module, result_ink},
    world::OTHER,
};
use crate::program::api::Outcome;

const GAS: u64 = 10_000;
const WITH_POINTERS: u64 = 8400 + 2 * 5040 + 59_673;
const CODE: u64 = 8400 + 59_673;
/// Surcharge for code of up to one contract's size.
const CODE_GAS: u64 = 700;

/// Address at 0; results go to 64.
fn program(body: &str) -> Case {
    let (out, _) = give_back(0, 0);
    let imports = import("account_balance", "i32 i32", "")
        + &import("account_code", "i32 i32 i32 i32", "i32")
        + &import("account_code_size", "i32", "i32")
        + &import("account_codehash", "i32 i32", "")
        + &out;
    let mut case = Case::new(&module(&imports, &data(0, OTHER.as_slice()), body));
    case.world.codes.insert(OTHER, Bytes::from(vec![0xfe; 100]));
    case.world.balances.insert(OTHER, U256::from(1234));
    case
}

#[test]
fn test_account_balance_cold_then_warm() {
    let ask = "(call $account_balance (i32.const 0) (i32.const 64))";
    let mut case = program(&format!("{ask} {ask} {}", give_back(64, 32).1));
    let ink = 2 * (call(2) + WITH_POINTERS) + (2600 + 100) * GAS + result_ink(32) + TAIL;
    assert_eq!(WITH_POINTERS, 78_153);
    assert_eq!(U256::from_be_slice(&case.succeed(ink)), U256::from(1234));
}

#[test]
fn test_account_balance_requires_2600_gas() {
    let ask = "(call $account_balance (i32.const 0) (i32.const 64))";
    let used = call(2) + WITH_POINTERS;
    let mut case = program(ask);
    case.world.warm_accounts.insert(OTHER);
    case.ink = used + 2600 * GAS;
    case.succeed(used + 100 * GAS + TAIL);
    case.ink -= 1;
    case.fail(Outcome::OutOfInk);
}

#[test]
fn test_account_codehash_value_and_ink() {
    let ask = "(call $account_codehash (i32.const 0) (i32.const 64))";
    let mut case = program(&format!("{ask} {}", give_back(64, 32).1));
    let ink = call(2) + WITH_POINTERS + 2600 * GAS + result_ink(32) + TAIL;
    assert_eq!(case.succeed(ink)[..], keccak256([0xfe; 100])[..]);
}

#[test]
fn test_account_code_pays_for_full_length_and_copies_overlap() {
    let ask = "(i32.store (i32.const 64) (call $account_code (i32.const 0) (i32.const 97)
        (i32.const 10) (i32.const 68)))";
    let mut case = program(&format!("{ask} {}", give_back(64, 8).1));
    // w(100) = 5040 + 30 * 68
    let code = CODE + (2600 + CODE_GAS) * GAS + 5040 + 30 * 68;
    let output = case.succeed(call(5) + code + 825 + result_ink(8) + TAIL);
    assert_eq!(output[..], [3, 0, 0, 0, 0xfe, 0xfe, 0xfe, 0]);
}

#[test]
fn test_account_code_last_code_is_free_of_account_gas() {
    let size = "(call $account_code_size (i32.const 0)) drop";
    let code = "(call $account_code (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 64)) drop";
    let mut case = program(&format!("{size} {code} {size}"));
    let ink = 2 * (call(1) + CODE + 9) + (2600 + CODE_GAS) * GAS;
    let second = call(4) + CODE + 5040 + 30 * 68 + 9;
    case.succeed(ink + second + TAIL);
}

#[test]
fn test_account_code_empty_is_not_kept() {
    let size = "(call $account_code_size (i32.const 0)) drop";
    let mut case = program(&format!("{size} {size}"));
    case.world.codes.clear();
    let each = call(1) + CODE + 9 + CODE_GAS * GAS;
    case.succeed(2 * each + (2600 + 100) * GAS + TAIL);
}
