//! Features and operators that are on, off, or on by version.

use super::common::{accept, export_names, is_malformed, module, refuse, rules, wasm};
use crate::{Rules, ValidationError};

/// A module with `body` in a function of its own.
fn function(body: &str) -> String {
    module(&format!("(func {body})"))
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
    assert!(export_names(&prepared.wasm).contains(&"stylus_start".to_owned()));
}

#[test]
fn test_padded_call_indirect_table_index() {
    let wat = module(
        "(type $t (func)) (table 1 funcref)
         (func (call_indirect (type $t) (i32.const 0)))",
    );
    accept(&wat, &rules());
    let mut bytes = wasm(&wat);
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
