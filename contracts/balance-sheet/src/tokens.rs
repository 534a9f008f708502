//! What a book asks of its token beside transfers.

use alloy_sol_types::SolCall;
use alm_abi::IDepositVault::balanceOfCall;
use alm_stylus::{
    Failure, host,
    packed::number,
    words::{Output, Word},
};
use stylus_sdk::prelude::*;

use crate::{contract::BalanceSheet, errors};

impl BalanceSheet {
    /// What a token says this contract has, saturating at 2^128 - 1.
    ///
    /// # Errors
    /// `UnsuitableToken`.
    pub(crate) fn balance(&self, token: &Word) -> Result<u128, Failure> {
        let mut calldata = Output::default();
        calldata
            .append(&balanceOfCall::SELECTOR)
            .append(&self.vm().contract_address().into_word().0);
        let mut answer = [0; 32];
        match host::ask(self.vm(), token, calldata.bytes(), &mut answer) {
            Some(size) if size >= answer.len() => Ok(number(&answer, 16).unwrap_or(u128::MAX)),
            _ => Err(errors::unsuitable_token(token)),
        }
    }

    /// Refuses a report of tokens that are not here.
    ///
    /// # Errors
    /// `NotReceived` with the balance and the cash of the book.
    pub(crate) fn check_received(&self, token: &Word, cash: u128) -> Result<(), Failure> {
        let balance = self.balance(token)?;
        if balance < cash {
            return Err(errors::not_received(token, balance, cash));
        }
        Ok(())
    }
}
