//! Memory, segments, frames: one test per rule of activation.

use super::common::{accept, is_malformed, module, refuse, rules, wasm};
use crate::ValidationError;

/// A module with `body` in a function of its own.
fn function(body: &str) -> String {
    module(&format!("(func {body})"))
}

#[test]
fn test_prepare_accepts_minimal_program() {
    let prepared = accept(&module(""), &rules());
    wasmparser::validate(&prepared.wasm).unwrap();
}

#[test]
fn test_prepare_not_wasm() {
    let error = crate::prepare(b"\0asm\x01\0\0\0\xff", &rules()).unwrap_err();
    assert!(matches!(error, ValidationError::Malformed { .. }));
}

#[test]
fn test_prepare_unknown_stylus_version() {
    let mut rules = rules();
    rules.stylus_version = 4;
    let error = refuse(&module(""), &rules);
    assert_eq!(error, ValidationError::UnknownVersion(4));
}

#[test]
fn test_memory_missing_or_not_exported() {
    let entry = r#"(func (export "user_entrypoint") (param i32) (result i32) (i32.const 0))"#;
    for memory in ["", "(memory 1 1)", r#"(memory (export "mem") 1 1)"#] {
        let error = refuse(&format!("(module {memory} {entry})"), &rules());
        assert_eq!(error, ValidationError::MissingMemory);
    }
}

#[test]
fn test_memory_pages_against_limit() {
    let wat = |pages: u64| {
        format!(
            r#"(module (memory (export "memory") {pages} {pages})
            (func (export "user_entrypoint") (param i32) (result i32) (i32.const 0)))"#
        )
    };
    accept(&wat(128), &rules());
    let error = refuse(&wat(129), &rules());
    assert_eq!(
        error,
        ValidationError::MemoryTooLarge {
            have: 129,
            want: 128
        }
    );
    let mut open = rules();
    open.page_limit = 100;
    let error = refuse(&wat(101), &open);
    assert_eq!(
        error,
        ValidationError::MemoryTooLarge {
            have: 101,
            want: 100
        }
    );
}

#[test]
fn test_memory_max_below_min() {
    let bytes = wasm(&module(""));
    // The memory section is `05 04 01 01 01 01`: limits with maximum, both 1.
    let at = bytes
        .windows(6)
        .position(|w| w == [5, 4, 1, 1, 1, 1])
        .unwrap();
    let mut broken = bytes.clone();
    broken[at + 5] = 0;
    let error = crate::prepare(&broken, &rules()).unwrap_err();
    is_malformed(&error, "size minimum must not be greater than maximum");
}

#[test]
fn test_pay_for_memory_grow_required_unless_fixed() {
    let with = |memory: &str| module("").replace(r#"(memory (export "memory") 1 1)"#, memory);
    for memory in [
        r#"(memory (export "memory") 1)"#,
        r#"(memory (export "memory") 1 2)"#,
    ] {
        let error = refuse(&with(memory), &rules());
        assert_eq!(error, ValidationError::MissingMemoryGrow);
        let import = r#"(import "vm_hooks" "pay_for_memory_grow" (func (param i32)))"#;
        accept(&with(&format!("{import} {memory}")), &rules());
    }
}

#[test]
fn test_frame_contention() {
    // A header of two values tops what is live at the beginning of a block.
    let live = |n: usize| {
        function(&format!(
            "{} (call $f) {}",
            "i32.const 0 ".repeat(n),
            "drop ".repeat(n)
        ))
        .replacen("(module", "(module (func $f)", 1)
    };
    accept(&live(4094), &rules());
    let expected = ValidationError::StackContention {
        function: 1,
        have: 4097,
        want: 4096,
    };
    assert_eq!(refuse(&live(4095), &rules()), expected);
}

#[test]
fn test_segments_within_bounds() {
    accept(&module(r#"(data (i32.const 65535) "a")"#), &rules());
    let data = module(r#"(data (i32.const 65535) "ab")"#);
    let expected = ValidationError::SegmentOutOfBounds {
        what: "data",
        index: 0,
        have: 65_537,
        want: 65_536,
    };
    assert_eq!(refuse(&data, &rules()), expected);
    let element = module("(table 1 funcref) (func $f) (elem (i32.const 1) $f)");
    let error = refuse(&element, &rules());
    assert!(matches!(
        error,
        ValidationError::SegmentOutOfBounds {
            have: 2,
            want: 1,
            ..
        }
    ));
}
