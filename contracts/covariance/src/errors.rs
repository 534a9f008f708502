//! The contract's typed errors, encoded. Assets are addresses as words.

use alloy_sol_types::SolError;
use alm_abi::ICovariance::{
    AlreadyMember, EngineGarbage, IntervalMismatch, MatrixFull, NotListed, NotMember,
    RuleOutOfBounds, ZeroAddress,
};
use alm_engine::covariance::triangle::ASSETS;
use alm_stylus::{
    Failure,
    words::{Word, is_zero, word},
};

/// The rules by their number in `RuleOutOfBounds`.
#[derive(Clone, Copy)]
pub(crate) enum Rule {
    Interval = 0,
    MinSamples = 1,
    MinPull = 2,
    Place = 3,
    Haircut = 4,
}

/// Refuses the zero address.
pub(crate) fn not_zero(address: &Word) -> Result<(), Failure> {
    if is_zero(address) {
        Err(Failure::new(ZeroAddress::SELECTOR, &[]))
    } else {
        Ok(())
    }
}

/// Refuses a value outside of its bounds.
#[inline(never)]
pub(crate) fn within(rule: Rule, have: u128, min: u128, max: u128) -> Result<(), Failure> {
    if have >= min && have <= max {
        return Ok(());
    }
    let figures = [rule as u128, have, min, max].map(word);
    Err(Failure::new(RuleOutOfBounds::SELECTOR, &figures))
}

pub(crate) fn not_listed(asset: &Word) -> Failure {
    Failure::new(NotListed::SELECTOR, &[*asset])
}

pub(crate) fn already_member(asset: &Word) -> Failure {
    Failure::new(AlreadyMember::SELECTOR, &[*asset])
}

pub(crate) fn not_member(asset: &Word) -> Failure {
    Failure::new(NotMember::SELECTOR, &[*asset])
}

pub(crate) fn matrix_full() -> Failure {
    Failure::new(MatrixFull::SELECTOR, &[word(ASSETS as u128)])
}

pub(crate) fn interval_mismatch(asset: &Word, have: u128, want: u128) -> Failure {
    Failure::new(
        IntervalMismatch::SELECTOR,
        &[*asset, word(have), word(want)],
    )
}

pub(crate) fn engine_garbage(engine: &Word, have: usize, want: usize) -> Failure {
    let (have, want) = (word(have as u128), word(want as u128));
    Failure::new(EngineGarbage::SELECTOR, &[*engine, have, want])
}
