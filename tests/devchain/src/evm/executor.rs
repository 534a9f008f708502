//! The executor: one message in, its outcome and state changes out.

use alloy_primitives::U256;
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
use crate::arbos::{self, ArbosConfig, GenesisAccount, genesis, l1_pricing, upgrade};

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
        let posting =
            l1_pricing::posting(db, block, message, options).map_err(validate::state_error)?;
        let config = self.config_now(db)?;
        let mut ctx = self.context(db, block);
        let nonce = validate::check_message(&mut ctx, block, message, options)?;
        ctx.tx = environment::tx_env(block, message, options, nonce);
        let scene = Scene {
            config: &config,
            block,
        };
        let (precompiles, programs) = (&mut self.precompiles, &mut self.programs);
        let mut machine = Machine::new(ctx, scene, options, precompiles, programs);
        machine.message.l1_fee = posting.fee(block.base_fee);
        let mut rules = TransactionRules::new(*options, posting);
        let result = rules.run(&mut machine).map_err(exec_error)?;
        let mut executed = outcome(result);
        executed.l1_gas_used = posting.gas;
        executed.changes = machine.ctx.journaled_state.finalize();
        executed.recent_programs = machine.message.recent.into_inner();
        executed.trace = machine.recorder.finish();
        if let Some(root) = &mut executed.trace.root {
            root.gas = message.gas_limit;
            root.gas_used = executed.gas_used;
        }
        Ok(executed)
    }

    /// Slots of ArbOS that a block at `time` begins by writing, because an upgrade is due.
    ///
    /// # Errors
    /// [`ExecError::State`].
    pub fn begin_block<DB: Database>(
        &self,
        db: &mut DB,
        time: u64,
    ) -> Result<Vec<(U256, U256)>, ExecError> {
        upgrade::due(db, time).map_err(validate::state_error)
    }

    /// Version of ArbOS in force.
    ///
    /// # Errors
    /// [`ExecError::State`].
    pub fn arbos_version<DB: Database>(&self, db: &mut DB) -> Result<u64, ExecError> {
        let version = upgrade::version(db).map_err(validate::state_error)?;
        Ok(version.unwrap_or(self.config.arbos_version))
    }

    /// The rules with the version of ArbOS that is in force.
    fn config_now<DB: Database>(&self, db: &mut DB) -> Result<ArbosConfig, ExecError> {
        Ok(ArbosConfig {
            arbos_version: self.arbos_version(db)?,
            ..self.config.clone()
        })
    }

    /// Gas that posting `message` to L1 costs, as [`Self::execute`] would charge it.
    ///
    /// # Errors
    /// [`ExecError::State`].
    pub fn posting_gas<DB: Database>(
        &self,
        db: &mut DB,
        block: &BlockContext,
        message: &Message,
        options: &ExecOptions,
    ) -> Result<u64, ExecError> {
        let posting = l1_pricing::posting(db, block, message, options);
        Ok(posting.map_err(validate::state_error)?.gas)
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
