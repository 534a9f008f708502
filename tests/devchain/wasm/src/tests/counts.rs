//! Limits of counts and names: the largest accepted, the smallest refused.

use super::common::{accept, is_malformed, module, refuse, rules};
use crate::{Rules, ValidationError};

/// A module with `body` in a function of its own.
fn function(body: &str) -> String {
    module(&format!("(func {body})"))
}

fn too_many(what: &'static str, have: u64, want: u64) -> ValidationError {
    ValidationError::TooMany { what, have, want }
}

#[test]
fn test_memory_count() {
    let error = refuse(&module("(memory 1)"), &rules());
    is_malformed(&error, "multiple memories");
}

#[test]
fn test_data_segments_count() {
    let segments = |n: usize| module(&r#"(data (i32.const 0) "a")"#.repeat(n));
    accept(&segments(128), &rules());
    assert_eq!(
        refuse(&segments(129), &rules()),
        too_many("data segments", 129, 128)
    );
}

#[test]
fn test_element_segments_count() {
    let segments = |n: usize| {
        module(&format!(
            "(table 1 funcref) (func $f) {}",
            "(elem (i32.const 0) $f)".repeat(n)
        ))
    };
    accept(&segments(128), &rules());
    assert_eq!(
        refuse(&segments(129), &rules()),
        too_many("element segments", 129, 128)
    );
}

#[test]
fn test_exports_count() {
    // Memory and entry point are exports too.
    let exports = |n: usize| {
        let list: String = (0..n - 2)
            .map(|i| format!("(export \"e{i}\" (func $f))"))
            .collect();
        module(&format!("(func $f) {list}"))
    };
    accept(&exports(1024), &rules());
    assert_eq!(
        refuse(&exports(1025), &rules()),
        too_many("exports", 1025, 1024)
    );
}

#[test]
fn test_functions_count() {
    let functions = |n: usize| module(&"(func)".repeat(n - 1));
    accept(&functions(4096), &rules());
    assert_eq!(
        refuse(&functions(4097), &rules()),
        too_many("functions", 4097, 4096)
    );
}

#[test]
fn test_globals_count_includes_added() {
    let globals = |n: usize| module(&"(global i32 (i32.const 0))".repeat(n));
    accept(&globals(32_768 - 4), &rules());
    assert_eq!(
        refuse(&globals(32_765), &rules()),
        too_many("globals", 32_769, 32_768)
    );
}

#[test]
fn test_locals_count() {
    let locals = |n: usize| function(&format!("(local {})", "i32 ".repeat(n)));
    accept(&locals(348), &rules());
    let error = refuse(&locals(349), &rules());
    let expected = ValidationError::TooManyInFunction {
        function: 0,
        what: "locals",
        have: 349,
        want: 348,
    };
    assert_eq!(error, expected);
}

#[test]
fn test_operators_count_is_that_of_the_instrumented_function() {
    // Meter 12, stack 12 before and 5 after, the closing end.
    let own = 12 + 12 + 5 + 1;
    let nops = |n: usize| function(&"nop ".repeat(n));
    accept(&nops(65_536 - own), &rules());
    let error = refuse(&nops(65_536 - own + 1), &rules());
    let expected = ValidationError::TooManyInFunction {
        function: 0,
        what: "operators",
        have: 65_537,
        want: 65_536,
    };
    assert_eq!(error, expected);
}

#[test]
fn test_imports_count_from_arbos_32() {
    let imports = |n: usize| {
        let one = r#"(import "vm_hooks" "chainid" (func (result i64)))"#;
        module(&one.repeat(n))
    };
    accept(&imports(513), &rules());
    assert_eq!(
        refuse(&imports(514), &rules()),
        too_many("imports", 514, 513)
    );
    accept(&imports(514), &Rules::for_arbos(31, false));
}

#[test]
fn test_table_entries_count() {
    accept(&module("(table 4096 funcref)"), &rules());
    let error = refuse(&module("(table 4097 funcref)"), &rules());
    assert_eq!(error, too_many("table entries", 4097, 4096));
}

#[test]
fn test_element_entries_are_counted_in_stored_bytes() {
    let items = |n: usize| {
        let list = "$f ".repeat(n);
        module(&format!(
            "(table 4096 funcref) (func $f) (elem (i32.const 0) {list})"
        ))
    };
    // Flags, offset expression of 3 and a count of 2 bytes come before the items.
    accept(&items(4096 - 6), &rules());
    assert_eq!(
        refuse(&items(4096 - 5), &rules()),
        too_many("element entries", 4097, 4096)
    );
}

#[test]
fn test_name_lengths() {
    let export = |n: usize| module(&format!("(func (export \"{}\"))", "e".repeat(n)));
    accept(&export(512), &rules());
    let too_long = |what| ValidationError::NameTooLong {
        what,
        have: 513,
        want: 512,
    };
    assert_eq!(refuse(&export(513), &rules()), too_long("export name"));
    let named =
        |n: usize| module("").replacen("(module", &format!("(module ${}", "m".repeat(n)), 1);
    accept(&named(512), &rules());
    assert_eq!(refuse(&named(513), &rules()), too_long("module name"));
}
