//! Tokens: what the desk has of one, and amounts as callers give them.

use alloy_sol_types::{SolCall, SolError};
use alm_abi::{
    ICreditDesk::{NotReceived, UnsuitableToken},
    IDepositVault::balanceOfCall,
};
use alm_stylus::{
    Failure,
    arguments::Arguments,
    calls::consult,
    checks::{bounded, not_nothing},
    packed::number,
    words::{Output, Word},
};
use stylus_sdk::prelude::*;

use crate::{desk::Desk, errors::about};

/// Bytes of an amount.
const AMOUNT_BYTES: usize = 12;

/// The amount at an index, not zero.
///
/// # Errors
/// `ZeroAmount`, `AmountTooLarge`.
#[inline(never)]
pub(crate) fn amount(arguments: &Arguments<'_>, index: usize) -> Result<u128, Failure> {
    let word = arguments.word(index).ok_or_else(Failure::empty)?;
    not_nothing(word)?;
    bounded(word, AMOUNT_BYTES)
}

/// The amount at an index, not zero; `None` for the greatest number there is, which stands for all.
///
/// # Errors
/// `ZeroAmount`, `AmountTooLarge`.
#[inline(never)]
pub(crate) fn part_or_all(
    arguments: &Arguments<'_>,
    index: usize,
) -> Result<Option<u128>, Failure> {
    if arguments.word(index) == Some(&[u8::MAX; 32]) {
        return Ok(None);
    }
    amount(arguments, index).map(Some)
}

/// The number at an index, saturating.
#[inline(never)]
pub(crate) fn limit(arguments: &Arguments<'_>, index: usize) -> Result<u128, Failure> {
    let word = arguments.word(index).ok_or_else(Failure::empty)?;
    Ok(number(word, 16).unwrap_or(u128::MAX))
}

impl Desk {
    /// Refuses collateral that is not here.
    ///
    /// # Errors
    /// `NotReceived`, `UnsuitableToken`.
    #[inline(never)]
    pub(crate) fn check_held(&self, token: &Word, held: u128) -> Result<(), Failure> {
        let mut request = Output::default();
        request
            .append(&balanceOfCall::SELECTOR)
            .append(&[0; 12])
            .append(self.vm().contract_address().as_slice());
        let mut answer = [[0; 32]; 1];
        let size = consult(self.vm(), token, &request, &mut answer).unwrap_or(0);
        if size < 32 {
            return Err(about(UnsuitableToken::SELECTOR, token, &[]));
        }
        let [balance] = answer.map(|word| number(&word, 16).unwrap_or(u128::MAX));
        if balance < held {
            return Err(about(NotReceived::SELECTOR, token, &[balance, held]));
        }
        Ok(())
    }
}
