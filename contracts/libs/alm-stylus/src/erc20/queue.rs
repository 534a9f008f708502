//! The one account that holds shares for those who queue to leave.
//!
//! It is told from others by a mark in its own slot, which whoever moves its shares reads anyway: no account pays for there
//! being a queue. Nobody can send it shares, so what it holds is what was moved to it here, but for what it held before it
//! became the queue.

use stylus_sdk::stylus_core::Host;

use super::{Holder, Supply, emit_transfer};
use crate::words::{Failure, Word};

/// Makes an account the queue, for good. What it holds already is no part of the bounds on balances from now on.
pub fn mark<H: Host>(vm: &H, account: &Word) {
    let mut holder = Holder::load(vm, account);
    let [balance, _, is_queue] = &mut holder.fields;
    *is_queue = 1;
    let mut supply = Supply::load(vm);
    supply.concentration = supply.concentration.without(*balance);
    supply.store(vm);
    holder.store(vm);
}

/// What an account holds, if it is the queue.
#[inline(never)]
pub fn held<H: Host>(vm: &H, account: &Word) -> Option<u128> {
    let [balance, _, is_queue] = Holder::load(vm, account).fields;
    (is_queue != 0).then_some(balance)
}

/// Moves shares of an owner to the queue. They leave it like those of anybody: by [`super::transfer`], or burned.
///
/// # Errors
/// `ERC20InsufficientBalance`.
pub fn enter<H: Host>(vm: &H, queue: &Word, from: &Word, amount: &Word) -> Result<(), Failure> {
    let mut supply = Supply::load(vm);
    let amount = supply.debit(vm, from, amount)?;
    // Read after the debit: nothing keeps the queue from being the owner.
    let mut holder = Holder::load(vm, queue);
    let [balance, ..] = &mut holder.fields;
    *balance = balance.saturating_add(amount);
    holder.store(vm);
    supply.store(vm);
    emit_transfer(vm, from, queue, amount);
    Ok(())
}
