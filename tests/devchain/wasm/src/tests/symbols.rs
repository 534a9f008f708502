//! Imports, exports and their names.

use super::common::{accept, export_names, import, module, refuse, rules};
use crate::{Rules, ValidationError};

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
    let imports: Vec<_> = vm_hooks.map(import).collect();
    assert_eq!(imports.len(), 42);
    accept(&module(&imports.concat()), &rules());
}

#[test]
fn test_imports_of_debug_chains() {
    let debug = crate::hostio::HOST_FUNCTIONS.iter().filter(|f| f.debug);
    for function in debug {
        let wat = module(&import(function));
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
fn test_section_of_compiler_output_is_stripped_of_names() {
    let wat = module("(func $named (export \"other\"))");
    let prepared = accept(&wat, &rules());
    let names = export_names(&prepared.wasm);
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
    assert!(export_names(&debug.wasm).contains(&"other".to_owned()));
}
