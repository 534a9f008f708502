//! The price of every class of operators, and of blocks.

use wasmparser::{FuncType, Operator, ValType};

use super::common::module;
use crate::{
    Rules, module,
    price::{BLOCK_HEADER_INK, FORBIDDEN_INK, operator_ink},
};

/// Prices of the operators of a function, in order, without its closing `end`.
fn prices(fields: &str, body: &str) -> Vec<u64> {
    let bytes = super::common::wasm(&module(&format!("{fields} (func {body})")));
    let parsed = module::parse(&bytes, &Rules::for_arbos(61, false)).unwrap();
    let ops = &parsed.codes[0].ops;
    let price = |op| operator_ink(op, &parsed.types);
    ops[..ops.len() - 1].iter().map(price).collect()
}

/// Price of the last operator of a body.
fn last(body: &str) -> u64 {
    *prices("", body).last().unwrap()
}

/// Price of a unary operator whose result is dropped.
fn unary(op: &str, ty: &str) -> u64 {
    prices("", &format!("{ty}.const 1 {op} drop"))[1]
}

/// Price of a binary operator whose result is dropped.
fn binary(op: &str, ty: &str) -> u64 {
    prices("", &format!("{ty}.const 1 {ty}.const 1 {op} drop"))[2]
}

#[test]
fn test_operator_ink_constants_and_control() {
    assert_eq!(BLOCK_HEADER_INK, 2450);
    assert_eq!(last("unreachable"), 1);
    assert_eq!(last("return"), 1);
    assert_eq!(last("nop"), 1);
    assert_eq!(prices("", "i32.const 5 drop"), [1, 9]);
    assert_eq!(prices("", "i64.const 5 drop"), [1, 9]);
    assert_eq!(prices("", "block end"), [1, 1]);
    assert_eq!(prices("", "loop end"), [1, 1]);
    assert_eq!(prices("", "i32.const 1 if else end"), [1, 765, 1, 1]);
    assert_eq!(last("br 0"), 765);
    assert_eq!(prices("", "i32.const 1 br_if 0"), [1, 765]);
    assert_eq!(
        prices("", "i32.const 1 i32.const 1 i32.const 1 select drop")[3],
        1250
    );
}

#[test]
fn test_operator_ink_br_table_excludes_default() {
    let table = |targets: &str| prices("", &format!("i32.const 1 br_table {targets}"))[1];
    assert_eq!(table("0"), 2400);
    assert_eq!(table("0 0"), 2400 + 325);
    assert_eq!(table("0 0 0 0"), 2400 + 3 * 325);
}

#[test]
fn test_operator_ink_calls() {
    assert_eq!(prices("", "call 0"), [3800]);
    let indirect = prices(
        "(type $t (func (param i32 i64))) (table 1 funcref)",
        "i32.const 1 i64.const 1 i32.const 0 call_indirect (type $t)",
    );
    assert_eq!(indirect[3], 13_610 + 650 * 2);
}

#[test]
fn test_operator_ink_variables() {
    let body = "(local i32) local.get 0 local.set 0 local.get 0 local.tee 0 drop";
    assert_eq!(prices("", body), [75, 210, 75, 75, 9]);
    let global = prices(
        "(global $g (mut i32) (i32.const 0))",
        "global.get $g global.set $g",
    );
    assert_eq!(global, [225, 575]);
}

#[test]
fn test_operator_ink_memory() {
    for op in [
        "i32.load",
        "i32.load8_s",
        "i32.load8_u",
        "i32.load16_s",
        "i32.load16_u",
    ] {
        assert_eq!(unary(op, "i32"), 670, "{op}");
    }
    for op in ["", "8_s", "8_u", "16_s", "16_u", "32_s", "32_u"] {
        assert_eq!(unary(&format!("i64.load{op}"), "i32"), 680, "{op}");
    }
    for op in ["i32.store", "i32.store8", "i32.store16"] {
        assert_eq!(last(&format!("i32.const 0 i32.const 0 {op}")), 825, "{op}");
    }
    for op in ["i64.store", "i64.store8", "i64.store16", "i64.store32"] {
        assert_eq!(last(&format!("i32.const 0 i64.const 0 {op}")), 950, "{op}");
    }
    assert_eq!(prices("", "memory.size drop")[0], 3000);
    assert_eq!(unary("memory.grow", "i32"), 8050);
    assert_eq!(last("i32.const 0 i32.const 0 i32.const 0 memory.copy"), 950);
    assert_eq!(last("i32.const 0 i32.const 0 i32.const 0 memory.fill"), 950);
}

#[test]
fn test_operator_ink_comparisons() {
    for (ty, ink) in [("i32", 170), ("i64", 225)] {
        assert_eq!(unary(&format!("{ty}.eqz"), ty), ink);
        for op in [
            "eq", "ne", "lt_s", "lt_u", "gt_s", "gt_u", "le_s", "le_u", "ge_s", "ge_u",
        ] {
            assert_eq!(binary(&format!("{ty}.{op}"), ty), ink, "{ty}.{op}");
        }
    }
}

#[test]
fn test_operator_ink_integers() {
    for (ty, simple, division, popcnt) in [("i32", 70, 1120, 2650), ("i64", 100, 1270, 6000)] {
        for op in [
            "add", "sub", "and", "or", "xor", "shl", "shr_s", "shr_u", "rotl", "rotr",
        ] {
            assert_eq!(binary(&format!("{ty}.{op}"), ty), simple, "{ty}.{op}");
        }
        for op in ["div_s", "div_u", "rem_s", "rem_u"] {
            assert_eq!(binary(&format!("{ty}.{op}"), ty), division, "{ty}.{op}");
        }
        assert_eq!(binary(&format!("{ty}.mul"), ty), 160);
        assert_eq!(unary(&format!("{ty}.clz"), ty), 210);
        assert_eq!(unary(&format!("{ty}.ctz"), ty), 210);
        assert_eq!(unary(&format!("{ty}.popcnt"), ty), popcnt);
    }
}

#[test]
fn test_operator_ink_conversions() {
    assert_eq!(unary("i32.wrap_i64", "i64"), 100);
    assert_eq!(unary("i64.extend_i32_s", "i32"), 100);
    assert_eq!(unary("i64.extend_i32_u", "i32"), 100);
    assert_eq!(unary("i32.extend8_s", "i32"), 100);
    assert_eq!(unary("i32.extend16_s", "i32"), 100);
    for op in ["i64.extend8_s", "i64.extend16_s", "i64.extend32_s"] {
        assert_eq!(unary(op, "i64"), 100, "{op}");
    }
}

#[test]
fn test_operator_ink_everything_else_is_forbidden() {
    assert_eq!(FORBIDDEN_INK, u64::MAX);
    assert_eq!(prices("", "f32.const 1 drop"), [u64::MAX, 9]);
    assert_eq!(unary("f64.load", "i32"), u64::MAX);
    assert_eq!(unary("i64.reinterpret_f64", "f64"), u64::MAX);
    let types = [FuncType::new([ValType::I32], [])];
    assert_eq!(
        operator_ink(&Operator::MemoryDiscard { mem: 0 }, &types),
        u64::MAX
    );
}
