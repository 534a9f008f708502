//! An owner, replaced in two steps. There is no way to give ownership up. Slot 0 is the owner, slot 1 the successor.
//!
//! Owners, successors and callers are addresses as words.

use alloy_sol_types::{SolError, SolEvent};
use alm_abi::IOwned::{
    NotOwner, NotPendingOwner, OwnershipTransferStarted, OwnershipTransferred, ZeroAddress,
};
use stylus_sdk::stylus_core::Host;

use crate::{
    host, slots,
    words::{Failure, Output, Word, is_zero},
};

const OWNER: u8 = 0;
const PENDING: u8 = 1;

/// The first owner, once.
///
/// # Errors
/// `NotOwner(caller)` if there is an owner already; `ZeroAddress()`.
pub fn initialise<H: Host>(vm: &H, first: &Word) -> Result<(), Failure> {
    if !is_zero(&owner(vm)) {
        return Err(Failure::new(NotOwner::SELECTOR, &[host::sender(vm)]));
    }
    if is_zero(first) {
        return Err(Failure::new(ZeroAddress::SELECTOR, &[]));
    }
    install(vm, first);
    Ok(())
}

/// Refuses everybody but the owner.
///
/// # Errors
/// `NotOwner(caller)`.
#[inline(never)]
pub fn only_owner<H: Host>(vm: &H) -> Result<(), Failure> {
    only(vm, OWNER, NotOwner::SELECTOR)
}

/// The owner.
pub fn owner<H: Host>(vm: &H) -> Word {
    slots::read(vm, &slots::fixed(OWNER))
}

/// The named successor, or zero.
pub fn pending<H: Host>(vm: &H) -> Word {
    slots::read(vm, &slots::fixed(PENDING))
}

/// Names a successor, or withdraws the nomination with the zero address.
///
/// # Errors
/// `NotOwner(caller)`.
pub fn nominate<H: Host>(vm: &H, successor: &Word) -> Result<(), Failure> {
    only_owner(vm)?;
    replace(
        vm,
        PENDING,
        successor,
        &OwnershipTransferStarted::SIGNATURE_HASH.0,
    );
    Ok(())
}

/// Makes the caller the owner.
///
/// # Errors
/// `NotPendingOwner(caller)`.
pub fn accept<H: Host>(vm: &H) -> Result<(), Failure> {
    only(vm, PENDING, NotPendingOwner::SELECTOR)?;
    slots::write(vm, &slots::fixed(PENDING), &[0; 32]);
    install(vm, &host::sender(vm));
    Ok(())
}

/// Refuses everybody but the address in a slot.
#[inline(never)]
fn only<H: Host>(vm: &H, slot: u8, selector: [u8; 4]) -> Result<(), Failure> {
    let caller = host::sender(vm);
    if caller == slots::read(vm, &slots::fixed(slot)) {
        Ok(())
    } else {
        Err(Failure::new(selector, &[caller]))
    }
}

fn install<H: Host>(vm: &H, owner: &Word) {
    replace(vm, OWNER, owner, &OwnershipTransferred::SIGNATURE_HASH.0);
}

/// Stores an address and tells it, after the owner there was.
#[inline(never)]
fn replace<H: Host>(vm: &H, slot: u8, address: &Word, topic: &Word) {
    let mut event = Output::default();
    event.append(topic).append(&owner(vm)).append(address);
    slots::write(vm, &slots::fixed(slot), address);
    event.emit(vm, 3);
}
