//! A ledger of ERC-6909 claims: balances, operators and allowances by id. It keeps no total.
//!
//! | slot | holds |
//! |---|---|
//! | 1 | mapping from owner and id to the balance, below 2^128 |
//! | 2 | mapping from owner and operator to one, or nothing |
//! | 3 | mapping from owner, spender and id to the allowance |
//!
//! Accounts and ids are words.

use alloy_sol_types::{SolError, SolEvent};
use alm_abi::ITermDesk::{
    Approval, ERC6909InsufficientAllowance, ERC6909InsufficientBalance, ERC6909InvalidReceiver,
    ERC6909InvalidSpender, OperatorSet, Transfer,
};
use stylus_sdk::stylus_core::Host;

use crate::{
    checks::{bounded, not_zero},
    host, slots,
    words::{Failure, Output, Word, add, is_zero, subtract},
};

/// The slot of the balances.
const BALANCES: u8 = 1;
/// The slot of the operators.
const OPERATORS: u8 = 2;
/// The slot of the allowances.
const ALLOWANCES: u8 = 3;
/// Bytes of a balance.
const BALANCE_BYTES: usize = 16;
/// The account claims are issued from and burned to.
const NOBODY: Word = [0; 32];

/// What an account holds of a claim.
pub fn balance<H: Host>(vm: &H, owner: &Word, id: &Word) -> Word {
    slots::read(vm, &of(vm, owner, BALANCES, id))
}

/// What a spender may take of a claim.
pub fn allowance<H: Host>(vm: &H, owner: &Word, spender: &Word, id: &Word) -> Word {
    slots::read(vm, &allowance_slot(vm, owner, spender, id))
}

/// Whether an account may take any claim of an owner's: one, or zero.
pub fn operator<H: Host>(vm: &H, owner: &Word, spender: &Word) -> Word {
    slots::read(vm, &of(vm, owner, OPERATORS, spender))
}

/// Issues a claim.
///
/// # Errors
/// `ERC6909InvalidReceiver`; `AmountTooLarge` where the balance would pass 2^128 - 1.
#[inline(never)]
pub fn mint<H: Host>(vm: &H, to: &Word, id: &Word, amount: &Word) -> Result<(), Failure> {
    credit(vm, to, id, amount)?;
    emit_transfer(vm, &NOBODY, to, id, amount);
    Ok(())
}

/// Burns a claim of an owner's, whom the caller is or who has permitted it.
///
/// # Errors
/// `ERC6909InsufficientAllowance`, `ERC6909InsufficientBalance`.
#[inline(never)]
pub fn burn<H: Host>(vm: &H, from: &Word, id: &Word, amount: &Word) -> Result<(), Failure> {
    spend(vm, from, id, amount)?;
    debit(vm, from, id, amount)?;
    emit_transfer(vm, from, &NOBODY, id, amount);
    Ok(())
}

/// Moves a claim of an owner's, whom the caller is or who has permitted it.
///
/// # Errors
/// As [`mint`] and [`burn`].
#[inline(never)]
pub fn transfer<H: Host>(
    vm: &H,
    from: &Word,
    to: &Word,
    id: &Word,
    amount: &Word,
) -> Result<(), Failure> {
    spend(vm, from, id, amount)?;
    debit(vm, from, id, amount)?;
    credit(vm, to, id, amount)?;
    emit_transfer(vm, from, to, id, amount);
    Ok(())
}

/// Sets what a spender may take of a claim of the caller's.
///
/// # Errors
/// `ERC6909InvalidSpender`.
pub fn approve<H: Host>(vm: &H, spender: &Word, id: &Word, amount: &Word) -> Result<(), Failure> {
    not_zero(spender, ERC6909InvalidSpender::SELECTOR)?;
    let owner = &host::sender(vm);
    slots::write(vm, &allowance_slot(vm, owner, spender, id), amount);
    let mut event = Output::default();
    event
        .append(&Approval::SIGNATURE_HASH.0)
        .append(owner)
        .append(spender)
        .append(id)
        .append(amount)
        .emit(vm, 4);
    Ok(())
}

/// Makes an account the caller's operator by one, or no longer by zero.
///
/// # Errors
/// `ERC6909InvalidSpender`.
pub fn set_operator<H: Host>(vm: &H, spender: &Word, approved: &Word) -> Result<(), Failure> {
    not_zero(spender, ERC6909InvalidSpender::SELECTOR)?;
    let owner = &host::sender(vm);
    slots::write(vm, &of(vm, owner, OPERATORS, spender), approved);
    let mut event = Output::default();
    event
        .append(&OperatorSet::SIGNATURE_HASH.0)
        .append(owner)
        .append(spender)
        .append(approved)
        .emit(vm, 3);
    Ok(())
}

/// Asks for an owner's permission, and uses an allowance up; the largest number stands for one without end.
#[inline(never)]
fn spend<H: Host>(vm: &H, owner: &Word, id: &Word, amount: &Word) -> Result<(), Failure> {
    let caller = &host::sender(vm);
    if caller == owner || !is_zero(&operator(vm, owner, caller)) {
        return Ok(());
    }
    let slot = allowance_slot(vm, owner, caller, id);
    let before = slots::read(vm, &slot);
    if before == [u8::MAX; 32] {
        return Ok(());
    }
    let mut allowance = before;
    if !subtract(&mut allowance, amount) {
        let arguments = [*caller, before, *amount, *id];
        return Err(Failure::new(
            ERC6909InsufficientAllowance::SELECTOR,
            &arguments,
        ));
    }
    slots::write(vm, &slot, &allowance);
    Ok(())
}

/// Takes from a balance.
#[inline(never)]
fn debit<H: Host>(vm: &H, from: &Word, id: &Word, amount: &Word) -> Result<(), Failure> {
    let slot = of(vm, from, BALANCES, id);
    let before = slots::read(vm, &slot);
    let mut balance = before;
    if !subtract(&mut balance, amount) {
        let arguments = [*from, before, *amount, *id];
        return Err(Failure::new(
            ERC6909InsufficientBalance::SELECTOR,
            &arguments,
        ));
    }
    slots::write(vm, &slot, &balance);
    Ok(())
}

/// Adds to a balance.
#[inline(never)]
fn credit<H: Host>(vm: &H, to: &Word, id: &Word, amount: &Word) -> Result<(), Failure> {
    not_zero(to, ERC6909InvalidReceiver::SELECTOR)?;
    // Both below 2^128, so the sum is no less than it seems.
    bounded(amount, BALANCE_BYTES)?;
    let slot = of(vm, to, BALANCES, id);
    let mut balance = slots::read(vm, &slot);
    add(&mut balance, amount);
    bounded(&balance, BALANCE_BYTES)?;
    slots::write(vm, &slot, &balance);
    Ok(())
}

/// The place of a key in an account's mapping.
#[inline(never)]
fn of<H: Host>(vm: &H, account: &Word, slot: u8, key: &Word) -> Word {
    host::keccak(vm, [*key, slots::mapped(vm, account, slot)].as_flattened())
}

fn allowance_slot<H: Host>(vm: &H, owner: &Word, spender: &Word, id: &Word) -> Word {
    host::keccak(vm, [*id, of(vm, owner, ALLOWANCES, spender)].as_flattened())
}

#[inline(never)]
fn emit_transfer<H: Host>(vm: &H, from: &Word, to: &Word, id: &Word, amount: &Word) {
    let mut event = Output::default();
    event
        .append(&Transfer::SIGNATURE_HASH.0)
        .append(from)
        .append(to)
        .append(id)
        .append(&host::sender(vm))
        .append(amount)
        .emit(vm, 4);
}
