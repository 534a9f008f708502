//! Who may act for whom (ERC-7540). Slot 4 maps an account and its operator to whether it is one.

use alloy_sol_types::SolEvent;
use alm_abi::IRedeemQueue::OperatorSet;
use alm_stylus::{
    Failure,
    arguments::Arguments,
    host, slots,
    words::{Output, Word, is_zero, word},
};
use stylus_sdk::prelude::*;

use crate::{contract::RedeemQueue, errors::not_operator};

/// The slot of the mapping to operators.
const OPERATORS: u8 = 4;

impl RedeemQueue {
    /// Makes an account an operator of the caller, or no longer.
    #[inline(always)]
    pub(crate) fn set_operator(
        &mut self,
        arguments: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        let operator = arguments.address(0).ok_or_else(Failure::empty)?;
        let mut approved = [0];
        arguments.numbers(1, &[1], &mut approved)?;
        let [approved] = approved;
        if approved > 1 {
            return Err(Failure::empty());
        }
        let vm = self.vm();
        let caller = &host::sender(vm);
        slots::write(vm, &self.operator_slot(caller, operator), &word(approved));
        let mut event = Output::default();
        event
            .append(&OperatorSet::SIGNATURE_HASH.0)
            .append(caller)
            .append(operator)
            .numbers(&[approved])
            .emit(vm, 3);
        output.numbers(&[1]);
        Ok(())
    }

    /// Whether an account is an operator of another.
    #[inline(never)]
    pub(crate) fn is_operator(&self, account: &Word, operator: &Word) -> bool {
        !is_zero(&slots::read(
            self.vm(),
            &self.operator_slot(account, operator),
        ))
    }

    /// Whether somebody may act for an account: he is the account, or its operator.
    pub(crate) fn acts_for(&self, account: &Word, caller: &Word) -> bool {
        caller == account || self.is_operator(account, caller)
    }

    /// Refuses a caller who may not act for an account.
    #[inline(never)]
    pub(crate) fn check_acts_for(&self, account: &Word, caller: &Word) -> Result<(), Failure> {
        if self.acts_for(account, caller) {
            Ok(())
        } else {
            Err(not_operator(account, caller))
        }
    }

    fn operator_slot(&self, account: &Word, operator: &Word) -> Word {
        let inner = slots::mapped(self.vm(), account, OPERATORS);
        host::keccak(self.vm(), [*operator, inner].as_flattened())
    }
}
