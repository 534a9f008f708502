//! How runs end: traps, ink, stack, nesting, and that nothing takes the process down.

use alloy_primitives::Bytes;

use super::{
    run::{Case, INK, TAIL, call, give_back, import, module, result_ink},
    world::{World, env},
};
use crate::program::{
    CompiledProgram, EXECUTION_STACK, RunConfig,
    api::{
        ApiError, ApiResult, CallAnswer, CallRequest, CreateAnswer, CreateRequest, EvmApi, Outcome,
        StoreOutcome,
    },
    run,
};

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
const RECURSION: &str = r#"(module (memory (export "memory") 1 1)
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
fn test_deep_narrow_frames_do_not_reach_the_native_limit() {
    let result = on_big_stack(|| {
        let mut case = Case::new(RECURSION);
        case.config.max_stack_depth = 22_000;
        let outcome = case.run().outcome;
        (outcome, crate::program::MAX_WASM_STACK)
    });
    assert_eq!(result.0, Outcome::OutOfStack);
}

fn on_big_stack<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    std::thread::Builder::new()
        .stack_size(EXECUTION_STACK)
        .spawn(work)
        .unwrap()
        .join()
        .unwrap()
}

/// A world whose every call runs the same program again.
struct Nested {
    program: CompiledProgram,
    depth: u64,
    deepest: u64,
}

impl EvmApi for Nested {
    fn call(&mut self, request: CallRequest) -> ApiResult<CallAnswer> {
        let mut output = Bytes::new();
        if self.depth < 1024 {
            self.depth += 1;
            self.deepest = self.deepest.max(self.depth);
            let program = self.program.clone();
            let ink = request.gas_left.saturating_mul(10_000);
            output = run(&program, &[], &env(), RunConfig::default(), ink, self)?.output;
            self.depth -= 1;
        }
        Ok(CallAnswer {
            success: true,
            output,
            gas_cost: 0,
        })
    }

    fn storage_load(
        &mut self,
        _: alloy_primitives::B256,
    ) -> ApiResult<(alloy_primitives::B256, u64)> {
        Err(ApiError::Suspended)
    }
    fn storage_store(
        &mut self,
        _: &[(alloy_primitives::B256, alloy_primitives::B256)],
        _: u64,
    ) -> ApiResult<(StoreOutcome, u64)> {
        Err(ApiError::Suspended)
    }
    fn transient_load(&mut self, _: alloy_primitives::B256) -> ApiResult<alloy_primitives::B256> {
        Err(ApiError::Suspended)
    }
    fn transient_store(
        &mut self,
        _: alloy_primitives::B256,
        _: alloy_primitives::B256,
    ) -> ApiResult<bool> {
        Err(ApiError::Suspended)
    }
    fn create(&mut self, _: CreateRequest) -> ApiResult<CreateAnswer> {
        Err(ApiError::Suspended)
    }
    fn emit_log(&mut self, _: Vec<alloy_primitives::B256>, _: Bytes) -> ApiResult<bool> {
        Err(ApiError::Suspended)
    }
    fn account_balance(
        &mut self,
        _: alloy_primitives::Address,
    ) -> ApiResult<(alloy_primitives::U256, u64)> {
        Err(ApiError::Suspended)
    }
    fn account_code(&mut self, _: alloy_primitives::Address) -> ApiResult<(Bytes, u64)> {
        Err(ApiError::Suspended)
    }
    fn account_codehash(
        &mut self,
        _: alloy_primitives::Address,
    ) -> ApiResult<(alloy_primitives::B256, u64)> {
        Err(ApiError::Suspended)
    }
    fn add_pages(&mut self, _: u16) -> ApiResult<u64> {
        Ok(0)
    }
}

#[test]
fn test_1024_nested_programs_on_one_thread() {
    let imports = import("call_contract", "i32 i32 i32 i32 i64 i32", "i32");
    let body = "(call $call_contract (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0)
        (i64.const -1) (i32.const 0)) drop";
    let deepest = on_big_stack(move || {
        let program = Case::new(&module(&imports, "", body)).program;
        let mut world = Nested {
            program: program.clone(),
            depth: 0,
            deepest: 0,
        };
        let result = run(
            &program,
            &[],
            &env(),
            RunConfig::default(),
            u64::MAX,
            &mut world,
        );
        assert_eq!(result.map(|r| r.outcome), Ok(Outcome::Success));
        world.deepest
    });
    assert_eq!(deepest, 1024);
}

#[test]
fn test_suspended_deep_inside_aborts_every_frame() {
    let imports = import("call_contract", "i32 i32 i32 i32 i64 i32", "i32")
        + &import("storage_load_bytes32", "i32 i32", "");
    let body = "(if (i32.eqz (i32.const 0)) (then
            (drop (call $call_contract (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0)
                (i64.const -1) (i32.const 0)))
            (call $storage_load_bytes32 (i32.const 0) (i32.const 0))))";
    let result = on_big_stack(move || {
        let program = Case::new(&module(&imports, "", body)).program;
        let mut world = Nested {
            program: program.clone(),
            depth: 1020,
            deepest: 0,
        };
        run(
            &program,
            &[],
            &env(),
            RunConfig::default(),
            u64::MAX,
            &mut world,
        )
    });
    assert_eq!(result, Err(ApiError::Suspended));
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
fn test_float_constants_cost_all_ink() {
    let mut case = plain("(drop (f64.const 1))");
    case.ink = INK * 1_000_000;
    case.fail(Outcome::OutOfInk);
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
