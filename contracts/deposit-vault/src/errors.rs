//! The contract's typed errors, encoded. Accounts are addresses as words.

use alloy_sol_types::SolError;
use alm_abi::IDepositVault::{
    AmountTooLarge, ERC20InvalidReceiver, HoldersNotAscending, NotOwner, NotQueue, QueueAlreadySet,
    SharesShort, UnsuitableQueue, ZeroAmount,
};
use alm_stylus::{
    Failure,
    packed::number,
    words::{Word, is_zero, word},
};

/// Refuses nothing as an amount.
#[inline(never)]
pub(crate) fn not_nothing(amount: u128) -> Result<(), Failure> {
    if amount == 0 {
        return Err(Failure::new(ZeroAmount::SELECTOR, &[word(0), word(1)]));
    }
    Ok(())
}

/// An amount to be priced.
///
/// # Errors
/// `AmountTooLarge(have, want)` above 2^128 - 1.
pub(crate) fn amount(given: &Word) -> Result<u128, Failure> {
    number(given, 16).ok_or_else(|| too_large(given))
}

/// A figure above 2^128 - 1.
#[cold]
#[inline(never)]
pub(crate) fn too_large(given: &Word) -> Failure {
    let mut have = *given;
    let [first, ..] = &mut have;
    // The error's figures are signed.
    if *first > 0x7f {
        have = [0xff; 32];
        let [first, ..] = &mut have;
        *first = 0x7f;
    }
    Failure::new(AmountTooLarge::SELECTOR, &[have, word(u128::MAX)])
}

/// Refuses the zero address as a receiver.
pub(crate) fn receivable(receiver: &Word) -> Result<(), Failure> {
    if is_zero(receiver) {
        return Err(Failure::new(ERC20InvalidReceiver::SELECTOR, &[*receiver]));
    }
    Ok(())
}

pub(crate) fn shares_short(have: u128, want: u128) -> Failure {
    Failure::new(SharesShort::SELECTOR, &[word(have), word(want)])
}

pub(crate) fn not_owner(caller: &Word) -> Failure {
    Failure::new(NotOwner::SELECTOR, &[*caller])
}

pub(crate) fn not_queue(caller: &Word) -> Failure {
    Failure::new(NotQueue::SELECTOR, &[*caller])
}

pub(crate) fn queue_already_set(queue: &Word) -> Failure {
    Failure::new(QueueAlreadySet::SELECTOR, &[*queue])
}

pub(crate) fn unsuitable_queue(queue: &Word) -> Failure {
    Failure::new(UnsuitableQueue::SELECTOR, &[*queue])
}

pub(crate) fn not_ascending(previous: &Word, current: &Word) -> Failure {
    Failure::new(HoldersNotAscending::SELECTOR, &[*previous, *current])
}

/// An account asked for more than the most.
#[cold]
pub(crate) fn exceeded(selector: [u8; 4], account: &Word, given: &Word, max: u128) -> Failure {
    Failure::new(selector, &[*account, *given, word(max)])
}
