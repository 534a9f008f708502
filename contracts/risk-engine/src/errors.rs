//! The contract's typed errors, encoded. Assets and feeds are addresses as words.

use alloy_sol_types::SolError;
use alm_abi::IRiskEngine::{
    AlreadyListed, ChangeTooSoon, NotListed, NotReporter, ParameterOutOfBounds,
    ParameterStepTooLarge, RoundWentBack, ZeroAddress,
};
use alm_engine::parameters::bounds::{Examination, Rule};
use alm_stylus::{
    Failure,
    words::{Word, is_zero, word},
};

/// Refuses the zero address.
pub(crate) fn not_zero(address: &Word) -> Result<(), Failure> {
    if is_zero(address) {
        Err(Failure::new(ZeroAddress::SELECTOR, &[]))
    } else {
        Ok(())
    }
}

pub(crate) fn not_listed(asset: &Word) -> Failure {
    Failure::new(NotListed::SELECTOR, &[*asset])
}

pub(crate) fn not_reporter(caller: &Word) -> Failure {
    Failure::new(NotReporter::SELECTOR, &[*caller])
}

pub(crate) fn already_listed(asset: &Word) -> Failure {
    Failure::new(AlreadyListed::SELECTOR, &[*asset])
}

pub(crate) fn change_too_soon(asset: &Word, not_before: u64) -> Failure {
    Failure::new(ChangeTooSoon::SELECTOR, &[*asset, word(not_before.into())])
}

pub(crate) fn round_went_back(feed: &Word, last: u128, round: u128) -> Failure {
    Failure::new(RoundWentBack::SELECTOR, &[*feed, word(last), word(round)])
}

/// Fails with the first violation of a bound or step.
#[inline(never)]
pub(crate) fn admit(examination: &Examination) -> Result<(), Failure> {
    let Some(violation) = examination.violation() else {
        return Ok(());
    };
    let selector = match violation.rule {
        Rule::Bounds => ParameterOutOfBounds::SELECTOR,
        Rule::Step => ParameterStepTooLarge::SELECTOR,
    };
    let [have, other, limit] = violation.figures;
    let figures = [violation.index.into(), have, other, limit];
    Err(Failure::new(
        selector,
        &figures.map(|figure| word(figure.into())),
    ))
}
