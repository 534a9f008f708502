//! The machine that runs frames: EVM frames in the loop of revm.

use revm::{
    Context as RevmContext, Database, Journal,
    context::{BlockEnv, CfgEnv, LocalContext, TxEnv},
    context_interface::FrameStack,
    handler::{
        EthFrame, EvmTr, FrameInitOrResult, FrameTr,
        evm::{ContextDbError, FrameInitResult},
        instructions::EthInstructions,
    },
    interpreter::{
        InstructionResult, InterpreterAction, SharedMemory, interpreter::EthInterpreter,
        interpreter_action::FrameInit,
    },
};

use super::{environment::SPEC, precompiles::Precompiles};

/// Frames of one execution loop.
pub(crate) type Frames = FrameStack<EthFrame<EthInterpreter>>;

/// State, environment and rules of one message.
pub(crate) type Context<'a, DB> =
    RevmContext<BlockEnv, TxEnv, CfgEnv, &'a mut DB, Journal<&'a mut DB>, (), LocalContext>;

/// Why a message cannot be finished: the database failed.
pub(crate) type Fault<'a, DB> = ContextDbError<Context<'a, DB>>;

/// Everything one message needs while it runs.
pub(crate) struct Machine<'a, DB: Database> {
    /// State and environment.
    pub(crate) ctx: Context<'a, DB>,
    instructions: EthInstructions<EthInterpreter, Context<'a, DB>>,
    precompiles: &'a mut Precompiles,
    frames: Frames,
}

impl<'a, DB: Database> Machine<'a, DB> {
    /// A machine about to run its first frame.
    pub(crate) fn new(ctx: Context<'a, DB>, precompiles: &'a mut Precompiles) -> Self {
        Self {
            ctx,
            instructions: EthInstructions::new_mainnet_with_spec(SPEC),
            precompiles,
            frames: Frames::new(),
        }
    }

    /// Memory of the outermost frame.
    pub(crate) fn first_memory(&self) -> SharedMemory {
        let mut memory = SharedMemory::new_with_buffer(self.ctx.local.shared_memory_buffer.clone());
        memory.set_memory_limit(self.ctx.cfg.memory_limit);
        memory
    }

    fn push_evm_frame(
        &mut self,
        init: FrameInit,
    ) -> Result<FrameInitResult<'_, EthFrame<EthInterpreter>>, Fault<'a, DB>> {
        let first = self.frames.index().is_none();
        let slot = match first {
            true => self.frames.start_init(),
            false => self.frames.get_next(),
        };
        let made = EthFrame::init_with_context(slot, &mut self.ctx, self.precompiles, init)?;
        Ok(made.map_item(|token| {
            // SAFETY: `token` proves that the slot taken just above from this stack is filled.
            unsafe {
                match first {
                    true => self.frames.end_init(token),
                    false => self.frames.push(token),
                }
            }
            self.frames.get()
        }))
    }
}

/// EIP-3541 with its exception: code may begin with 0xEF only when it is a Stylus code.
fn refuse_reserved_code(action: &mut InterpreterAction) {
    if let InterpreterAction::Return(result) = action
        && result.result.is_ok()
        && result.output.first() == Some(&0xef)
        && !is_stylus_code(&result.output)
    {
        result.result = InstructionResult::CreateContractStartingWithEF;
    }
}

/// Whether `code` may be deployed although it begins with 0xEF.
fn is_stylus_code(code: &[u8]) -> bool {
    code.len() > 3 && matches!(code, [0xef, 0xf0, 0x00..=0x02, ..])
}

impl<'a, DB: Database> EvmTr for Machine<'a, DB> {
    type Context = Context<'a, DB>;
    type Instructions = EthInstructions<EthInterpreter, Context<'a, DB>>;
    type Precompiles = Precompiles;
    type Frame = EthFrame<EthInterpreter>;

    fn all(
        &self,
    ) -> (
        &Self::Context,
        &Self::Instructions,
        &Self::Precompiles,
        &FrameStack<Self::Frame>,
    ) {
        (
            &self.ctx,
            &self.instructions,
            self.precompiles,
            &self.frames,
        )
    }

    fn all_mut(
        &mut self,
    ) -> (
        &mut Self::Context,
        &mut Self::Instructions,
        &mut Self::Precompiles,
        &mut FrameStack<Self::Frame>,
    ) {
        (
            &mut self.ctx,
            &mut self.instructions,
            self.precompiles,
            &mut self.frames,
        )
    }

    fn frame_init(
        &mut self,
        init: <Self::Frame as FrameTr>::FrameInit,
    ) -> Result<FrameInitResult<'_, Self::Frame>, ContextDbError<Self::Context>> {
        self.push_evm_frame(init)
    }

    fn frame_run(
        &mut self,
    ) -> Result<FrameInitOrResult<Self::Frame>, ContextDbError<Self::Context>> {
        let frame = self.frames.get();
        let mut action = frame.interpreter.run_plain(
            self.instructions.instruction_table(),
            self.instructions.gas_table(),
            &mut self.ctx,
        );
        if frame.data.is_create() {
            refuse_reserved_code(&mut action);
        }
        let outcome =
            frame.process_next_action::<_, ContextDbError<Self::Context>>(&mut self.ctx, action)?;
        if outcome.is_result() {
            frame.set_finished(true);
        }
        Ok(outcome)
    }

    fn frame_return_result(
        &mut self,
        result: <Self::Frame as FrameTr>::FrameResult,
    ) -> Result<Option<<Self::Frame as FrameTr>::FrameResult>, ContextDbError<Self::Context>> {
        if self.frames.get().is_finished() {
            self.frames.pop();
        }
        if self.frames.index().is_none() {
            return Ok(Some(result));
        }
        self.frames
            .get()
            .return_result::<_, ContextDbError<Self::Context>>(&mut self.ctx, result)?;
        Ok(None)
    }
}
