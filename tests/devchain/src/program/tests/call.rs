//! Calls, deployments and return data, from the program's side.

use alloy_primitives::{Address, Bytes, U256};

use super::{
    run::{Case, TAIL, call, data, give_back, import, module, result_ink, word},
    world::OTHER,
};
use crate::program::api::{ApiError, CallAnswer, CallKind, CreateAnswer, Outcome};

const GAS: u64 = 10_000;
/// Base of a call or deployment with three pointers.
const CALL: u64 = 8400 + 3 * 5040 + 59_673;
/// Reading 4 bytes twice.
const READ: u64 = 2 * 16381;

/// Address at 0, calldata `01020304` at 32, value 5 at 64, salt 6 at 96; the length of the return
/// data goes to 128, return data to 160, an address to 200.
fn program(body: &str) -> Case {
    let (out, _) = give_back(0, 0);
    let imports = import("call_contract", "i32 i32 i32 i32 i64 i32", "i32")
        + &import("delegate_call_contract", "i32 i32 i32 i64 i32", "i32")
        + &import("static_call_contract", "i32 i32 i32 i64 i32", "i32")
        + &import("create1", "i32 i32 i32 i32 i32", "")
        + &import("create2", "i32 i32 i32 i32 i32 i32", "")
        + &import("read_return_data", "i32 i32 i32", "i32")
        + &import("return_data_size", "", "i32")
        + &out;
    let segments = data(0, OTHER.as_slice())
        + &data(32, &[1, 2, 3, 4])
        + &data(64, word(5).as_slice())
        + &data(96, word(6).as_slice());
    Case::new(&module(&imports, &segments, body))
}

/// A call with all gas whose status is stored at 132, next to the length at 128.
const CALL_STORED: &str = "(i32.store (i32.const 132) (call $call_contract (i32.const 0)
    (i32.const 32) (i32.const 4) (i32.const 64) (i64.const -1) (i32.const 128)))";
const CALL_STORED_INK: u64 = call(7) + CALL + READ + 825;

fn answer(success: bool, output: &[u8], gas_cost: u64) -> Option<CallAnswer> {
    Some(CallAnswer {
        success,
        output: Bytes::copy_from_slice(output),
        gas_cost,
    })
}

#[test]
fn test_call_contract_request_status_and_ink() {
    let mut case = program(&format!("{CALL_STORED} {}", give_back(128, 8).1));
    case.world.call_answer = answer(true, &[7; 5], 300);
    assert_eq!(CALL, 83_193);
    let output = case.succeed(CALL_STORED_INK + 300 * GAS + result_ink(8) + TAIL);
    assert_eq!(output[..], [5, 0, 0, 0, 0, 0, 0, 0]);
    let request = &case.world.calls[0];
    assert_eq!((request.kind, request.target), (CallKind::Call, OTHER));
    assert_eq!(request.input[..], [1, 2, 3, 4]);
    assert_eq!(request.value, U256::from(5));
}

#[test]
fn test_call_contract_u64_max_requests_all_gas_left() {
    let mut case = program(CALL_STORED);
    case.world.call_answer = answer(true, &[], 0);
    case.succeed(CALL_STORED_INK + TAIL);
    let gas_left = (case.ink - call(7) - CALL - READ) / GAS;
    let request = &case.world.calls[0];
    assert_eq!(
        (request.gas_left, request.gas_requested),
        (gas_left, gas_left)
    );
}

#[test]
fn test_call_contract_failure_is_status_2_with_data() {
    let mut case = program(&format!("{CALL_STORED} {}", give_back(128, 8).1));
    case.world.call_answer = answer(false, &[1; 3], 40);
    let output = case.succeed(CALL_STORED_INK + 40 * GAS + result_ink(8) + TAIL);
    assert_eq!(output[..], [3, 0, 0, 0, 2, 0, 0, 0]);
}

#[test]
fn test_call_contract_cost_beyond_ink_is_out_of_ink() {
    let mut case = program(CALL_STORED);
    case.world.call_answer = answer(true, &[], 10_000_000);
    case.fail(Outcome::OutOfInk);
}

#[test]
fn test_delegate_and_static_calls_have_no_value() {
    for (name, kind) in [
        ("delegate_call_contract", CallKind::Delegate),
        ("static_call_contract", CallKind::Static),
    ] {
        let body = format!(
            "(call ${name} (i32.const 0) (i32.const 32) (i32.const 4) (i64.const 77)
                (i32.const 128)) drop"
        );
        let mut case = program(&body);
        case.world.call_answer = answer(true, &[], 100);
        case.succeed(call(5) + CALL + READ + 100 * GAS + 9 + TAIL);
        let request = &case.world.calls[0];
        assert_eq!((request.kind, request.value), (kind, U256::ZERO));
        assert_eq!(request.gas_requested, 77);
    }
}

#[test]
fn test_call_suspended_is_an_error_and_no_outcome() {
    let mut case = program(CALL_STORED);
    assert_eq!(case.try_run(), Err(ApiError::Suspended));
}

/// Reads return data to 160 and gives back the count (at 128) if asked for.
fn read(offset: u32, size: u32) -> String {
    format!(
        "{CALL_STORED} (i32.store (i32.const 128) (call $read_return_data (i32.const 160)
            (i32.const {offset}) (i32.const {size}))) {}",
        give_back(128, 40).1
    )
}

fn read_ink(bytes: u64) -> u64 {
    let write = 5040 + 30 * bytes.saturating_sub(32);
    // Four constants: the address of the store and three arguments.
    CALL_STORED_INK + call(4) + 68_073 + write + 825 + result_ink(40) + TAIL
}

#[test]
fn test_read_return_data_overlap() {
    let mut case = program(&read(2, 10));
    case.world.call_answer = answer(true, &[1, 2, 3, 4, 5], 0);
    let output = case.succeed(read_ink(3));
    assert_eq!(output[..4], [3, 0, 0, 0]);
    assert_eq!(output[32..36], [3, 4, 5, 0]);
}

#[test]
fn test_read_return_data_beyond_end() {
    let mut case = program(&read(6, 10));
    case.world.call_answer = answer(true, &[1, 2, 3, 4, 5], 0);
    let output = case.succeed(read_ink(0));
    assert_eq!(output[..4], [0; 4]);
    assert_eq!(output[32..], [0; 8]);
}

#[test]
fn test_read_return_data_pays_for_overlap_only() {
    let mut case = program(&read(0, u32::MAX));
    case.world.call_answer = answer(true, &[9; 40], 0);
    let output = case.succeed(read_ink(40));
    assert_eq!(output[..4], [40, 0, 0, 0]);
}

#[test]
fn test_return_data_size_after_call() {
    let body = format!(
        "{CALL_STORED} (i32.store (i32.const 128) (call $return_data_size)) {}",
        give_back(128, 4).1
    );
    let mut case = program(&body);
    case.world.call_answer = answer(false, &[9; 40], 0);
    let output = case.succeed(CALL_STORED_INK + call(1) + 8400 + 825 + result_ink(4) + TAIL);
    assert_eq!(output[..], [40, 0, 0, 0]);
}

#[test]
fn test_return_data_is_empty_at_program_start() {
    // The same compiled program runs twice; the second run does not see the first's data.
    let body = format!(
        "(i32.store (i32.const 128) (call $return_data_size)) {} {CALL_STORED}",
        give_back(128, 4).1
    );
    let mut case = program(&body);
    case.world.call_answer = answer(true, &[9; 40], 0);
    assert_eq!(case.run().output[..], [0; 4]);
    assert_eq!(case.run().output[..], [0; 4]);
}

const CREATE1: &str = "(call $create1 (i32.const 32) (i32.const 4) (i32.const 64)
    (i32.const 200) (i32.const 128))";

#[test]
fn test_create1_success() {
    let mut case = program(&format!("{CREATE1} {}", give_back(200, 20).1));
    let created = Address::with_last_byte(0xcc);
    case.world.create_answer = CreateAnswer::Done {
        address: Some(created),
        output: Bytes::new(),
        gas_cost: 32_000,
    };
    let ink = call(5) + CALL + READ + 32_000 * GAS + result_ink(20) + TAIL;
    assert_eq!(case.succeed(ink)[..], created[..]);
    let request = &case.world.creates[0];
    assert_eq!(request.code[..], [1, 2, 3, 4]);
    assert_eq!((request.endowment, request.salt), (U256::from(5), None));
    assert_eq!(request.gas_left, (case.ink - call(5) - CALL - READ) / GAS);
}

#[test]
fn test_create2_passes_salt_and_pays_a_pointer_more() {
    let body = "(call $create2 (i32.const 32) (i32.const 4) (i32.const 64) (i32.const 96)
        (i32.const 200) (i32.const 128))";
    let mut case = program(body);
    case.world.create_answer = CreateAnswer::Done {
        address: Some(OTHER),
        output: Bytes::new(),
        gas_cost: 32_006,
    };
    assert_eq!(CALL + 5040, 88_233);
    case.succeed(call(6) + 88_233 + READ + 32_006 * GAS + TAIL);
    assert_eq!(case.world.creates[0].salt, Some(word(6)));
}

#[test]
fn test_create_failure_is_not_a_trap() {
    let body = format!(
        "(i64.store (i32.const 200) (i64.const -1)) {CREATE1} {} {}",
        give_back(200, 20).1,
        "(i32.store (i32.const 128) (call $return_data_size))"
    );
    let mut case = program(&body);
    case.world.create_answer = CreateAnswer::Done {
        address: None,
        output: Bytes::from_static(&[1, 2]),
        gas_cost: 40_000,
    };
    let result = case.run();
    assert_eq!(result.outcome, Outcome::Success);
    assert_eq!(result.output[..], [0; 20]);
}

#[test]
fn test_create_host_error_is_failure_without_charge() {
    let mut case = program(CREATE1);
    case.world.create_answer = CreateAnswer::HostError;
    case.expect(Outcome::Failure, call(5) + CALL + READ);
}
