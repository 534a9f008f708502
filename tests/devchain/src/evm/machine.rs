//! The machine that runs frames: EVM frames in the loop of revm, programs and precompiles of ArbOS
//! as host frames.

use alloy_primitives::{Address, B256};
use revm::{
    Context as RevmContext, Database, Journal,
    bytecode::opcode,
    context::{BlockEnv, CfgEnv, LocalContext, TxEnv},
    context_interface::{FrameStack, JournalTr, context::ContextError},
    handler::{
        EthFrame, EvmTr, FrameInitOrResult, FrameResult, FrameTr, ItemOrResult,
        evm::{ContextDbError, FrameInitResult},
        instructions::EthInstructions,
    },
    interpreter::{
        FrameInput, Instruction, InstructionResult, InterpreterAction, SharedMemory,
        interpreter::EthInterpreter, interpreter_action::FrameInit,
    },
    state::Bytecode,
};

use super::{
    environment::SPEC,
    frame_stack::{Frames, WorkspacePool},
    host_frame::Route,
    message_state::{MessageState, RecentPrograms},
    precompiles::Precompiles,
    program_frame::delegates,
    program_store::ProgramStore,
    recorder::Recorder,
    selfdestruct, steps,
    types::{BlockContext, ExecOptions},
};
use crate::arbos::ArbosConfig;

/// State, environment and rules of one message.
pub(crate) type Context<'a, DB> =
    RevmContext<BlockEnv, TxEnv, CfgEnv, &'a mut DB, Journal<&'a mut DB>, (), LocalContext>;

/// Why a message cannot be finished: the database failed.
pub(crate) type Fault<DB> = ContextError<<DB as Database>::Error>;

/// Where a message runs.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scene<'a> {
    /// Rules of the chain.
    pub(crate) config: &'a ArbosConfig,
    /// Block.
    pub(crate) block: &'a BlockContext,
}

/// Everything one message needs while it runs.
pub(crate) struct Machine<'a, DB: Database> {
    /// State and environment.
    pub(crate) ctx: Context<'a, DB>,
    /// Where.
    pub(crate) scene: Scene<'a>,
    /// What it accumulates.
    pub(crate) message: MessageState,
    /// What is recorded.
    pub(crate) recorder: Recorder,
    /// Compiled programs.
    pub(crate) programs: &'a mut ProgramStore,
    /// Idle frame stacks.
    pub(crate) workspaces: WorkspacePool,
    /// Frames of the execution that runs now.
    pub(crate) frames: Frames,
    instructions: EthInstructions<EthInterpreter, Context<'a, DB>>,
    precompiles: &'a mut Precompiles,
}

impl<'a, DB: Database> Machine<'a, DB> {
    /// A machine about to run its first frame.
    pub(crate) fn new(
        ctx: Context<'a, DB>,
        scene: Scene<'a>,
        options: &ExecOptions,
        precompiles: &'a mut Precompiles,
        programs: &'a mut ProgramStore,
    ) -> Self {
        let mut instructions = EthInstructions::new_mainnet_with_spec(SPEC);
        let gas = instructions.gas_table()[usize::from(opcode::SELFDESTRUCT)];
        let selfdestruct = Instruction::new(selfdestruct::selfdestruct);
        instructions.insert_instruction(opcode::SELFDESTRUCT, selfdestruct, gas);
        Self {
            ctx,
            scene,
            message: MessageState {
                recent: RecentPrograms::new(scene.block.recent_programs.clone()),
                ..MessageState::default()
            },
            recorder: Recorder::new(options),
            programs,
            workspaces: WorkspacePool::default(),
            frames: Frames::new(),
            instructions,
            precompiles,
        }
    }

    /// Memory of the outermost frame.
    pub(crate) fn first_memory(&self) -> SharedMemory {
        let mut memory = SharedMemory::new_with_buffer(self.ctx.local.shared_memory_buffer.clone());
        memory.set_memory_limit(self.ctx.cfg.memory_limit);
        memory
    }

    /// Code that a call of `address` runs, with its hash: that of its delegate, if it has one.
    pub(crate) fn code_to_run(&mut self, address: Address) -> Result<(B256, Bytecode), DB::Error> {
        let journal = &mut self.ctx.journaled_state;
        let info = &journal.load_account_with_code(address)?.data.info;
        let code = info.code.clone().unwrap_or_default();
        match code.eip7702_address() {
            None => Ok((info.code_hash, code)),
            Some(delegate) => {
                let info = &journal.load_account_with_code(delegate)?.data.info;
                Ok((info.code_hash, info.code.clone().unwrap_or_default()))
            }
        }
    }

    /// Where a creation will put its contract, if a trace asks; zero for anything else.
    fn created(&mut self, input: &FrameInput) -> Result<Address, Fault<DB>> {
        match input {
            FrameInput::Create(inputs) if self.recorder.wants_hostios() => {
                let journal = &mut self.ctx.journaled_state;
                let nonce = journal.load_account(inputs.caller())?.data.info.nonce;
                Ok(inputs.created_address(nonce))
            }
            _ => Ok(Address::ZERO),
        }
    }

    fn begin_frame(
        &mut self,
        init: FrameInit,
    ) -> Result<FrameInitResult<'_, EthFrame<EthInterpreter>>, Fault<DB>> {
        if let FrameInput::Call(inputs) = &init.frame_input {
            let route = self.route(inputs);
            if !matches!(route, Route::Evm) {
                let result = self.run_host_frame(route, inputs, init.depth)?;
                return Ok(ItemOrResult::Result(result));
            }
        }
        self.push_evm_frame(init)
    }

    fn push_evm_frame(
        &mut self,
        init: FrameInit,
    ) -> Result<FrameInitResult<'_, EthFrame<EthInterpreter>>, Fault<DB>> {
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
            let frame = self.frames.get();
            if let Some(span) = span_of(frame) {
                self.message.spans.push(span);
            }
            frame
        }))
    }

    fn end_evm_frame(&mut self, result: &FrameResult) {
        let frame = self.frames.get();
        frame.set_finished(true);
        if span_of(frame).is_some() {
            self.message.spans.pop();
        }
        self.recorder.exit(result, &self.ctx.journaled_state.logs);
    }
}

/// The contract a frame opens, unless it runs on behalf of another one.
fn span_of(frame: &EthFrame<EthInterpreter>) -> Option<Address> {
    match &frame.input {
        FrameInput::Call(inputs) if delegates(inputs) => None,
        _ => Some(frame.interpreter.input.target_address),
    }
}

/// EIP-3541 with its exception: code may begin with 0xEF only when it is a Stylus code.
fn refuse_reserved_code(action: &mut InterpreterAction, arbos_version: u64) {
    if let InterpreterAction::Return(result) = action
        && result.result.is_ok()
        && result.output.first() == Some(&0xef)
        && !devchain_wasm::prefix::is_deployable(&result.output, arbos_version)
    {
        result.result = InstructionResult::CreateContractStartingWithEF;
    }
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
        init: FrameInit,
    ) -> Result<FrameInitResult<'_, Self::Frame>, ContextDbError<Self::Context>> {
        let logs = self.ctx.journaled_state.logs.len();
        let created = self.created(&init.frame_input)?;
        self.recorder
            .enter(&init.frame_input, &self.ctx.local, logs, created);
        match self.begin_frame(init)? {
            ItemOrResult::Item(_) => Ok(ItemOrResult::Item(self.frames.get())),
            ItemOrResult::Result(result) => {
                self.recorder.exit(&result, &self.ctx.journaled_state.logs);
                Ok(ItemOrResult::Result(result))
            }
        }
    }

    fn frame_run(
        &mut self,
    ) -> Result<FrameInitOrResult<Self::Frame>, ContextDbError<Self::Context>> {
        let frame = self.frames.get();
        let mut action = match self.recorder.watches_steps() {
            true => {
                steps::run_recorded(frame, &self.instructions, &mut self.ctx, &mut self.recorder)
            }
            false => frame.interpreter.run_plain(
                self.instructions.instruction_table(),
                self.instructions.gas_table(),
                &mut self.ctx,
            ),
        };
        if frame.data.is_create() {
            refuse_reserved_code(&mut action, self.scene.config.arbos_version);
        }
        let outcome =
            frame.process_next_action::<_, ContextDbError<Self::Context>>(&mut self.ctx, action)?;
        if let ItemOrResult::Result(result) = &outcome {
            self.end_evm_frame(result);
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
