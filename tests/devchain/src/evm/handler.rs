//! The life of a transaction around its frames: fees, the cap on execution gas, refunds.

use std::marker::PhantomData;

use alloy_primitives::{Address, U256};
use revm::{
    Database,
    context::result::{EVMError, HaltReason, InvalidTransaction},
    context_interface::{
        ContextTr, JournalTr, Transaction, journaled_state::account::JournaledAccountTr,
    },
    handler::{EvmTr, FrameResult, Handler},
    interpreter::{FrameInput, GasTracker, InitialAndFloorGas, interpreter_action::FrameInit},
};

use super::{machine::Machine, types::ExecOptions};
use crate::arbos::{
    L1_FUNDS_POOL, Posting,
    context::{Failure, State},
    storage::{LAYOUT, Space, l1_price, root},
};

/// Execution gas of one transaction, intrinsic gas included (ArbOS 50 on). Gas beyond it is held
/// back and returned.
pub(crate) const EXECUTION_GAS_CAP: u64 = 32_000_000;

/// Rules of one transaction.
pub(crate) struct TransactionRules<'a, DB> {
    options: ExecOptions,
    /// What posting to L1 costs.
    posting: Posting,
    /// Gas held back from execution by the cap.
    held: u64,
    machine: PhantomData<fn(&'a mut DB)>,
}

impl<DB> TransactionRules<'_, DB> {
    /// Rules of a transaction or of a simulation.
    pub(crate) fn new(options: ExecOptions, posting: Posting) -> Self {
        Self {
            options,
            posting,
            held: 0,
            machine: PhantomData,
        }
    }

    fn fee(&self, price: u128, gas: u64) -> U256 {
        U256::from(price) * U256::from(gas)
    }
}

impl<'a, DB: Database + 'a> TransactionRules<'a, DB> {
    /// Takes the gas of posting to L1 before anything runs.
    fn buy_posting(
        &self,
        machine: &mut Machine<'a, DB>,
        gas: &mut GasTracker,
    ) -> Result<(), EVMError<DB::Error>> {
        let want = (gas.limit() - gas.remaining()).saturating_add(self.posting.gas);
        if !gas.record_regular_cost(self.posting.gas) {
            let refusal = InvalidTransaction::CallGasCostMoreThanGasLimit {
                gas_limit: gas.limit(),
                initial_gas: want,
            };
            return Err(EVMError::Transaction(refusal));
        }
        count(
            machine,
            l1_price::UNITS_SINCE_UPDATE,
            U256::from(self.posting.units),
        )
    }

    /// What posting costs goes to the account that pays the posters.
    fn reward_poster(&self, machine: &mut Machine<'a, DB>) -> Result<(), EVMError<DB::Error>> {
        let fee = machine.message.l1_fee;
        if fee.is_zero() {
            return Ok(());
        }
        let journal = machine.ctx().journal_mut();
        journal.load_account_mut(L1_FUNDS_POOL)?.incr_balance(fee);
        count(machine, l1_price::FEES_AVAILABLE, fee)
    }
}

/// Adds to a counter of the L1 prices.
fn count<DB: Database>(
    machine: &mut Machine<'_, DB>,
    index: u64,
    more: U256,
) -> Result<(), EVMError<DB::Error>> {
    if more.is_zero() {
        return Ok(());
    }
    let slot = LAYOUT.l1_pricing.at(index);
    let word = machine.ctx.read(slot).map_err(fault)?;
    machine
        .ctx
        .write(slot, word.saturating_add(more))
        .map_err(fault)
}

fn fault<E>(failure: Failure) -> EVMError<E> {
    EVMError::Custom(format!("{failure:?}"))
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
        if !self.options.simulate {
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
        self.buy_posting(machine, gas)?;
        let available = match self.options.simulate && !self.options.estimate {
            true => u64::MAX,
            false => EXECUTION_GAS_CAP.saturating_sub(intrinsic),
        };
        let executable = gas.remaining().min(available);
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

    /// As Ethereum does, but what pays for posting to L1 earns no refund.
    fn refund(
        &self,
        machine: &mut Self::Evm,
        result: &mut FrameResult,
        delegations: i64,
    ) -> Result<(), Self::Error> {
        let quotient = machine.ctx.cfg.gas_params.max_refund_quotient();
        let gas = result.gas_mut();
        gas.record_refund(delegations);
        let refundable = gas.total_gas_spent().saturating_sub(self.posting.gas) / quotient;
        gas.set_refund(gas.refunded().min(refundable as i64));
        Ok(())
    }

    fn reimburse_caller(
        &self,
        machine: &mut Self::Evm,
        result: &mut FrameResult,
    ) -> Result<(), Self::Error> {
        if self.options.simulate {
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
        if self.options.simulate {
            return Ok(());
        }
        let used = result.gas().used().saturating_sub(self.posting.gas);
        let account = fee_account(machine)?;
        let (tx, journal) = machine.ctx().tx_journal_mut();
        let fee = self.fee(tx.gas_price(), used);
        journal.load_account_mut(account)?.incr_balance(fee);
        self.reward_poster(machine)
    }
}

/// The account that receives the fees.
fn fee_account<DB: Database>(
    machine: &mut Machine<'_, DB>,
) -> Result<Address, EVMError<DB::Error>> {
    let slot = Space::ROOT.at(root::NETWORK_FEE_ACCOUNT);
    let word = machine.ctx.read(slot).map_err(fault)?;
    Ok(Address::from_word(word.into()))
}
