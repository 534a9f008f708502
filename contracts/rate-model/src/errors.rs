//! The contract's typed errors, encoded. Books, balance sheets and callers are addresses as words.

use alloy_sol_types::SolError;
use alm_abi::IRateModel::{
    AlreadyListed, ChangeTooSoon, NotBalanceSheet, NotListed, RateOutOfBounds, ReportTooOld,
    SpreadOutOfBounds, UtilisationAboveOne, ZeroAddress,
};
use alm_engine::{rates::spreads::Violation, refusal::Refusal};
use alm_stylus::{
    Failure,
    words::{Word, is_zero, word},
};

use crate::{
    book::{CURVE, FULL},
    signed,
};

/// Refuses the zero address.
pub(crate) fn not_zero(address: &Word) -> Result<(), Failure> {
    if is_zero(address) {
        Err(Failure::new(ZeroAddress::SELECTOR, &[]))
    } else {
        Ok(())
    }
}

pub(crate) fn not_listed(book: &Word) -> Failure {
    Failure::new(NotListed::SELECTOR, &[*book])
}

pub(crate) fn already_listed(book: &Word) -> Failure {
    Failure::new(AlreadyListed::SELECTOR, &[*book])
}

pub(crate) fn not_balance_sheet(book: &Word, caller: &Word) -> Failure {
    Failure::new(NotBalanceSheet::SELECTOR, &[*book, *caller])
}

/// The utilisation as it was given, however large.
pub(crate) fn utilisation_above_one(have: &Word) -> Failure {
    Failure::new(UtilisationAboveOne::SELECTOR, &[*have, word(FULL)])
}

pub(crate) fn rate_out_of_bounds(have: u128) -> Failure {
    let figures = [have, CURVE.least.wad(), CURVE.most.wad()];
    Failure::new(RateOutOfBounds::SELECTOR, &figures.map(word))
}

pub(crate) fn spread_out_of_bounds(violation: &Violation) -> Failure {
    let node = word(violation.node.into());
    let [have, min, max] = [violation.want, violation.least, violation.most].map(signed::word);
    Failure::new(SpreadOutOfBounds::SELECTOR, &[node, have, min, max])
}

pub(crate) fn change_too_soon(book: &Word, not_before: u64) -> Failure {
    Failure::new(ChangeTooSoon::SELECTOR, &[*book, word(not_before.into())])
}

/// The refusal names the age, and the greatest allowed.
pub(crate) fn report_too_old(book: &Word, refusal: &Refusal) -> Failure {
    let figures = [
        *book,
        word(refusal.have as u128),
        word(refusal.want as u128),
    ];
    Failure::new(ReportTooOld::SELECTOR, &figures)
}
