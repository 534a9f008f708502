//! Messages run without a trace in the state, and transactions run again.

use alloy_primitives::{B256, Bytes};

use crate::evm::types::{BlockContext, ExecOptions, Executed, Message, Status};

use super::{
    BlockId, BlockOverrides, Chain, ChainError, StateOverrides, engine::Engine,
    node_interface::NODE_INTERFACE, view::StateView,
};

/// A message to run without consequences.
#[derive(Debug, Clone, Default)]
pub struct Simulation {
    /// The message.
    pub message: Message,
    /// On which block: its state after it and its own time and number. `Pending` is the state now in
    /// the block that would be made now.
    pub at: BlockId,
    /// Accounts replaced.
    pub state: StateOverrides,
    /// Block fields replaced.
    pub block: BlockOverrides,
    /// What to record. `simulate` is implied.
    pub options: ExecOptions,
}

impl Chain {
    /// Runs a message, however it ends. Its gas is at most [`super::ChainConfig::simulation_gas_limit`]
    /// and what posting it to L1 costs.
    ///
    /// # Errors
    /// When the block is unknown or the message cannot run.
    pub fn simulate(&mut self, simulation: &Simulation) -> Result<Executed, ChainError> {
        let context = self.simulation_context(simulation)?;
        let options = ExecOptions {
            simulate: true,
            ..simulation.options
        };
        let cap = self.gas_cap(simulation)?;
        let mut message = simulation.message.clone();
        message.gas_limit = message.gas_limit.min(cap);
        let (view, engine) = self.view_and_engine(simulation.at)?;
        let mut view = view.with_overrides(&simulation.state);
        Ok(engine.execute(&mut view, &context, &message, &options)?)
    }

    /// Most gas a simulation gets: posting to L1 comes on top of what the settings allow.
    ///
    /// # Errors
    /// When the block is unknown.
    pub(super) fn gas_cap(&mut self, simulation: &Simulation) -> Result<u64, ChainError> {
        let limit = self.config.simulation_gas_limit;
        let mut message = simulation.message.clone();
        message.gas_limit = message.gas_limit.min(limit);
        Ok(limit.saturating_add(self.posting_gas(simulation, &message)?))
    }

    /// Gas that posting a message to L1 costs where `simulation` would run.
    ///
    /// # Errors
    /// When the block is unknown.
    pub(super) fn posting_gas(
        &mut self,
        simulation: &Simulation,
        message: &Message,
    ) -> Result<u64, ChainError> {
        let context = self.simulation_context(simulation)?;
        let options = ExecOptions {
            simulate: true,
            ..simulation.options
        };
        let (view, engine) = self.view_and_engine(simulation.at)?;
        let mut view = view.with_overrides(&simulation.state);
        Ok(engine.posting_gas(&mut view, &context, message, &options)?)
    }

    /// Runs a message that must succeed and returns its output. A message to
    /// [`super::NODE_INTERFACE`] is answered by the node itself.
    ///
    /// # Errors
    /// [`ChainError::Reverted`] or [`ChainError::Halted`] when it fails, and as [`Self::simulate`].
    pub fn call(&mut self, simulation: &Simulation) -> Result<Bytes, ChainError> {
        if simulation.message.to == Some(NODE_INTERFACE) {
            return self.ask_node(simulation);
        }
        let executed = self.simulate(simulation)?;
        match executed.status {
            Status::Success => Ok(executed.output),
            Status::Revert => Err(ChainError::Reverted(executed.output)),
            Status::Halt(reason) => Err(ChainError::Halted(reason)),
        }
    }

    /// Runs a mined transaction again, recording what `options` ask for.
    ///
    /// # Errors
    /// When there is no such transaction or its state is forgotten.
    pub fn replay(&mut self, hash: B256, options: ExecOptions) -> Result<Executed, ChainError> {
        let (block, index) = self
            .blocks
            .transaction(hash)
            .ok_or(ChainError::UnknownTransaction(hash))?;
        let block = block.clone();
        let mined = block
            .transactions
            .get(index)
            .ok_or(ChainError::UnknownTransaction(hash))?;
        let mut context = self.context_of(&block);
        context
            .recent_programs
            .clone_from(&mined.recent_programs_before);
        let impersonated = mined.signed.is_impersonated();
        let options = ExecOptions {
            impersonated,
            ..options
        };
        let mut view = StateView::new(&self.state, &self.blocks, Some(mined.version_before))?;
        Ok(self
            .engine
            .execute(&mut view, &context, &mined.signed.message(), &options)?)
    }

    pub(super) fn simulation_context(
        &self,
        simulation: &Simulation,
    ) -> Result<BlockContext, ChainError> {
        let mut context = match self.block(simulation.at)? {
            Some(block) => self.context_of(&block),
            None => self.next_context(),
        };
        simulation.block.apply(&mut context);
        Ok(context)
    }

    /// The state after a block together with the engine that runs on it.
    fn view_and_engine(
        &mut self,
        id: BlockId,
    ) -> Result<(StateView<'_>, &mut dyn Engine), ChainError> {
        let head = self.head().number();
        let old = self.block(id)?.filter(|block| block.number() < head);
        let view = StateView::new(&self.state, &self.blocks, old.map(|block| block.version))?;
        Ok((view, self.engine.as_mut()))
    }
}
