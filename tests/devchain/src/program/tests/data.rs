//! Calldata, results, logs, hashing, exit.

use alloy_primitives::{Bytes, keccak256};

use super::run::{Case, TAIL, call, data, give_back, import, module, result_ink, word};
use crate::program::api::Outcome;

#[test]
fn test_read_args_copies_whole_calldata() {
    let (out, give) = give_back(0, 40);
    let imports = import("read_args", "i32", "") + &out;
    let body = format!("(call $read_args (i32.const 0)) {give}");
    let mut case = Case::new(&module(&imports, "", &body));
    case.calldata = (0..40).collect();
    // w(40) = 5040 + 30 * 8
    let ink = call(1) + 8400 + 5040 + 30 * 8 + result_ink(40) + TAIL;
    assert_eq!(case.succeed(ink)[..], case.calldata[..]);
}

#[test]
fn test_write_result_last_call_wins() {
    let imports = import("write_result", "i32 i32", "");
    let body = "(call $write_result (i32.const 0) (i32.const 4))
                (call $write_result (i32.const 1) (i32.const 2))";
    let mut case = Case::new(&module(&imports, &data(0, &[1, 2, 3, 4]), body));
    let ink = 2 * (call(2) + 8400 + 2 * 16381) + TAIL;
    assert_eq!(case.succeed(ink)[..], [2, 3]);
}

#[test]
fn test_write_result_out_of_bounds_keeps_charges() {
    let imports = import("write_result", "i32 i32", "");
    let body = "(call $write_result (i32.const 65535) (i32.const 2))";
    let ink = call(2) + 8400 + 2 * 16381;
    let output = Case::new(&module(&imports, "", body)).expect(Outcome::Failure, ink);
    assert!(output.is_empty());
}

#[test]
fn test_exit_early_zero_succeeds_with_result() {
    let imports = import("write_result", "i32 i32", "") + &import("exit_early", "i32", "");
    let body = "(call $write_result (i32.const 0) (i32.const 2))
                (call $exit_early (i32.const 0))
                unreachable";
    let mut case = Case::new(&module(&imports, &data(0, &[9, 8]), body));
    let ink = result_ink(2) + call(1);
    assert_eq!(case.succeed(ink)[..], [9, 8]);
}

#[test]
fn test_exit_early_other_reverts_with_result() {
    let imports = import("write_result", "i32 i32", "") + &import("exit_early", "i32", "");
    let body = "(call $write_result (i32.const 0) (i32.const 2))
                (call $exit_early (i32.const 7))";
    let mut case = Case::new(&module(&imports, &data(0, &[9, 8]), body));
    let ink = result_ink(2) + call(1);
    assert_eq!(case.expect(Outcome::Revert, ink)[..], [9, 8]);
}

/// A program that emits a log of `len` bytes from 0.
fn log(len: u32, topics: u32) -> Case {
    let imports = import("emit_log", "i32 i32 i32", "");
    let body = format!("(call $emit_log (i32.const 0) (i32.const {len}) (i32.const {topics}))");
    let bytes: Vec<u8> = (0..200).map(|i| i as u8).collect();
    Case::new(&module(&imports, &data(0, &bytes), &body))
}

#[test]
fn test_emit_log_topics_then_data() {
    let mut case = log(70, 2);
    // r(70) = 16381 + 55 * 38; 375 gas for the log and each topic, 8 for each of 6 bytes.
    let gas = 375 * 3 + 8 * 6;
    case.succeed(call(3) + 8400 + 59673 + 16381 + 55 * 38 + gas * 10_000 + TAIL);
    let (topics, bytes) = &case.world.logs[0];
    assert_eq!(topics.len(), 2);
    assert_eq!(topics[1][0], 32);
    assert_eq!(*bytes, Bytes::from((64..70).collect::<Vec<u8>>()));
}

#[test]
fn test_emit_log_topic_bounds() {
    let base = call(3) + 8400 + 59673;
    log(160, 5).expect(Outcome::Failure, base);
    log(63, 2).expect(Outcome::Failure, base);
    let mut four = log(128, 4);
    four.succeed(base + 16381 + 55 * 96 + 375 * 5 * 10_000 + TAIL);
    assert_eq!(four.world.logs[0].0.len(), 4);
}

#[test]
fn test_emit_log_static_is_failure() {
    let mut case = log(32, 1);
    case.world.read_only = true;
    let charges = call(3) + 8400 + 59673 + 16381 + 375 * 2 * 10_000;
    case.expect(Outcome::Failure, charges);
    assert!(case.world.logs.is_empty());
}

#[test]
fn test_native_keccak256_without_base_price() {
    let (out, give) = give_back(128, 32);
    let imports = import("native_keccak256", "i32 i32 i32", "") + &out;
    let hash = |len: u32| {
        format!("(call $native_keccak256 (i32.const 0) (i32.const {len}) (i32.const 128)) {give}")
    };
    let bytes: Vec<u8> = (0..100).collect();
    let two_words = module(&imports, &data(0, &bytes), &hash(64));
    let ink = call(3) + 121_800 + result_ink(32) + TAIL;
    assert_eq!(
        Case::new(&two_words).succeed(ink)[..],
        keccak256(&bytes[..64])[..]
    );
    let four_words = module(&imports, &data(0, &bytes), &hash(97));
    let ink = call(3) + 121_800 + 21_000 * 2 + result_ink(32) + TAIL;
    assert_eq!(
        Case::new(&four_words).succeed(ink)[..],
        keccak256(&bytes[..97])[..]
    );
}

#[test]
fn test_return_data_size_zero_before_first_call() {
    let (out, give) = give_back(0, 4);
    let imports = import("return_data_size", "", "i32") + &out;
    let body = format!("(i32.store (i32.const 0) (call $return_data_size)) {give}");
    let mut case = Case::new(&module(&imports, &data(0, word(9).as_slice()), &body));
    let output = case.succeed(call(1) + 8400 + 825 + result_ink(4) + TAIL);
    assert_eq!(output[..], [0; 4]);
}
