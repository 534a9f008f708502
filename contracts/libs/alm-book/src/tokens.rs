//! What a book asks of its token beside transfers, and of its vault.

use core::slice;

use alloy_sol_types::SolCall;
use alm_abi::IDepositVault::balanceOfCall;
use alm_stylus::{
    Failure,
    calls::consult,
    packed::number,
    words::{Output, Word},
};
use stylus_sdk::prelude::*;

use crate::{books::Books, errors, open::Open};

impl Books {
    /// What a token says this contract has, saturating at 2^128 - 1.
    ///
    /// # Errors
    /// `UnsuitableToken`.
    #[inline(never)]
    pub(crate) fn balance(&self, token: &Word) -> Result<u128, Failure> {
        let mut request = Output::default();
        request
            .append(&balanceOfCall::SELECTOR)
            .append(&[0; 12])
            .append(self.vm().contract_address().as_slice());
        let mut answer = [0; 32];
        match self.ask(token, &request, &mut answer) {
            Ok(()) => Ok(number(&answer, 16).unwrap_or(u128::MAX)),
            Err(_) => Err(errors::unsuitable_token(token)),
        }
    }

    /// Reads a word of another contract.
    ///
    /// # Errors
    /// What it reverts with; empty, if its answer is shorter.
    #[inline(never)]
    pub(crate) fn ask(
        &self,
        contract: &Word,
        request: &Output,
        answer: &mut Word,
    ) -> Result<(), Failure> {
        let size = consult(self.vm(), contract, request, slice::from_mut(answer))?;
        if size < answer.len() {
            return Err(Failure::empty());
        }
        Ok(())
    }

    /// A figure of the book's vault, which has to tell it.
    #[inline(never)]
    pub(crate) fn ask_vault(&self, open: &Open, selector: [u8; 4]) -> Result<u128, Failure> {
        let mut request = Output::default();
        request.append(&selector);
        let mut answer = [0; 32];
        self.ask(&open.sheet.vault, &request, &mut answer)?;
        number(&answer, 16).ok_or_else(Failure::empty)
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
