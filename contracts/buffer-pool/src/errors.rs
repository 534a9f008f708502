//! The contract's typed errors, encoded. Accounts are addresses as words.

use alloy_sol_types::SolError;
use alm_abi::{IBufferPool as abi, IBufferTreasury as treasury, IDepositVault};
use alm_engine::refusal::{Cause, Refusal};
use alm_stylus::{
    Failure,
    packed::number,
    words::{Word, is_zero, signed, word},
};

/// A refusal of the rules. Those this contract runs have no other causes than these.
#[inline(never)]
pub(crate) fn refused(refusal: Refusal) -> Failure {
    let selector = match refusal.cause {
        Cause::AmountTooLarge => abi::AmountTooLarge::SELECTOR,
        Cause::AmountTooSmall => abi::AmountTooSmall::SELECTOR,
        Cause::ZeroAmount => abi::ZeroAmount::SELECTOR,
        Cause::CashShort => abi::CashShort::SELECTOR,
        Cause::SlippageExceeded => treasury::SlippageExceeded::SELECTOR,
        Cause::DeadlinePassed => abi::DeadlinePassed::SELECTOR,
        Cause::LiquidityBand => abi::LiquidityBand::SELECTOR,
        Cause::DepositsClosed => abi::DepositsClosed::SELECTOR,
        Cause::TooEarly => abi::TooEarly::SELECTOR,
        _ => treasury::OutOfBounds::SELECTOR,
    };
    Failure::new(selector, &[signed(refusal.have), signed(refusal.want)])
}

/// A refusal by a figure and its bound.
#[inline(never)]
pub(crate) fn refuse(cause: Cause, have: u128, want: u128) -> Failure {
    refused(Refusal::new(cause, have, want))
}

/// An amount to be priced.
///
/// # Errors
/// `AmountTooLarge(have, want)` above 2^128 - 1.
#[inline(never)]
pub(crate) fn amount(given: &Word) -> Result<u128, Failure> {
    number(given, 16).ok_or_else(|| refuse(Cause::AmountTooLarge, u128::MAX, u128::MAX))
}

/// Refuses nothing as an amount.
#[inline(never)]
pub(crate) fn not_nothing(amount: u128) -> Result<(), Failure> {
    if amount == 0 {
        return Err(refuse(Cause::ZeroAmount, 0, 1));
    }
    Ok(())
}

/// Refuses the zero address as a receiver.
pub(crate) fn receivable(receiver: &Word) -> Result<(), Failure> {
    if is_zero(receiver) {
        return Err(Failure::new(
            IDepositVault::ERC20InvalidReceiver::SELECTOR,
            &[*receiver],
        ));
    }
    Ok(())
}

/// An account asked for more than the most.
#[cold]
pub(crate) fn exceeded(selector: [u8; 4], account: &Word, given: &Word, max: u128) -> Failure {
    Failure::new(selector, &[*account, *given, word(max)])
}

pub(crate) fn unknown_strategy(index: &Word) -> Failure {
    Failure::new(treasury::UnknownStrategy::SELECTOR, &[*index])
}

pub(crate) fn strategy_silent(index: &Word) -> Failure {
    Failure::new(treasury::StrategySilent::SELECTOR, &[*index])
}

pub(crate) fn strategy_in_use(index: &Word, shares: u128) -> Failure {
    let selector = treasury::StrategyInUse::SELECTOR;
    Failure::new(selector, &[*index, word(shares)])
}

pub(crate) fn unsuitable_vault(vault: &Word) -> Failure {
    Failure::new(treasury::UnsuitableVault::SELECTOR, &[*vault])
}

pub(crate) fn not_received(token: &Word, have: u128, want: u128) -> Failure {
    let selector = abi::NotReceived::SELECTOR;
    Failure::new(selector, &[*token, word(have), word(want)])
}

pub(crate) fn gas_short(have: u64, want: u64) -> Failure {
    let figures = [word(have.into()), word(want.into())];
    Failure::new(abi::GasShort::SELECTOR, &figures)
}
