//! What the chain needs of an executor.

use alloy_primitives::U256;

use crate::{
    arbos::GenesisAccount,
    evm::{
        Executor,
        types::{BlockContext, ExecError, ExecOptions, Executed, Message},
    },
};

use super::view::StateView;

/// Runs one message on a view of the state and says what it would change.
pub trait Engine: Send {
    /// Runs a message; nothing is written to the state.
    ///
    /// # Errors
    /// When the message cannot run at all: see [`ExecError`].
    fn execute(
        &mut self,
        state: &mut StateView<'_>,
        block: &BlockContext,
        message: &Message,
        options: &ExecOptions,
    ) -> Result<Executed, ExecError>;

    /// Slots of ArbOS that a block at `time` begins by writing.
    ///
    /// # Errors
    /// When the state has no answer.
    fn begin_block(
        &self,
        state: &mut StateView<'_>,
        time: u64,
    ) -> Result<Vec<(U256, U256)>, ExecError>;

    /// Version of ArbOS in force.
    ///
    /// # Errors
    /// When the state has no answer.
    fn arbos_version(&self, state: &mut StateView<'_>) -> Result<u64, ExecError>;

    /// Gas that posting a message to L1 costs.
    ///
    /// # Errors
    /// When the state has no answer.
    fn posting_gas(
        &self,
        state: &mut StateView<'_>,
        block: &BlockContext,
        message: &Message,
        options: &ExecOptions,
    ) -> Result<u64, ExecError>;

    /// Accounts the rules of this engine want in the first block.
    fn genesis_accounts(&self) -> Vec<GenesisAccount>;
}

impl Engine for Executor {
    fn execute(
        &mut self,
        state: &mut StateView<'_>,
        block: &BlockContext,
        message: &Message,
        options: &ExecOptions,
    ) -> Result<Executed, ExecError> {
        Self::execute(self, state, block, message, options)
    }

    fn begin_block(
        &self,
        state: &mut StateView<'_>,
        time: u64,
    ) -> Result<Vec<(U256, U256)>, ExecError> {
        Self::begin_block(self, state, time)
    }

    fn arbos_version(&self, state: &mut StateView<'_>) -> Result<u64, ExecError> {
        Self::arbos_version(self, state)
    }

    fn posting_gas(
        &self,
        state: &mut StateView<'_>,
        block: &BlockContext,
        message: &Message,
        options: &ExecOptions,
    ) -> Result<u64, ExecError> {
        Self::posting_gas(self, state, block, message, options)
    }

    fn genesis_accounts(&self) -> Vec<GenesisAccount> {
        Self::genesis_accounts(self)
    }
}
