//! Texts of exceptional halts, as clients of geth-like nodes expect them.

use revm::{context::result::HaltReason, interpreter::InstructionResult};

/// Text of a halt of the outermost frame.
pub(crate) fn halt_text(reason: &HaltReason) -> String {
    match reason {
        HaltReason::PrecompileErrorWithContext(text) => text.clone(),
        other => instruction_text(InstructionResult::from(other.clone())).to_owned(),
    }
}

/// Text of any failure of a frame, for call traces.
pub(crate) fn instruction_text(result: InstructionResult) -> &'static str {
    match result {
        InstructionResult::Revert => "execution reverted",
        InstructionResult::CallTooDeep => "max call depth exceeded",
        InstructionResult::OutOfFunds => "insufficient balance for transfer",
        InstructionResult::OutOfGas
        | InstructionResult::MemoryOOG
        | InstructionResult::MemoryLimitOOG
        | InstructionResult::PrecompileOOG
        | InstructionResult::InvalidOperandOOG
        | InstructionResult::ReentrancySentryOOG => "out of gas",
        InstructionResult::OpcodeNotFound
        | InstructionResult::NotActivated
        | InstructionResult::InvalidFEOpcode => "invalid opcode",
        InstructionResult::CallNotAllowedInsideStatic
        | InstructionResult::StateChangeDuringStaticCall => "write protection",
        InstructionResult::InvalidJump => "invalid jump destination",
        InstructionResult::StackUnderflow => "stack underflow",
        InstructionResult::StackOverflow => "stack limit reached 1024",
        InstructionResult::OutOfOffset => "return data out of bounds",
        InstructionResult::CreateCollision => "contract address collision",
        InstructionResult::NonceOverflow => "nonce uint64 overflow",
        InstructionResult::CreateContractSizeLimit => "max code size exceeded",
        InstructionResult::CreateContractStartingWithEF
        | InstructionResult::CreateInitCodeStartingEF00 => "invalid code: must not begin with 0xef",
        InstructionResult::CreateInitCodeSizeLimit => "max initcode size exceeded",
        _ => "execution failed",
    }
}
