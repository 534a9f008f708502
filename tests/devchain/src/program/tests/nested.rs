//! Programs inside programs, as deep as the EVM allows, on one thread.

use alloy_primitives::{Address, B256, Bytes, U256};

use super::{
    outcome::RECURSION,
    run::{Case, import, module},
    world::env,
};
use crate::program::{
    CompiledProgram, EXECUTION_STACK, RunConfig,
    api::{
        ApiError, ApiResult, CallAnswer, CallRequest, CreateAnswer, CreateRequest, EvmApi, Outcome,
        StoreOutcome,
    },
    run,
};

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

    fn storage_load(&mut self, _: B256) -> ApiResult<(B256, u64)> {
        Err(ApiError::Suspended)
    }
    fn storage_store(&mut self, _: &[(B256, B256)], _: u64) -> ApiResult<(StoreOutcome, u64)> {
        Err(ApiError::Suspended)
    }
    fn transient_load(&mut self, _: B256) -> ApiResult<B256> {
        Err(ApiError::Suspended)
    }
    fn transient_store(&mut self, _: B256, _: B256) -> ApiResult<bool> {
        Err(ApiError::Suspended)
    }
    fn create(&mut self, _: CreateRequest) -> ApiResult<CreateAnswer> {
        Err(ApiError::Suspended)
    }
    fn emit_log(&mut self, _: Vec<B256>, _: Bytes) -> ApiResult<bool> {
        Err(ApiError::Suspended)
    }
    fn account_balance(&mut self, _: Address) -> ApiResult<(U256, u64)> {
        Err(ApiError::Suspended)
    }
    fn account_code(&mut self, _: Address) -> ApiResult<(Bytes, u64)> {
        Err(ApiError::Suspended)
    }
    fn account_codehash(&mut self, _: Address) -> ApiResult<(B256, u64)> {
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
