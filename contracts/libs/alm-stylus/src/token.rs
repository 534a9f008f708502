//! Transfers of tokens that follow ERC-20 in all but the result.
//!
//! Some tokens return nothing, some return false instead of reverting, and an address without code accepts every call.
//! A transfer counts if the call succeeds and returns either nothing, from an address with code, or true. Tokens,
//! senders and receivers are addresses as words.

use alloy_primitives::Address;
use alloy_sol_types::{SolCall, SolError};
use alm_abi::{
    IBalanceSheet::{TransferFailed, UnsuitableToken},
    IDepositVault::{decimalsCall, transferCall, transferFromCall},
};
use stylus_sdk::stylus_core::Host;

use crate::{
    calls::{consult, transact},
    packed::number,
    words::{Failure, Output, Word, word},
};

/// Moves tokens from one account to another, by the allowance of the first for this contract.
///
/// # Errors
/// The token's own; `TransferFailed(token)` where it has none.
pub fn pull<H: Host>(
    vm: &H,
    token: &Word,
    from: &Word,
    to: &Word,
    amount: u128,
) -> Result<(), Failure> {
    let mut request = Output::default();
    request
        .append(&transferFromCall::SELECTOR)
        .append(from)
        .append(to)
        .numbers(&[amount]);
    transfer(vm, token, &request)
}

/// Pays tokens out of this contract.
///
/// # Errors
/// As [`pull`].
pub fn send<H: Host>(vm: &H, token: &Word, to: &Word, amount: u128) -> Result<(), Failure> {
    let mut request = Output::default();
    request
        .append(&transferCall::SELECTOR)
        .append(to)
        .numbers(&[amount]);
    transfer(vm, token, &request)
}

/// The decimals of a token.
///
/// # Errors
/// `UnsuitableToken(token)` if it has no code, or does not answer with a number below 256.
pub fn decimals<H: Host>(vm: &H, token: &Word) -> Result<u8, Failure> {
    let mut request = Output::default();
    request.append(&decimalsCall::SELECTOR);
    let mut answer = [[0; 32]; 1];
    let size = consult(vm, token, &request, &mut answer).unwrap_or(0);
    let [answer] = &answer;
    let decimals = number(answer, 1).filter(|_| size >= 32);
    let decimals = decimals.and_then(|decimals| u8::try_from(decimals).ok());
    decimals.ok_or_else(|| Failure::new(UnsuitableToken::SELECTOR, &[*token]))
}

/// Makes a transfer.
#[inline(never)]
fn transfer<H: Host>(vm: &H, token: &Word, request: &Output) -> Result<(), Failure> {
    let mut answer = [[0; 32]; 1];
    let failed = || Failure::new(TransferFailed::SELECTOR, &[*token]);
    let size = transact(vm, token, request, &mut answer).map_err(|error| {
        if error.bytes().is_empty() {
            failed()
        } else {
            error
        }
    })?;
    let has_moved = match size {
        0 => vm.code_size(Address::from_word((*token).into())) != 0,
        _ => size >= 32 && answer == [word(1)],
    };
    if has_moved { Ok(()) } else { Err(failed()) }
}
