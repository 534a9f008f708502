//! The contract's typed errors, encoded. Accounts, tokens and feeds are addresses as words.

use alloy_sol_types::SolError;
use alm_abi::{ICreditDesk as abi, ICreditTerms as terms};
use alm_engine::refusal::{Cause, Refusal};
use alm_stylus::{
    Failure,
    arguments::Arguments,
    words::{Word, is_zero, signed, word},
};

/// A refusal of the rules of credit: of the causes, they know four.
#[inline(never)]
pub(crate) fn refused(refusal: &Refusal) -> Failure {
    let selector = match refusal.cause {
        Cause::ZeroAmount => abi::ZeroAmount::SELECTOR,
        Cause::AmountTooSmall => abi::AmountTooSmall::SELECTOR,
        Cause::CapExceeded => abi::CapExceeded::SELECTOR,
        Cause::SlippageExceeded => abi::SlippageExceeded::SELECTOR,
        Cause::Paused => abi::Paused::SELECTOR,
        _ => abi::BelowMinimum::SELECTOR,
    };
    Failure::new(selector, &[signed(refusal.have), signed(refusal.want)])
}

/// A refusal by a figure and its bound.
#[inline(never)]
pub(crate) fn refuse(cause: Cause, have: u128, want: u128) -> Failure {
    refused(&Refusal::new(cause, have, want))
}

/// An error with an address and up to two figures.
#[inline(never)]
pub(crate) fn about(selector: [u8; 4], address: &Word, figures: &[u128]) -> Failure {
    let mut failure = [*address, [0; 32], [0; 32]];
    let places = failure.iter_mut().skip(1);
    places
        .zip(figures)
        .for_each(|(place, figure)| *place = word(*figure));
    let length = figures.len().saturating_add(1);
    Failure::new(selector, failure.get(..length).unwrap_or_default())
}

/// An argument that is an address.
#[inline(never)]
pub(crate) fn address<'a>(arguments: &Arguments<'a>, index: usize) -> Result<&'a Word, Failure> {
    arguments.address(index).ok_or_else(Failure::empty)
}

/// An argument that is an address and not zero.
#[inline(never)]
pub(crate) fn someone<'a>(arguments: &Arguments<'a>, index: usize) -> Result<&'a Word, Failure> {
    let address = address(arguments, index)?;
    if is_zero(address) {
        return Err(Failure::new(abi::ZeroAddress::SELECTOR, &[]));
    }
    Ok(address)
}

/// A pushed or governed figure outside of its bounds.
#[inline(never)]
pub(crate) fn term_out_of_bounds(term: u128, have: u128, want: u128) -> Failure {
    let figures = [term, have, want].map(word);
    Failure::new(terms::TermOutOfBounds::SELECTOR, &figures)
}
