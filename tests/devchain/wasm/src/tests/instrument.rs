//! What the instrumentation puts where.

use super::common::{accept, module, rules};
use crate::{Rules, operators::mnemonic};
use wasmparser::{Operator, Parser, Payload};

/// Operators of the first function after instrumentation, as mnemonics.
fn instrumented(wat: &str, rules: &Rules) -> Vec<String> {
    let wasm = accept(wat, rules).wasm;
    let mut names = Vec::new();
    for payload in Parser::new(0).parse_all(&wasm) {
        if let Payload::CodeSectionEntry(body) = payload.unwrap() {
            for op in body.get_operators_reader().unwrap() {
                names.push(mnemonic(&op.unwrap()));
            }
            break;
        }
    }
    names
}

/// Costs in the meter's headers of the first function: the constants that are compared.
fn block_costs(body: &str) -> Vec<u64> {
    let wat = module(&format!("(type $t (func)) (table 1 funcref) (func {body})"));
    let wasm = accept(&wat, &rules()).wasm;
    let mut costs = Vec::new();
    for payload in Parser::new(0).parse_all(&wasm) {
        if let Payload::CodeSectionEntry(code) = payload.unwrap() {
            let ops: Vec<_> = code.get_operators_reader().unwrap().into_iter().collect();
            for pair in ops.windows(2) {
                if let [Ok(Operator::I64Const { value }), Ok(Operator::I64LtU)] = pair {
                    costs.push(*value as u64);
                }
            }
            break;
        }
    }
    costs
}

const HEADER: u64 = 2450;

#[test]
fn test_meter_closes_a_block_at_each_of_ten_operators() {
    assert_eq!(block_costs(""), [HEADER + 1]);
    assert_eq!(block_costs("return"), [HEADER + 1, HEADER + 1]);
    assert_eq!(block_costs("loop end"), [HEADER + 1; 3]);
    // `block` alone closes nothing.
    assert_eq!(block_costs("block end"), [HEADER + 2, HEADER + 1]);
    assert_eq!(block_costs("br 0"), [HEADER + 765, HEADER + 1]);
    assert_eq!(
        block_costs("i32.const 0 br_if 0"),
        [HEADER + 1 + 765, HEADER + 1]
    );
    assert_eq!(
        block_costs("i32.const 0 br_table 0 0"),
        [HEADER + 1 + 2400 + 325, HEADER + 1]
    );
    assert_eq!(
        block_costs("i32.const 0 if nop else end"),
        [HEADER + 1 + 765, HEADER + 1 + 1, HEADER + 1, HEADER + 1]
    );
    assert_eq!(block_costs("call 0"), [HEADER + 3800, HEADER + 1]);
    assert_eq!(
        block_costs("i32.const 0 call_indirect (type $t)"),
        [HEADER + 1 + 13_610, HEADER + 1]
    );
}

#[test]
fn test_meter_saturates_on_forbidden_operators() {
    assert_eq!(block_costs("f32.const 1 drop"), [u64::MAX]);
}

/// Space check and deduction of the stack counter on entry.
const ENTER: [&str; 12] = [
    "GlobalGet",
    "I32Const",
    "I32LeU",
    "If",
    "I32Const",
    "GlobalSet",
    "Unreachable",
    "End",
    "GlobalGet",
    "I32Const",
    "I32Sub",
    "GlobalSet",
];
/// Check and deduction of ink.
const METER: [&str; 12] = [
    "GlobalGet",
    "I64Const",
    "I64LtU",
    "If",
    "I32Const",
    "GlobalSet",
    "Unreachable",
    "End",
    "GlobalGet",
    "I64Const",
    "I64Sub",
    "GlobalSet",
];
/// Giving the stack back.
const LEAVE: [&str; 4] = ["GlobalGet", "I32Const", "I32Add", "GlobalSet"];

#[test]
fn test_order_depth_around_meter() {
    let ops = instrumented(&module("(func)"), &rules());
    assert_eq!(
        ops,
        [&ENTER[..], &METER, &LEAVE, &["Return", "End"]].concat()
    );
}

#[test]
fn test_depth_gives_back_before_every_return() {
    let ops = instrumented(&module("(func return)"), &rules());
    let expected = [
        &ENTER[..],
        &METER,
        &LEAVE,
        &["Return"],
        &METER,
        &LEAVE,
        &["Return", "End"],
    ];
    assert_eq!(ops, expected.concat());
}

#[test]
fn test_depth_does_not_rewrite_branches_to_the_function() {
    let ops = instrumented(&module("(func br 0)"), &rules());
    let expected = [
        &ENTER[..],
        &METER,
        &["Br"],
        &METER,
        &LEAVE,
        &["Return", "End"],
    ];
    assert_eq!(ops, expected.concat());
}

#[test]
fn test_heap_pays_right_before_growth() {
    let grows = r#"(module (import "vm_hooks" "pay_for_memory_grow" (func (param i32)))
        (memory (export "memory") 1)
        (func (drop (memory.grow (i32.const 1))))
        (func (export "user_entrypoint") (param i32) (result i32) (i32.const 0)))"#;
    let ops = instrumented(grows, &rules());
    let pay = [
        "I32Const",
        "GlobalSet",
        "GlobalGet",
        "GlobalGet",
        "Call",
        "MemoryGrow",
        "Drop",
    ];
    let body = [&ENTER[..], &METER, &pay, &LEAVE, &["Return", "End"]].concat();
    assert_eq!(ops, body);
    let fixed = instrumented(
        &module("(func (drop (memory.grow (i32.const 1))))"),
        &rules(),
    );
    assert!(!fixed.contains(&"Call".to_owned()));
}

#[test]
fn test_dynamic_charges_right_before_bulk_operators() {
    let body = "(func (memory.copy (i32.const 0) (i32.const 1) (i32.const 2)))";
    let ops = instrumented(&module(body), &rules());
    let charge = [
        "GlobalSet",
        "GlobalGet",
        "GlobalGet",
        "GlobalGet",
        "I64ExtendI32U",
        "I64Const",
        "I64Mul",
        "I64Sub",
        "GlobalSet",
        "GlobalGet",
        "I64LtU",
        "If",
        "I32Const",
        "GlobalSet",
        "Unreachable",
        "End",
        "GlobalGet",
    ];
    let expected = [
        &ENTER[..],
        &METER,
        &["I32Const"; 3],
        &charge,
        &["MemoryCopy"],
        &LEAVE,
        &["Return", "End"],
    ];
    assert_eq!(ops, expected.concat());
}

#[test]
fn test_fill_is_a_checking_call_before_stylus_version_3() {
    let wat = module("(func (memory.fill (i32.const 0) (i32.const 1) (i32.const 2)))");
    let name = "MemoryFill".to_owned();
    assert!(instrumented(&wat, &rules()).contains(&name));
    assert!(!instrumented(&wat, &Rules::for_arbos(51, false)).contains(&name));
}

/// Words a frame counts: the constant of the space check.
fn frame_words(function: &str) -> i32 {
    let wasm = accept(&module(function), &rules()).wasm;
    for payload in Parser::new(0).parse_all(&wasm) {
        if let Payload::CodeSectionEntry(code) = payload.unwrap() {
            let ops: Vec<_> = code.get_operators_reader().unwrap().into_iter().collect();
            if let Ok(Operator::I32Const { value }) = ops[1] {
                return value;
            }
        }
    }
    panic!("no frame")
}

#[test]
fn test_depth_words_of_metered_code() {
    // Two values of the meter's header, and 4.
    assert_eq!(frame_words("(func)"), 2 + 4);
    // Declared locals count, parameters do not.
    assert_eq!(
        frame_words("(func (param i32) (local i64 i64 i32))"),
        2 + 3 + 4
    );
    // Three values live when the header of the next block tops them.
    let live = "(func $f) (func i32.const 0 i32.const 0 i32.const 0 call 0 drop drop drop)";
    assert_eq!(frame_words(&live.replace("(func $f) ", "")), 3 + 2 + 4);
    // The charge of a bulk operator holds two operands and up to four values of its own.
    let bulk = "(func (memory.fill (i32.const 0) (i32.const 1) (i32.const 2)))";
    assert_eq!(frame_words(bulk), 2 + 4 + 4);
    // Results of a block are set aside before it begins.
    let block = "(func (drop (block (result i32) (i32.const 1))))";
    assert_eq!(frame_words(block), 1 + 2 + 4);
}

#[test]
fn test_prepare_is_deterministic() {
    let wat = module("(func (drop (i32.const 1)))");
    let [a, b] = [accept(&wat, &rules()), accept(&wat, &rules())];
    assert_eq!(a.wasm, b.wasm);
    assert_eq!(
        a.activation.module_hash,
        alloy_primitives::keccak256(&b.wasm)
    );
}
