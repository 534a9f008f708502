//! The life of a transaction around its frames: fees, the cap on execution gas, refunds.

use std::marker::PhantomData;

use alloy_primitives::{Address, U256};
use revm::{
    Database,
    context::result::{EVMError, HaltReason},
    context_interface::{
        ContextTr, JournalTr, Transaction, journaled_state::account::JournaledAccountTr,
    },
    handler::{EvmTr, FrameResult, Handler},
    interpreter::{FrameInput, GasTracker, InitialAndFloorGas, interpreter_action::FrameInit},
};

use super::machine::Machine;
use crate::arbos::{
    context::State,
    storage::{Space, root},
};

/// Execution gas of one transaction, intrinsic gas included (ArbOS 50 on). Gas beyond it is held
/// back and returned.
pub(crate) const EXECUTION_GAS_CAP: u64 = 32_000_000;

/// Rules of one transaction.
pub(crate) struct TransactionRules<'a, DB> {
    /// Takes no fee and does not cap execution.
    pub(crate) simulate: bool,
    /// Gas held back from execution by the cap.
    held: u64,
    machine: PhantomData<fn(&'a mut DB)>,
}

impl<DB> TransactionRules<'_, DB> {
    /// Rules of a transaction or of a simulation.
    pub(crate) fn new(simulate: bool) -> Self {
        Self {
            simulate,
            held: 0,
            machine: PhantomData,
        }
    }

    fn fee(&self, price: u128, gas: u64) -> U256 {
        U256::from(price) * U256::from(gas)
    }
}

impl<'a, DB: Database + 'a> Handler for TransactionRules<'a, DB> {
    type Evm = Machine<'a, DB>;
    type Error = EVMError<DB::Error>;
    type HaltReason = HaltReason;

    fn validate_env(&self, _machine: &mut Self::Evm) -> Result<(), Self::Error> {
        Ok(())
    }

    fn validate_against_state_and_deduct_caller(
        &self,
        machine: &mut Self::Evm,
        _intrinsic: &mut InitialAndFloorGas,
    ) -> Result<(), Self::Error> {
        let (tx, journal) = machine.ctx().tx_journal_mut();
        let fee = self.fee(tx.gas_price(), tx.gas_limit());
        let is_call = tx.kind().is_call();
        let mut sender = journal.load_account_with_code_mut(tx.caller())?.data;
        if !self.simulate {
            sender.decr_balance(fee);
        }
        if is_call {
            sender.bump_nonce();
        }
        Ok(())
    }

    fn first_frame_input(
        &mut self,
        machine: &mut Self::Evm,
        gas: &mut GasTracker,
    ) -> Result<Option<FrameInit>, Self::Error> {
        let intrinsic = gas.limit() - gas.remaining();
        let available = EXECUTION_GAS_CAP.saturating_sub(intrinsic);
        let executable = match self.simulate {
            true => gas.remaining(),
            false => gas.remaining().min(available),
        };
        self.held = gas.remaining() - executable;
        let memory = machine.first_memory();
        let Some(mut frame_input) =
            revm::handler::execution::create_init_frame(machine.ctx(), gas)?
        else {
            return Ok(None);
        };
        match &mut frame_input {
            FrameInput::Call(inputs) => inputs.gas_limit = executable,
            FrameInput::Create(inputs) => inputs.set_gas_limit(executable),
            FrameInput::Empty => {}
        }
        Ok(Some(FrameInit {
            depth: 0,
            memory,
            frame_input,
        }))
    }

    fn last_frame_result(
        &mut self,
        _machine: &mut Self::Evm,
        result: &mut FrameResult,
        gas: &mut GasTracker,
    ) -> Result<(), Self::Error> {
        let outcome = result.instruction_result();
        gas.spend_all();
        revm::handler::handle_reservoir_remaining_gas(outcome, gas, result.gas_mut().tracker_mut());
        gas.erase_cost(self.held);
        *result.gas_mut().tracker_mut() = *gas;
        Ok(())
    }

    fn reimburse_caller(
        &self,
        machine: &mut Self::Evm,
        result: &mut FrameResult,
    ) -> Result<(), Self::Error> {
        if self.simulate {
            return Ok(());
        }
        let gas = result.gas();
        let unused = gas.remaining() + gas.refunded() as u64;
        let (tx, journal) = machine.ctx().tx_journal_mut();
        let fee = self.fee(tx.gas_price(), unused);
        journal.load_account_mut(tx.caller())?.incr_balance(fee);
        Ok(())
    }

    fn reward_beneficiary(
        &self,
        machine: &mut Self::Evm,
        result: &mut FrameResult,
    ) -> Result<(), Self::Error> {
        if self.simulate {
            return Ok(());
        }
        let used = result.gas().used();
        let account = fee_account(machine)?;
        let (tx, journal) = machine.ctx().tx_journal_mut();
        let fee = self.fee(tx.gas_price(), used);
        journal.load_account_mut(account)?.incr_balance(fee);
        Ok(())
    }
}

/// The account that receives the fees.
fn fee_account<DB: Database>(
    machine: &mut Machine<'_, DB>,
) -> Result<Address, EVMError<DB::Error>> {
    let slot = Space::ROOT.at(root::NETWORK_FEE_ACCOUNT);
    let word = machine.ctx.read(slot);
    let word = word.map_err(|failure| EVMError::Custom(format!("{failure:?}")))?;
    Ok(Address::from_word(word.into()))
}
