//! Runs text against a world and counts the ink.

use alloy_primitives::{B256, Bytes};
use devchain_wasm::Rules;

use super::world::{World, env};
use crate::program::{
    CompiledProgram, RunConfig,
    api::{ApiError, EvmEnv, Outcome, RunResult},
    run,
};

/// Ink given to a test's program unless it says otherwise: 1,000,000 gas.
pub(super) const INK: u64 = 10_000_000_000;

/// Ink of the block every test's entry point consists of, without what it does: the header, the
/// closing `end`, and the constant it returns.
pub(super) const TAIL: u64 = 2450 + 1 + 1;

/// Ink of each `call` of a host function with so many constant arguments: the constants, the call
/// and the header of the block it closes.
pub(super) const fn call(arguments: u64) -> u64 {
    2450 + arguments + 3800
}

/// A test's program: imports, one page, data at 0, and an entry point that returns 0.
pub(super) fn module(imports: &str, data: &str, body: &str) -> String {
    format!(
        r#"(module {imports}
            (memory (export "memory") 1 1)
            {data}
            (func (export "user_entrypoint") (param i32) (result i32)
                {body}
                i32.const 0))"#
    )
}

/// A line that imports a host function.
pub(super) fn import(name: &str, params: &str, result: &str) -> String {
    let result = match result {
        "" => String::new(),
        ty => format!("(result {ty})"),
    };
    format!(r#"(import "vm_hooks" "{name}" (func ${name} (param {params}) {result}))"#)
}

/// A data segment.
pub(super) fn data(offset: usize, bytes: &[u8]) -> String {
    let text: String = bytes.iter().map(|b| format!("\\{b:02x}")).collect();
    format!("(data (i32.const {offset}) \"{text}\")")
}

/// A word with one byte set.
pub(super) fn word(byte: u8) -> B256 {
    B256::with_last_byte(byte)
}

/// A test in the making.
pub(super) struct Case {
    pub(super) program: CompiledProgram,
    pub(super) env: EvmEnv,
    pub(super) config: RunConfig,
    pub(super) world: World,
    pub(super) calldata: Vec<u8>,
    pub(super) ink: u64,
}

impl Case {
    pub(super) fn new(wat: &str) -> Self {
        Self::with_rules(wat, &Rules::for_arbos(61, false))
    }

    pub(super) fn with_rules(wat: &str, rules: &Rules) -> Self {
        let wasm = wat::parse_str(wat).unwrap_or_else(|e| panic!("{e}"));
        let prepared = devchain_wasm::prepare(&wasm, rules).unwrap_or_else(|e| panic!("{e}"));
        let program = CompiledProgram::new(&prepared.wasm, rules.debug);
        Self {
            program: program.unwrap_or_else(|e| panic!("{e}")),
            env: env(),
            config: RunConfig::default(),
            world: World::default(),
            calldata: Vec::new(),
            ink: INK,
        }
    }

    pub(super) fn try_run(&mut self) -> Result<RunResult, ApiError> {
        run(
            &self.program,
            &self.calldata,
            &self.env,
            self.config,
            self.ink,
            &mut self.world,
        )
    }

    pub(super) fn run(&mut self) -> RunResult {
        self.try_run().unwrap_or_else(|e| panic!("{e}"))
    }

    /// Runs, demands the outcome and this exact ink used; gives the output.
    pub(super) fn expect(&mut self, outcome: Outcome, ink_used: u64) -> Bytes {
        let result = self.run();
        assert_eq!(result.outcome, outcome);
        assert_eq!(self.ink - result.ink_left, ink_used, "ink used");
        result.output
    }

    /// [`Case::expect`] of a success.
    pub(super) fn succeed(&mut self, ink_used: u64) -> Bytes {
        self.expect(Outcome::Success, ink_used)
    }

    /// Runs, demands the outcome without output.
    pub(super) fn fail(&mut self, outcome: Outcome) {
        let result = self.run();
        assert_eq!((result.outcome, result.output), (outcome, Bytes::new()));
    }
}

/// `write_result` of so many bytes, with its call.
pub(super) const fn result_ink(len: u64) -> u64 {
    let over = len.saturating_sub(32);
    call(2) + 8400 + 2 * (16381 + 55 * over)
}

/// Import and call that give `len` bytes at `offset` back.
pub(super) fn give_back(offset: u32, len: u32) -> (String, String) {
    (
        import("write_result", "i32 i32", ""),
        format!("(call $write_result (i32.const {offset}) (i32.const {len}))"),
    )
}
