//! The contract's typed errors, encoded. Tokens, vaults and desks are addresses as words.

use alloy_sol_types::SolError;
use alm_abi::{IBalanceSheet as abi, ITreasury as treasury};
use alm_engine::refusal::{Cause, Refusal};
use alm_stylus::{
    Failure,
    arguments::Arguments,
    words::{Word, is_zero, signed, word},
};

/// How many causes there are.
const CAUSES: usize = 19;

/// The errors of the rules, in the order of the causes.
static REFUSALS: [[u8; 4]; CAUSES] = [
    abi::AmountTooLarge::SELECTOR,
    abi::AmountTooSmall::SELECTOR,
    abi::ZeroAmount::SELECTOR,
    abi::MaturityOffGrid::SELECTOR,
    abi::MaturityPassed::SELECTOR,
    abi::MaturityTooFar::SELECTOR,
    abi::NotMatured::SELECTOR,
    abi::CashShort::SELECTOR,
    abi::CapExceeded::SELECTOR,
    abi::BelowMinimum::SELECTOR,
    abi::SlippageExceeded::SELECTOR,
    abi::DeadlinePassed::SELECTOR,
    abi::LiquidityBand::SELECTOR,
    abi::DurationBand::SELECTOR,
    abi::DepositsClosed::SELECTOR,
    abi::Paused::SELECTOR,
    abi::TooEarly::SELECTOR,
    abi::RateStale::SELECTOR,
    abi::OutOfBounds::SELECTOR,
];

/// A refusal of the rules.
#[inline(always)]
pub(crate) fn refused(refusal: Refusal) -> Failure {
    encode(&refusal)
}

/// A refusal by a figure and its bound.
#[inline(never)]
pub(crate) fn refuse(cause: Cause, have: u128, want: u128) -> Failure {
    encode(&Refusal::new(cause, have, want))
}

#[inline(never)]
fn encode(refusal: &Refusal) -> Failure {
    let selector = REFUSALS.get(refusal.cause as usize).copied();
    Failure::new(
        selector.unwrap_or_default(),
        &[signed(refusal.have), signed(refusal.want)],
    )
}

/// The address at an index, which must not be zero.
#[inline(never)]
pub(crate) fn address<'a>(arguments: &Arguments<'a>, index: usize) -> Result<&'a Word, Failure> {
    let address = arguments.address(index).ok_or_else(Failure::empty)?;
    if is_zero(address) {
        return Err(Failure::new(abi::ZeroAddress::SELECTOR, &[]));
    }
    Ok(address)
}

pub(crate) fn not_listed(token: &Word) -> Failure {
    Failure::new(abi::NotListed::SELECTOR, &[*token])
}

pub(crate) fn already_listed(token: &Word) -> Failure {
    Failure::new(abi::AlreadyListed::SELECTOR, &[*token])
}

pub(crate) fn not_vault(token: &Word, caller: &Word) -> Failure {
    Failure::new(abi::NotVault::SELECTOR, &[*token, *caller])
}

pub(crate) fn not_desk(token: &Word, caller: &Word) -> Failure {
    Failure::new(abi::NotDesk::SELECTOR, &[*token, *caller])
}

pub(crate) fn not_buffer(token: &Word, caller: &Word) -> Failure {
    Failure::new(treasury::NotBuffer::SELECTOR, &[*token, *caller])
}

pub(crate) fn buffer_in_use(token: &Word, owed: u128, receivable: u128) -> Failure {
    let selector = treasury::BufferInUse::SELECTOR;
    Failure::new(selector, &[*token, word(owed), word(receivable)])
}

pub(crate) fn term_out_of_bounds(term: u128, have: u128, want: u128) -> Failure {
    Failure::new(
        abi::TermOutOfBounds::SELECTOR,
        &[word(term), word(have), word(want)],
    )
}

pub(crate) fn position_too_small(
    token: &Word,
    desk: &Word,
    maturity: u64,
    have: u128,
    want: u128,
) -> Failure {
    let numbers = [maturity.into(), have, want].map(word);
    let [maturity, have, want] = numbers;
    let selector = abi::PositionTooSmall::SELECTOR;
    Failure::new(selector, &[*token, *desk, maturity, have, want])
}

pub(crate) fn not_received(token: &Word, have: u128, want: u128) -> Failure {
    Failure::new(
        abi::NotReceived::SELECTOR,
        &[*token, word(have), word(want)],
    )
}

pub(crate) fn unsuitable_token(token: &Word) -> Failure {
    Failure::new(abi::UnsuitableToken::SELECTOR, &[*token])
}
