//! One test per rule of activation.

use super::common::{accept, module, refuse, rules};
use crate::{Rules, ValidationError};

/// A module with `body` in a function of its own.
fn function(body: &str) -> String {
    module(&format!("(func {body})"))
}

fn too_many(what: &'static str, have: u64, want: u64) -> ValidationError {
    ValidationError::TooMany { what, have, want }
}

fn is_malformed(error: &ValidationError, text: &str) {
    match error {
        ValidationError::Malformed { message, .. } => assert!(message.contains(text), "{message}"),
        other => panic!("{other}"),
    }
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
fn test_memory_count() {
    let error = refuse(&module("(memory 1)"), &rules());
    is_malformed(&error, "multiple memories");
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
    let bytes = super::common::wasm(&module(""));
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

#[test]
fn test_multi_value_until_stylus_version_2() {
    let two = function("(result i32 i32) (i32.const 1) (i32.const 2)");
    accept(&two, &Rules::for_arbos(51, false));
    is_malformed(&refuse(&two, &rules()), "multi-value");
}

#[test]
fn test_features_off() {
    for (body, fields) in [
        ("(drop (ref.null func))", ""),
        ("(drop (v128.const i64x2 0 0))", ""),
        ("(return_call $f)", "(func $f)"),
        ("(atomic.fence)", ""),
        ("(throw $t)", "(tag $t)"),
        ("(drop (table.size 0))", "(table 1 funcref)"),
    ] {
        let error = refuse(&module(&format!("{fields} (func {body})")), &rules());
        assert!(
            matches!(error, ValidationError::Malformed { .. }),
            "{body}: {error}"
        );
    }
    let wide = r#"(module (memory (export "memory") i64 1 1)
        (func (export "user_entrypoint") (param i32) (result i32) (i32.const 0)))"#;
    is_malformed(&refuse(wide, &rules()), "memory64");
    let extended = module("(global i32 (i32.add (i32.const 1) (i32.const 2)))");
    is_malformed(&refuse(&extended, &rules()), "constant expression");
}

#[test]
fn test_features_on() {
    accept(
        &module(
            "(global $g (mut i32) (i32.const 0))
             (func (global.set $g (i32.extend8_s (i32.const 1)))
                (memory.copy (i32.const 0) (i32.const 1) (i32.const 2))
                (memory.fill (i32.const 0) (i32.const 1) (i32.const 2)))",
        ),
        &rules(),
    );
}

#[test]
fn test_unsupported_operators() {
    for (body, fields, operator) in [
        (
            "(memory.init 0 (i32.const 0) (i32.const 0) (i32.const 0))",
            r#"(data "a")"#,
            "MemoryInit",
        ),
        ("(data.drop 0)", r#"(data "a")"#, "DataDrop"),
        ("(elem.drop 0)", "(elem func)", "ElemDrop"),
        (
            "(table.copy (i32.const 0) (i32.const 0) (i32.const 0))",
            "(table 1 funcref)",
            "TableCopy",
        ),
        (
            "(table.init 0 (i32.const 0) (i32.const 0) (i32.const 0))",
            "(table 1 funcref) (elem func)",
            "TableInit",
        ),
    ] {
        let error = refuse(&module(&format!("{fields} (func {body})")), &rules());
        let operator = operator.to_owned();
        assert_eq!(
            error,
            ValidationError::Operator {
                function: 0,
                operator
            }
        );
    }
}

#[test]
fn test_float_arithmetic() {
    for (body, operator) in [
        ("(drop (f32.add (f32.const 1) (f32.const 2)))", "F32Add"),
        ("(drop (f64.lt (f64.const 1) (f64.const 2)))", "F64Lt"),
        (
            "(drop (i32.trunc_sat_f64_s (f64.const 1)))",
            "I32TruncSatF64S",
        ),
        ("(drop (f64.convert_i32_u (i32.const 1)))", "F64ConvertI32U"),
        ("(drop (f64.promote_f32 (f32.const 1)))", "F64PromoteF32"),
        ("(drop (f32.neg (f32.const 1)))", "F32Neg"),
    ] {
        let operator = operator.to_owned();
        let error = refuse(&function(body), &rules());
        assert_eq!(
            error,
            ValidationError::Float {
                function: 0,
                operator
            }
        );
    }
}

#[test]
fn test_float_moves_are_accepted() {
    accept(
        &function(
            "(f32.store (i32.const 0) (f32.load (i32.const 4)))
             (drop (i64.reinterpret_f64 (f64.const 1)))",
        ),
        &rules(),
    );
}

#[test]
fn test_start_function() {
    let wat = module("(func $s) (start $s)");
    assert_eq!(refuse(&wat, &rules()), ValidationError::StartFunction);
    let prepared = accept(&wat, &Rules::for_arbos(61, true));
    assert!(super::common::export_names(&prepared.wasm).contains(&"stylus_start".to_owned()));
}

#[test]
fn test_imports_known_functions_only() {
    let unknown = r#"(import "vm_hooks" "sload" (func))"#;
    let expected = ValidationError::UnknownImport {
        module: "vm_hooks".into(),
        name: "sload".into(),
    };
    assert_eq!(refuse(&module(unknown), &rules()), expected);
    let other = r#"(import "env" "chainid" (func (result i64)))"#;
    assert!(matches!(
        refuse(&module(other), &rules()),
        ValidationError::UnknownImport { .. }
    ));
    let memory = r#"(import "vm_hooks" "chainid" (global i32))"#;
    assert!(matches!(
        refuse(&module(memory), &rules()),
        ValidationError::ImportKind { .. }
    ));
}

#[test]
fn test_imports_exact_type() {
    let wrong = r#"(import "vm_hooks" "chainid" (func (param i32) (result i32)))"#;
    let expected = ValidationError::ImportType {
        module: "vm_hooks".into(),
        name: "chainid".into(),
        have: "(i32) -> (i32)".into(),
        want: "() -> (i64)".into(),
    };
    assert_eq!(refuse(&module(wrong), &rules()), expected);
}

#[test]
fn test_imports_all_host_functions() {
    let vm_hooks = crate::hostio::HOST_FUNCTIONS.iter().filter(|f| !f.debug);
    let imports: Vec<_> = vm_hooks.map(super::common::import).collect();
    assert_eq!(imports.len(), 42);
    accept(&module(&imports.concat()), &rules());
}

#[test]
fn test_imports_of_debug_chains() {
    let debug = crate::hostio::HOST_FUNCTIONS.iter().filter(|f| f.debug);
    for function in debug {
        let wat = module(&super::common::import(function));
        accept(&wat, &Rules::for_arbos(61, true));
        let error = refuse(&wat, &rules());
        assert!(
            matches!(error, ValidationError::DebugImport { .. }),
            "{error}"
        );
    }
}

#[test]
fn test_imports_inconsistent_types() {
    let wat = module(
        r#"(type $a (func (result i64))) (type $b (func (result i64)))
        (import "vm_hooks" "chainid" (func (type $a)))
        (import "vm_hooks" "chainid" (func (type $b)))"#,
    );
    let expected = ValidationError::InconsistentImport {
        module: "vm_hooks".into(),
        name: "chainid".into(),
    };
    assert_eq!(refuse(&wat, &rules()), expected);
}

#[test]
fn test_exports_may_not_equal_imports() {
    for name in ["chainid", "vm_hooks__chainid"] {
        let wat = module(&format!(
            r#"(import "vm_hooks" "chainid" (func (result i64))) (func (export "{name}"))"#
        ));
        let expected = ValidationError::ReExportedImport("chainid".into());
        assert_eq!(refuse(&wat, &rules()), expected);
    }
}

#[test]
fn test_reserved_symbols() {
    let export = module(r#"(func (export "stylus_ink_left"))"#);
    let expected = ValidationError::ReservedSymbol {
        direction: "exports",
        name: "stylus_ink_left".into(),
    };
    assert_eq!(refuse(&export, &rules()), expected);
    let import = module(r#"(import "vm_hooks" "stylus_x" (func))"#);
    let expected = ValidationError::ReservedSymbol {
        direction: "imports",
        name: "stylus_x".into(),
    };
    assert_eq!(refuse(&import, &rules()), expected);
}

#[test]
fn test_entry_point() {
    let with = |export: &str| format!(r#"(module (memory (export "memory") 1 1) {export})"#);
    assert_eq!(
        refuse(&with("(func)"), &rules()),
        ValidationError::MissingEntryPoint
    );
    let kind = with(r#"(global (export "user_entrypoint") i32 (i32.const 0))"#);
    assert_eq!(refuse(&kind, &rules()), ValidationError::EntryPointKind);
    let ty = with(r#"(func (export "user_entrypoint") (param i64))"#);
    let expected = ValidationError::EntryPointType {
        have: "(i64) -> ()".into(),
    };
    assert_eq!(refuse(&ty, &rules()), expected);
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
fn test_padded_call_indirect_table_index() {
    let wat = module(
        "(type $t (func)) (table 1 funcref)
         (func (call_indirect (type $t) (i32.const 0)))",
    );
    accept(&wat, &rules());
    let mut bytes = super::common::wasm(&wat);
    // `call_indirect type 0, table 0, end` as raw compiler output pads the index: body and
    // section grow by the four added bytes.
    let at = bytes
        .windows(4)
        .position(|w| w == [0x11, 0, 0, 0x0b])
        .unwrap();
    let _ = bytes.splice(at + 2..at + 3, [0x80, 0x80, 0x80, 0x80, 0x00]);
    let body = at - 4;
    bytes[body] += 4;
    let section = bytes
        .windows(1)
        .take(body)
        .rposition(|w| w == [0x0a])
        .unwrap();
    bytes[section + 1] += 4;
    let error = crate::prepare(&bytes, &rules()).unwrap_err();
    assert!(
        matches!(error, ValidationError::PaddedTableIndex { .. }),
        "{error}"
    );
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

#[test]
fn test_section_of_compiler_output_is_stripped_of_names() {
    let wat = module("(func $named (export \"other\"))");
    let prepared = accept(&wat, &rules());
    let names = super::common::export_names(&prepared.wasm);
    let expected = [
        "memory",
        "user_entrypoint",
        "stylus_ink_left",
        "stylus_ink_status",
        "stylus_scratch_global",
        "stylus_stack_left",
    ];
    assert_eq!(names, expected);
    let debug = accept(&wat, &Rules::for_arbos(61, true));
    assert!(super::common::export_names(&debug.wasm).contains(&"other".to_owned()));
}
