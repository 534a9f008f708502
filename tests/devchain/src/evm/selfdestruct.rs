//! `SELFDESTRUCT`, which reverts when the acting account is a Stylus program.

use revm::{
    context_interface::Host,
    interpreter::{
        InstructionContext, InstructionExecResult, InstructionResult, InterpreterTypes,
        instructions::host,
        interpreter_types::{InputsTr, RuntimeFlag},
    },
};

/// The instruction of Ethereum behind a look at the acting account's code.
pub(crate) fn selfdestruct<T: InterpreterTypes, H: Host + ?Sized>(
    context: InstructionContext<'_, H, T>,
) -> InstructionExecResult {
    let acting = context.interpreter.input.target_address();
    if !context.interpreter.runtime_flag.is_static() {
        let code = context.host.load_account_code(acting);
        let code = code.ok_or(InstructionResult::FatalExternalError)?;
        if devchain_wasm::prefix::is_deployable(&code, u64::MAX) {
            return Err(InstructionResult::Revert);
        }
    }
    host::selfdestruct(context)
}
