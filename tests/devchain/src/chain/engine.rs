//! What the chain needs of an executor.

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

    fn genesis_accounts(&self) -> Vec<GenesisAccount> {
        Self::genesis_accounts(self)
    }
}
