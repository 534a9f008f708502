//! What callers give: amounts that are something and not too much, receivers, deadlines.

use alloy_sol_types::SolError;
use alm_abi::ITermDesk::{AmountTooLarge, DeadlinePassed, ZeroAmount};
use stylus_sdk::stylus_core::Host;

use crate::{
    packed::number,
    words::{Failure, Word, is_zero, word},
};

/// Refuses nothing as an amount.
///
/// # Errors
/// `ZeroAmount(0, 1)`.
#[inline(never)]
pub fn not_nothing(amount: &Word) -> Result<(), Failure> {
    if is_zero(amount) {
        return Err(Failure::new(ZeroAmount::SELECTOR, &[word(0), word(1)]));
    }
    Ok(())
}

/// Refuses the zero address, with an error that tells an account.
///
/// # Errors
/// The one named.
#[inline(never)]
pub fn not_zero(account: &Word, error: [u8; 4]) -> Result<(), Failure> {
    if is_zero(account) {
        return Err(Failure::new(error, &[*account]));
    }
    Ok(())
}

/// An amount of at most so many bytes, sixteen at most.
///
/// # Errors
/// `AmountTooLarge(have, want)`.
#[inline(never)]
pub fn bounded(amount: &Word, bytes: usize) -> Result<u128, Failure> {
    number(amount, bytes).ok_or_else(|| {
        let mut have = *amount;
        let [first, ..] = &mut have;
        // The error's figures are signed.
        if *first > 0x7f {
            have = [0xff; 32];
            let [first, ..] = &mut have;
            *first = 0x7f;
        }
        let mut want = [0; 32];
        want.iter_mut().rev().take(bytes).for_each(|to| *to = 0xff);
        Failure::new(AmountTooLarge::SELECTOR, &[have, want])
    })
}

/// Refuses what comes too late.
///
/// # Errors
/// `DeadlinePassed(have, want)`.
#[inline(never)]
pub fn in_time<H: Host>(vm: &H, deadline: &Word) -> Result<(), Failure> {
    let now = word(vm.block_timestamp().into());
    if *deadline < now {
        return Err(Failure::new(DeadlinePassed::SELECTOR, &[now, *deadline]));
    }
    Ok(())
}
