//! Frames that do not run EVM code: Stylus programs and precompiles of ArbOS. They run to their
//! end on the native stack while the EVM frame that called them waits.

use alloy_primitives::Bytes;
use revm::{
    Database,
    context_interface::{ContextTr, JournalTr, LocalContextTr},
    handler::FrameResult,
    interpreter::{CallInputs, CallOutcome, Gas, InstructionResult, InterpreterResult},
    primitives::constants::CALL_STACK_LIMIT,
};

use super::machine::{Fault, Machine};
use crate::arbos::{
    context::{CallInfo, PrecompileCall},
    precompile::{self, Ending, Precompile},
};

/// What a call leads to.
pub(crate) enum Route {
    /// A frame of EVM code, a precompile of Ethereum, or nothing.
    Evm,
    /// A precompile of ArbOS.
    Precompile(&'static Precompile),
    /// A Stylus program.
    Program,
}

/// How a host frame ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct HostOutcome {
    /// How.
    pub(crate) result: InstructionResult,
    /// Output or revert data.
    pub(crate) output: Bytes,
    /// Gas that goes back to the caller.
    pub(crate) gas_left: u64,
    /// Refund counted in the frame and below.
    pub(crate) refund: i64,
}

impl HostOutcome {
    /// A failure that consumes everything.
    pub(crate) fn consumed(result: InstructionResult) -> Self {
        Self {
            result,
            output: Bytes::new(),
            gas_left: 0,
            refund: 0,
        }
    }
}

impl<'a, DB: Database> Machine<'a, DB> {
    /// Tells by address and code what runs a call.
    pub(crate) fn route(&self, inputs: &CallInputs) -> Route {
        if let Some(precompile) = precompile::find(&inputs.bytecode_address) {
            return Route::Precompile(precompile);
        }
        let code = inputs.known_bytecode.1.original_byte_slice();
        let version = self.scene.config.arbos_version;
        match code.first() {
            Some(0xef) if devchain_wasm::prefix::is_program(code, version) => Route::Program,
            _ => Route::Evm,
        }
    }

    /// Runs a host frame to its end: depth, transfer, run, commit or revert.
    pub(crate) fn run_host_frame(
        &mut self,
        route: Route,
        inputs: &CallInputs,
        depth: usize,
    ) -> Result<FrameResult, Fault<DB>> {
        if depth > CALL_STACK_LIMIT as usize {
            return Ok(unstarted(inputs, InstructionResult::CallTooDeep));
        }
        let checkpoint = self.ctx.journaled_state.checkpoint();
        if let Some(value) = inputs.transfer_value()
            && let Some(error) = self.ctx.journaled_state.transfer_loaded(
                inputs.caller,
                inputs.target_address,
                value,
            )
        {
            self.ctx.journaled_state.checkpoint_revert(checkpoint);
            return Ok(unstarted(inputs, error.into()));
        }
        let outcome = match route {
            Route::Precompile(precompile) => self.run_precompile(precompile, inputs, depth)?,
            Route::Program | Route::Evm => self.run_program(inputs, depth)?,
        };
        match outcome.result.is_ok() {
            true => self.ctx.journaled_state.checkpoint_commit(),
            false => self.ctx.journaled_state.checkpoint_revert(checkpoint),
        }
        Ok(finished(inputs, outcome))
    }

    fn run_precompile(
        &mut self,
        precompile: &'static Precompile,
        inputs: &CallInputs,
        depth: usize,
    ) -> Result<HostOutcome, Fault<DB>> {
        let input = inputs.input.bytes(&self.ctx);
        let mut call = PrecompileCall {
            state: &mut self.ctx,
            info: CallInfo {
                config: self.scene.config,
                block: self.scene.block,
                address: inputs.bytecode_address,
                caller: inputs.caller,
                value: inputs.value.get(),
                acting: inputs.target_address,
                read_only: inputs.is_static,
                depth,
                pages: self.message.pages,
                l1_fee: self.message.l1_fee,
            },
            gas_left: inputs.gas_limit,
            paid: Vec::new(),
        };
        let ending = precompile.call(&mut call, &input);
        let gas_left = call.gas_left;
        let paid = std::mem::take(&mut call.paid);
        paid.into_iter()
            .for_each(|to| self.recorder.transferred(to));
        let outcome = |result, output| HostOutcome {
            result,
            output,
            gas_left,
            refund: 0,
        };
        match ending {
            Ending::Success(output) => Ok(outcome(InstructionResult::Return, output)),
            Ending::Revert(output) => Ok(outcome(InstructionResult::Revert, output)),
            Ending::Halt(text) => Ok(self.halt(text)),
            Ending::Fatal(error) => Err(Fault::<DB>::Custom(error)),
        }
    }

    /// A failure that consumes everything, with the text clients see when it ends the message.
    pub(crate) fn halt(&mut self, text: impl Into<String>) -> HostOutcome {
        self.ctx
            .local_mut()
            .set_precompile_error_context(text.into());
        HostOutcome::consumed(InstructionResult::PrecompileError)
    }
}

/// The result of a call that could not be started: its gas goes back.
fn unstarted(inputs: &CallInputs, result: InstructionResult) -> FrameResult {
    finished(
        inputs,
        HostOutcome {
            result,
            output: Bytes::new(),
            gas_left: inputs.gas_limit,
            refund: 0,
        },
    )
}

fn finished(inputs: &CallInputs, outcome: HostOutcome) -> FrameResult {
    let mut gas = Gas::new(inputs.gas_limit);
    gas.set_remaining(outcome.gas_left);
    gas.record_refund(outcome.refund);
    let result = InterpreterResult::new(outcome.result, outcome.output, gas);
    FrameResult::Call(CallOutcome::new(
        result,
        inputs.return_memory_offset.clone(),
    ))
}
