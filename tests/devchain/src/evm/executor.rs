//! The executor: one message in, its outcome and state changes out.

use revm::{
    Context as RevmContext, Database, Journal,
    context::{
        LocalContext,
        result::{EVMError, ExecutionResult, InvalidTransaction, Output},
    },
    context_interface::JournalTr,
    handler::Handler,
};

use super::{
    environment, halt,
    handler::TransactionRules,
    machine::{Context, Machine, Scene},
    precompiles::Precompiles,
    program_store::ProgramStore,
    types::{BlockContext, ExecError, ExecOptions, Executed, Message, Status, Trace},
    validate,
};
use crate::arbos::{self, ArbosConfig, GenesisAccount, genesis};

/// Runs messages by the rules of one chain. It holds no state but compiled programs.
#[derive(Debug)]
pub struct Executor {
    config: ArbosConfig,
    precompiles: Precompiles,
    programs: ProgramStore,
}

impl Executor {
    /// An executor for a chain of this configuration.
    pub fn new(config: ArbosConfig) -> Self {
        Self {
            config,
            precompiles: Precompiles::new(arbos::precompiles::addresses()),
            programs: ProgramStore::default(),
        }
    }

    /// Rules of the chain.
    pub fn config(&self) -> &ArbosConfig {
        &self.config
    }

    /// Accounts that exist before the first transaction, to be put into the state by the chain.
    pub fn genesis_accounts(&self) -> Vec<GenesisAccount> {
        genesis::accounts(&self.config)
    }

    /// Runs `message` on top of `db` in `block`. The database is only read; the caller commits
    /// [`Executed::changes`] and keeps [`Executed::recent_programs`] for the next message of the
    /// same block.
    ///
    /// # Errors
    /// [`ExecError`] when the message cannot run at all; a message that runs and fails is an
    /// `Ok` with another [`Status`].
    pub fn execute<DB: Database>(
        &mut self,
        db: &mut DB,
        block: &BlockContext,
        message: &Message,
        options: &ExecOptions,
    ) -> Result<Executed, ExecError> {
        let mut ctx = self.context(db, block);
        let nonce = validate::check_message(&mut ctx, block, message, options)?;
        ctx.tx = environment::tx_env(block, message, options, nonce);
        let scene = Scene {
            config: &self.config,
            block,
        };
        let (precompiles, programs) = (&mut self.precompiles, &mut self.programs);
        let mut machine = Machine::new(ctx, scene, options, precompiles, programs);
        let mut rules = TransactionRules::new(options.simulate);
        let result = rules.run(&mut machine).map_err(exec_error)?;
        let mut executed = outcome(result);
        executed.changes = machine.ctx.journaled_state.finalize();
        executed.recent_programs = machine.message.recent.into_inner();
        executed.trace = machine.recorder.finish();
        if let Some(root) = &mut executed.trace.root {
            root.gas = message.gas_limit;
            root.gas_used = executed.gas_used;
        }
        Ok(executed)
    }

    fn context<'a, DB: Database>(&self, db: &'a mut DB, block: &BlockContext) -> Context<'a, DB> {
        let mut journal = Journal::new(db);
        journal.set_spec_id(environment::SPEC);
        RevmContext {
            block: environment::block_env(block),
            tx: Default::default(),
            cfg: environment::cfg_env(block),
            journaled_state: journal,
            chain: (),
            local: LocalContext::default(),
            error: Ok(()),
        }
    }
}

/// Translates the result of revm; state, programs and trace are filled in by the caller.
fn outcome(result: ExecutionResult) -> Executed {
    let gas_used = result.tx_gas_used();
    let (status, output, created, logs) = match result {
        ExecutionResult::Success { logs, output, .. } => {
            let (data, created) = match output {
                Output::Call(data) => (data, None),
                Output::Create(data, created) => (data, created),
            };
            (Status::Success, data, created, logs)
        }
        ExecutionResult::Revert { output, .. } => (Status::Revert, output, None, Vec::new()),
        ExecutionResult::Halt { reason, .. } => {
            let status = Status::Halt(halt::halt_text(&reason));
            (status, Default::default(), None, Vec::new())
        }
    };
    Executed {
        status,
        gas_used,
        l1_gas_used: 0,
        output,
        created,
        logs,
        changes: Default::default(),
        recent_programs: Vec::new(),
        trace: Trace::default(),
    }
}

fn exec_error<E: std::fmt::Display>(error: EVMError<E>) -> ExecError {
    match error {
        EVMError::Transaction(InvalidTransaction::CallGasCostMoreThanGasLimit {
            gas_limit,
            initial_gas,
        }) => ExecError::IntrinsicGasTooLow {
            have: gas_limit,
            want: initial_gas,
        },
        EVMError::Transaction(error) => ExecError::Invalid(error.to_string()),
        EVMError::Database(error) => ExecError::State(error.to_string()),
        other => ExecError::State(format!("{other}")),
    }
}
