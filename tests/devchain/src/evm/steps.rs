//! The interpreter loop with every step looked at.

use alloy_primitives::{Address, Bytes};
use revm::{
    Database,
    bytecode::opcode::OpCode,
    handler::{EthFrame, instructions::EthInstructions},
    interpreter::{
        InstructionResult, Interpreter, InterpreterAction,
        interpreter::EthInterpreter,
        interpreter_types::{Jumps, LoopControl, MemoryTr},
    },
};

use super::{halt::instruction_text, machine::Context, recorder::Recorder, types::StructLog};

/// Runs the frame until it calls or ends, step by step.
pub(crate) fn run_recorded<'a, DB: Database>(
    frame: &mut EthFrame<EthInterpreter>,
    instructions: &EthInstructions<EthInterpreter, Context<'a, DB>>,
    context: &mut Context<'a, DB>,
    recorder: &mut Recorder,
) -> InterpreterAction {
    let depth = frame.depth as u64 + 1;
    let interpreter = &mut frame.interpreter;
    while interpreter.bytecode.is_not_end() {
        let mut step = recorder.wants_steps().then(|| before(interpreter, depth));
        let gas = interpreter.gas.remaining();
        let top = interpreter.stack.data().last().copied();
        let outcome = interpreter.step(
            instructions.instruction_table(),
            instructions.gas_table(),
            context,
        );
        if let Err(result) = outcome {
            if interpreter.bytecode.action().is_none() {
                interpreter.halt(result);
            }
            if let (InstructionResult::SelfDestruct, Some(beneficiary)) = (result, top) {
                recorder.self_destructed(Address::from_word(beneficiary.into()));
            }
        }
        if let Some(mut step) = step.take() {
            step.gas_cost = gas.saturating_sub(interpreter.gas.remaining());
            step.error = outcome.err().and_then(error_of);
            recorder.step(step);
        }
    }
    interpreter.take_next_action()
}

fn before(interpreter: &Interpreter<EthInterpreter>, depth: u64) -> StructLog {
    let memory = interpreter.memory.slice_len(0, interpreter.memory.size());
    StructLog {
        pc: interpreter.bytecode.pc() as u64,
        op: OpCode::name_by_op(interpreter.bytecode.opcode()),
        gas: interpreter.gas.remaining(),
        gas_cost: 0,
        depth,
        stack: interpreter.stack.data().to_vec(),
        memory: Bytes::copy_from_slice(&memory),
        error: None,
    }
}

fn error_of(result: InstructionResult) -> Option<String> {
    let failed = !result.is_ok() && result != InstructionResult::Revert;
    failed.then(|| instruction_text(result).to_owned())
}
