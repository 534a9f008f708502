//! What tracers hear, and the imports of debug chains.

use super::{
    run::{Case, INK, TAIL, call, give_back, import, module, result_ink},
    world::World,
};

use crate::program::api::Outcome;

#[test]
fn test_debug_imports_on_debug_chains() {
    let wat = r#"(module
        (import "console" "log_txt" (func $log_txt (param i32 i32)))
        (import "console" "tee_i32" (func $tee_i32 (param i32) (result i32)))
        (import "console" "log_f64" (func $log_f64 (param f64)))
        (import "debug" "null_host" (func $null_host))
        (import "debug" "start_benchmark" (func $start))
        (import "debug" "end_benchmark" (func $end))
        (memory (export "memory") 1 1)
        (func (export "user_entrypoint") (param i32) (result i32)
            (call $start) (call $null_host)
            (call $log_txt (i32.const 0) (i32.const 4))
            (call $end)
            (call $tee_i32 (i32.const 5))))"#;
    let mut case = Case::with_rules(wat, &devchain_wasm::Rules::for_arbos(61, true));
    let ink = 3 * call(0) + call(2) + call(1) + 2450 + 1;
    case.expect(Outcome::Revert, ink);
}

#[test]
fn test_trace_records_arguments_results_and_ink() {
    let (out, give) = give_back(0, 2);
    let imports = import("block_number", "", "i64") + &out;
    let body = format!("(drop (call $block_number)) {give}");
    let mut case = Case::new(&module(&imports, "", &body));
    case.world = World {
        tracing: true,
        ..World::default()
    };
    case.succeed(call(0) + 8400 + 9 + result_ink(2) + TAIL);
    let names: Vec<_> = case.world.traces.iter().map(|t| t.name).collect();
    let expected = [
        "user_entrypoint",
        "block_number",
        "write_result",
        "user_returned",
    ];
    assert_eq!(names, expected);
    let event = &case.world.traces[1];
    assert_eq!(event.outs, 18_000_000u64.to_be_bytes());
    assert_eq!(event.start_ink, INK - call(0));
    assert_eq!(event.end_ink, INK - call(0) - 8400);
    assert_eq!(case.world.traces[2].args, [0, 0]);
    assert_eq!(case.world.traces[0].args, [0; 4]);
    assert_eq!(case.world.traces[3].outs, [0; 4]);
}
