//! The contract's typed errors, encoded.

use alloy_primitives::{Address, B256};
use alloy_sol_types::SolError;
use alm_abi::IRiskEngine::{
    AlreadyListed, ChangeTooSoon, NotListed, ParameterOutOfBounds, ParameterStepTooLarge,
    RoundWentBack, ZeroAddress,
};
use alm_engine::parameters::bounds::Violation;
use alm_stylus::{
    Failure,
    words::{Word, failure},
};

pub(crate) fn zero_address() -> Failure {
    failure(ZeroAddress::SELECTOR, &[])
}

pub(crate) fn not_listed(asset: &Address) -> Failure {
    failure(NotListed::SELECTOR, &[asset.word()])
}

pub(crate) fn already_listed(asset: &Address) -> Failure {
    failure(AlreadyListed::SELECTOR, &[asset.word()])
}

pub(crate) fn change_too_soon(asset: &Address, not_before: u64) -> Failure {
    failure(ChangeTooSoon::SELECTOR, &[asset.word(), not_before.word()])
}

pub(crate) fn round_went_back(feed: &Address, last: u128, round: u128) -> Failure {
    failure(
        RoundWentBack::SELECTOR,
        &[feed.word(), last.word(), round.word()],
    )
}

/// Fails with a violated bound or step.
#[inline(never)]
pub(crate) fn admit(outcome: Result<(), Violation>) -> Result<(), Failure> {
    let Err(violation) = outcome else {
        return Ok(());
    };
    let (selector, index, figures) = match violation {
        Violation::OutOfBounds {
            index,
            have,
            min,
            max,
        } => (ParameterOutOfBounds::SELECTOR, index, [have, min, max]),
        Violation::StepTooLarge {
            index,
            have,
            want,
            max_step,
        } => (
            ParameterStepTooLarge::SELECTOR,
            index,
            [have, want, max_step],
        ),
    };
    let mut arguments = [B256::ZERO; 4];
    let figures = [u64::from(index)].into_iter().chain(figures);
    for (argument, figure) in arguments.iter_mut().zip(figures) {
        *argument = figure.word();
    }
    Err(failure(selector, &arguments))
}
