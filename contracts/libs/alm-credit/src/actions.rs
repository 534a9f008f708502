//! One action of a batch.

use alloy_sol_types::SolCall;
use alm_abi::ICreditCallback::onExecuteCall;
use alm_stylus::{
    Failure,
    arguments::Arguments,
    calls::transact,
    words::{Output, Word},
};

use crate::{
    batch::{Batch, unknown_action},
    desk::Desk,
    errors::address,
};

/// Kinds of actions, as the interface numbers them.
const ADD: u128 = 0;
const WITHDRAW: u128 = 1;
const BORROW: u128 = 2;
const REPAY: u128 = 3;
const BORROW_FIXED: u128 = 4;
const REPAY_FIXED: u128 = 5;
const CALL: u128 = 6;

/// Place of an action's token.
const ASSET: usize = 1;
/// Words of an action that its caller is told: token, amount, limit, term.
const TOLD: core::ops::Range<usize> = 1..5;

impl Desk {
    /// Carries out an action: kind, asset, amount, limit, term, receiver.
    ///
    /// # Errors
    /// `NotAuthorised`, `UnknownAction`, and those of the action.
    #[inline(always)]
    pub(crate) fn act(&self, batch: &mut Batch, action: &Arguments<'_>) -> Result<(), Failure> {
        let mut kind = [0];
        action.numbers(0, &[1], &mut kind)?;
        let [kind] = kind;
        if kind != REPAY && kind != REPAY_FIXED {
            batch.check_caller()?;
        }
        if kind == CALL {
            return self.call_back(batch, action);
        }
        let token = address(action, ASSET)?;
        let index = self.index_of(token)?;
        match kind {
            ADD => self.add(batch, token, index, action),
            WITHDRAW => self.withdraw(batch, token, index, action),
            BORROW => self.borrow(batch, token, index, action),
            REPAY => self.repay(batch, token, index, action),
            BORROW_FIXED => self.borrow_fixed(batch, token, index, action),
            REPAY_FIXED => self.repay_fixed(batch, token, index, action),
            _ => Err(unknown_action(kind)),
        }
    }

    /// Lets the caller act in the middle of his batch.
    fn call_back(&self, batch: &Batch, action: &Arguments<'_>) -> Result<(), Failure> {
        let (words, _) = action.0.as_chunks::<32>();
        let told: &[Word] = words.get(TOLD).unwrap_or_default();
        let mut request = Output::default();
        request
            .append(&onExecuteCall::SELECTOR)
            .append(&batch.account.owner)
            .append(told.as_flattened());
        transact(self.vm(), &batch.caller, &request, &mut []).map(|_| ())
    }
}
