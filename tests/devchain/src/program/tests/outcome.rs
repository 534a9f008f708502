//! How runs end: traps, ink, stack, nesting, and that nothing takes the process down.

use super::run::{Case, INK, TAIL, call, give_back, import, module, result_ink};
use crate::program::api::Outcome;

fn plain(body: &str) -> Case {
    Case::new(&module("", "", body))
}

#[test]
fn test_status_other_than_zero_reverts_with_data() {
    let (out, give) = give_back(0, 4);
    let wat = format!(
        r#"(module {out} (memory (export "memory") 1 1)
            (func (export "user_entrypoint") (param i32) (result i32) {give} i32.const 3))"#
    );
    let output = Case::new(&wat).expect(Outcome::Revert, result_ink(4) + TAIL);
    assert_eq!(output[..], [0; 4]);
}

#[test]
fn test_unreachable_is_failure_and_returns_ink() {
    // The block is paid for up to the function's end.
    plain("unreachable").expect(Outcome::Failure, 1 + TAIL);
}

#[test]
fn test_failure_drops_output() {
    let (out, give) = give_back(0, 4);
    let mut case = Case::new(&module(&out, "", &format!("{give} unreachable")));
    assert!(
        case.expect(Outcome::Failure, result_ink(4) + 1 + TAIL)
            .is_empty()
    );
}

#[test]
fn test_division_by_zero_is_failure() {
    let body = "(drop (i32.div_u (i32.const 1) (i32.const 0)))";
    plain(body).expect(Outcome::Failure, 1 + 1 + 1120 + 9 + TAIL);
}

#[test]
fn test_memory_out_of_bounds_is_failure() {
    let body = "(drop (i64.load (i32.const 65529)))";
    plain(body).expect(Outcome::Failure, 1 + 680 + 9 + TAIL);
}

#[test]
fn test_block_is_paid_as_a_whole_before_it_runs() {
    let mut case = plain("");
    case.ink = TAIL;
    case.succeed(TAIL);
    case.ink = TAIL - 1;
    case.fail(Outcome::OutOfInk);
    assert_eq!(case.run().ink_left, 0);
}

#[test]
fn test_endless_loop_is_out_of_ink() {
    plain("(loop $l (br $l))").fail(Outcome::OutOfInk);
}

#[test]
fn test_memory_fill_and_copy_cost_per_byte() {
    let fill = "(memory.fill (i32.const 0) (i32.const 7) (i32.const 1000))";
    plain(fill).succeed(3 + 950 + 100 * 1000 + TAIL);
    let copy = "(memory.copy (i32.const 0) (i32.const 100) (i32.const 50))";
    plain(copy).succeed(3 + 950 + 100 * 50 + TAIL);
}

#[test]
fn test_memory_fill_beyond_ink_is_out_of_ink() {
    let mut case = plain("(memory.fill (i32.const 0) (i32.const 7) (i32.const 1000))");
    case.ink = 3 + 950 + TAIL + 100 * 1000 - 1;
    case.fail(Outcome::OutOfInk);
}

#[test]
fn test_memory_fill_masks_from_stylus_version_3() {
    let body = "(memory.fill (i32.const 0) (i32.const 0x1ff) (i32.const 1))
                (if (i32.ne (i32.load8_u (i32.const 0)) (i32.const 255)) (then unreachable))";
    let wat = module("", "", body);
    assert_eq!(Case::new(&wat).run().outcome, Outcome::Success);
    let rules = devchain_wasm::Rules::for_arbos(51, false);
    let mut case = Case::with_rules(&wat, &rules);
    assert_eq!(case.run().outcome, Outcome::Failure);
    let byte = module(
        "",
        "",
        "(memory.fill (i32.const 0) (i32.const 255) (i32.const 9))",
    );
    let mut case = Case::with_rules(&byte, &rules);
    case.succeed(3 + 950 + 100 * 9 + TAIL);
}

/// A function that calls itself without end.
pub(super) const RECURSION: &str = r#"(module (memory (export "memory") 1 1)
    (func $deep (call $deep))
    (func (export "user_entrypoint") (param i32) (result i32) (call $deep) i32.const 0))"#;

#[test]
fn test_recursion_is_out_of_stack() {
    let mut case = Case::new(RECURSION);
    case.fail(Outcome::OutOfStack);
    assert_eq!(case.run().ink_left, 0);
}

#[test]
fn test_stack_words_to_the_word() {
    // The meter's header holds two values at once (ink and cost), so every frame of a function
    // without locals counts 2 + 4 words; a frame must leave at least one word.
    let wat = r#"(module (memory (export "memory") 1 1)
        (func $leaf)
        (func (export "user_entrypoint") (param i32) (result i32) (call $leaf) i32.const 0))"#;
    let mut case = Case::new(wat);
    case.config.max_stack_depth = 6 + 6 + 1;
    case.succeed(2450 + 3800 + 2450 + 1 + TAIL);
    case.config.max_stack_depth = 6 + 6;
    case.fail(Outcome::OutOfStack);
}

#[test]
fn test_stack_is_given_back() {
    let wat = r#"(module (memory (export "memory") 1 1)
        (func $leaf (param i32) (if (local.get 0) (then return)))
        (func (export "user_entrypoint") (param i32) (result i32)
            (call $leaf (i32.const 0)) (call $leaf (i32.const 1)) (call $leaf (i32.const 0))
            i32.const 0))"#;
    let mut case = Case::new(wat);
    case.config.max_stack_depth = 6 + 6 + 1;
    assert_eq!(case.run().outcome, Outcome::Success);
}

/// Frames of many live values, as deep as the counter allows: the native stack must hold them.
#[test]
fn test_widest_frames_do_not_reach_the_native_limit() {
    let values: String = (0..200)
        .map(|i| format!("(i64.load (i32.const {}))", i * 8))
        .collect();
    let adds = "i64.add ".repeat(199);
    let wat = format!(
        r#"(module (memory (export "memory") 1 1)
            (func $deep (result i64) {values} {adds} (call $deep) i64.add)
            (func $wide (result i64) {values} (call $wide) {adds} i64.add)
            (func (export "user_entrypoint") (param $which i32) (result i32)
                (if (local.get $which) (then (drop (call $deep))) (else (drop (call $wide))))
                i32.const 0))"#
    );
    let mut case = Case::new(&wat);
    case.fail(Outcome::OutOfStack);
    case.calldata = vec![0];
    case.fail(Outcome::OutOfStack);
}

#[test]
fn test_ink_price_converts_gas() {
    let imports = import("account_balance", "i32 i32", "");
    let body = "(call $account_balance (i32.const 0) (i32.const 32))";
    let mut case = Case::new(&module(&imports, "", body));
    case.config.ink_price = 20_000;
    case.succeed(call(2) + 78_153 + 2600 * 20_000 + TAIL);
}

#[test]
fn test_float_constants_cost_all_ink() {
    let mut case = plain("(drop (f64.const 1))");
    case.ink = INK * 1_000_000;
    case.fail(Outcome::OutOfInk);
}
