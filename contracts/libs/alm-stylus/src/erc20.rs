//! The ledger of a share token: ERC-20 balances, allowances and supply, and a bound on the largest balance.
//!
//! | slot | holds, from the top |
//! |---|---|
//! | 2 | supply 128, bound on the largest balance 64, bound on all but one balance 64 (both rounded up to 58 bits) |
//! | 3, 4 | name, symbol: short strings |
//! | 5 | mapping from holder to balance 128, nonce of permits 64, whether it is the queue 64 |
//! | 6 | mapping from owner and spender to the allowance 256 |
//!
//! The bounds: `alm_engine::concentration`. Accounts are addresses as words.
//!
//! One account may be the queue: it is marked in its own slot, which every movement of its shares reads anyway. What it
//! holds is no part of the bounds, and shares come to it by [`queue::enter`] alone.

pub mod queue;

use alloy_sol_types::{SolError, SolEvent};
use alm_abi::IDepositVault::{
    Approval, ERC20InsufficientAllowance, ERC20InsufficientBalance, ERC20InvalidReceiver,
    ERC20InvalidSpender, SupplyTooLarge, Transfer,
};
use alm_engine::concentration::Concentration;
use stylus_sdk::stylus_core::Host;

use crate::{
    host,
    packed::{self, from_float, number, to_float_up},
    slots,
    words::{Failure, Output, Word, is_zero, subtract, word},
};

/// The slot of the supply.
const SUPPLY: u8 = 2;
/// The slot of the name.
pub const NAME: u8 = 3;
/// The slot of the symbol.
pub const SYMBOL: u8 = 4;
/// The slot of the mapping to holders.
const HOLDERS: u8 = 5;
/// The slot of the mapping to allowances.
const ALLOWANCES: u8 = 6;

/// Most shares there can be: what the bounds on balances can express.
pub const SUPPLY_MAX: u128 = (1 << 120) - 1;
/// Bits of a stored bound.
const BOUND_BITS: u32 = 64;
/// Bytes of the fields of the supply's slot.
static SUPPLY_WIDTHS: [u8; 3] = [16, 8, 8];
/// Bytes of the fields of a holder's slot.
static HOLDER_WIDTHS: [u8; 3] = [16, 8, 8];

/// The supply and how concentrated it is.
#[derive(Clone, Copy, Debug, Default)]
pub struct Supply {
    /// All shares.
    pub total: u128,
    /// Bounds on balances.
    pub concentration: Concentration,
}

impl Supply {
    /// As stored.
    #[inline(never)]
    pub fn load<H: Host>(vm: &H) -> Self {
        let mut fields = [0; 3];
        packed::load(vm, &slots::fixed(SUPPLY), &SUPPLY_WIDTHS, &mut fields);
        let [total, top, others] = fields;
        Self {
            total,
            concentration: Concentration {
                top: from_float(top),
                others: from_float(others),
            },
        }
    }

    /// Stores it, the bounds rounded up.
    #[inline(never)]
    pub fn store<H: Host>(&self, vm: &H) {
        let Concentration { top, others } = self.concentration;
        let fields = [
            self.total,
            to_float_up(top, BOUND_BITS),
            to_float_up(others, BOUND_BITS),
        ];
        packed::store(vm, &slots::fixed(SUPPLY), &SUPPLY_WIDTHS, &fields);
    }

    /// Shares the largest holder has at most.
    #[must_use]
    pub fn top(&self) -> u128 {
        self.concentration.bound(self.total)
    }

    /// Issues shares. Does not store the supply.
    ///
    /// # Errors
    /// `ERC20InvalidReceiver`, `SupplyTooLarge`.
    pub fn mint<H: Host>(&mut self, vm: &H, to: &Word, amount: u128) -> Result<(), Failure> {
        let total = self.total.saturating_add(amount);
        if total > SUPPLY_MAX {
            let figures = [word(total), word(SUPPLY_MAX)];
            return Err(Failure::new(SupplyTooLarge::SELECTOR, &figures));
        }
        self.total = total;
        self.credit(vm, to, amount)?;
        emit_transfer(vm, &[0; 32], to, amount);
        Ok(())
    }

    /// Burns shares. Does not store the supply.
    ///
    /// # Errors
    /// `ERC20InsufficientBalance`.
    pub fn burn<H: Host>(&mut self, vm: &H, from: &Word, amount: u128) -> Result<(), Failure> {
        self.debit(vm, from, &word(amount))?;
        self.total = self.total.saturating_sub(amount);
        emit_transfer(vm, from, &[0; 32], amount);
        Ok(())
    }

    /// Adds to a balance.
    #[inline(never)]
    fn credit<H: Host>(&mut self, vm: &H, to: &Word, amount: u128) -> Result<(), Failure> {
        not_zero(to, ERC20InvalidReceiver::SELECTOR)?;
        let mut holder = Holder::load(vm, to);
        let [balance, _, is_queue] = &mut holder.fields;
        if *is_queue != 0 {
            return Err(Failure::new(ERC20InvalidReceiver::SELECTOR, &[*to]));
        }
        let before = *balance;
        *balance = before.saturating_add(amount);
        self.concentration = self.concentration.risen(before, *balance);
        holder.store(vm);
        Ok(())
    }

    /// Takes from a balance; tells how much.
    #[inline(never)]
    fn debit<H: Host>(&mut self, vm: &H, from: &Word, amount: &Word) -> Result<u128, Failure> {
        let mut holder = Holder::load(vm, from);
        let [balance, _, is_queue] = &mut holder.fields;
        let before = *balance;
        let Some(amount) = number(amount, 16).filter(|amount| *amount <= before) else {
            let arguments = [*from, word(before), *amount];
            return Err(Failure::new(ERC20InsufficientBalance::SELECTOR, &arguments));
        };
        *balance = before.saturating_sub(amount);
        if *is_queue == 0 {
            self.concentration = self.concentration.fallen(before, *balance);
        }
        holder.store(vm);
        Ok(amount)
    }
}

/// A holder's slot.
#[derive(Debug)]
struct Holder {
    slot: Word,
    fields: [u128; 3],
}

impl Holder {
    #[inline(never)]
    fn load<H: Host>(vm: &H, account: &Word) -> Self {
        let slot = slots::mapped(vm, account, HOLDERS);
        let mut fields = [0; 3];
        packed::load(vm, &slot, &HOLDER_WIDTHS, &mut fields);
        Self { slot, fields }
    }

    #[inline(never)]
    fn store<H: Host>(&self, vm: &H) {
        packed::store(vm, &self.slot, &HOLDER_WIDTHS, &self.fields);
    }
}

/// Shares of an account.
pub fn balance<H: Host>(vm: &H, account: &Word) -> u128 {
    let [balance, ..] = Holder::load(vm, account).fields;
    balance
}

/// The next nonce of an account.
pub fn nonce<H: Host>(vm: &H, account: &Word) -> u128 {
    let [_, nonce, _] = Holder::load(vm, account).fields;
    nonce
}

/// Uses an account's nonce up.
pub fn use_nonce<H: Host>(vm: &H, account: &Word) -> u128 {
    let mut holder = Holder::load(vm, account);
    let [_, nonce, _] = &mut holder.fields;
    let used = *nonce;
    *nonce = used.saturating_add(1);
    holder.store(vm);
    used
}

/// Moves shares.
///
/// # Errors
/// `ERC20InvalidReceiver`, `ERC20InsufficientBalance`.
#[inline(never)]
pub fn transfer<H: Host>(vm: &H, from: &Word, to: &Word, amount: &Word) -> Result<(), Failure> {
    let mut supply = Supply::load(vm);
    let amount = supply.debit(vm, from, amount)?;
    supply.credit(vm, to, amount)?;
    supply.store(vm);
    emit_transfer(vm, from, to, amount);
    Ok(())
}

/// What a spender may take from an owner.
pub fn allowance<H: Host>(vm: &H, owner: &Word, spender: &Word) -> Word {
    slots::read(vm, &allowance_slot(vm, owner, spender))
}

/// Sets what a spender may take from an owner.
///
/// # Errors
/// `ERC20InvalidSpender`.
#[inline(never)]
pub fn approve<H: Host>(
    vm: &H,
    owner: &Word,
    spender: &Word,
    amount: &Word,
) -> Result<(), Failure> {
    not_zero(spender, ERC20InvalidSpender::SELECTOR)?;
    slots::write(vm, &allowance_slot(vm, owner, spender), amount);
    let mut event = Output::default();
    event
        .append(&Approval::SIGNATURE_HASH.0)
        .append(owner)
        .append(spender)
        .append(amount)
        .emit(vm, 3);
    Ok(())
}

/// Uses an allowance up; the largest number stands for one without end.
///
/// # Errors
/// `ERC20InsufficientAllowance`.
#[inline(never)]
pub fn spend<H: Host>(vm: &H, owner: &Word, spender: &Word, amount: &Word) -> Result<(), Failure> {
    let slot = allowance_slot(vm, owner, spender);
    let mut allowance = slots::read(vm, &slot);
    if allowance == [u8::MAX; 32] {
        return Ok(());
    }
    if !subtract(&mut allowance, amount) {
        let arguments = [*spender, slots::read(vm, &slot), *amount];
        return Err(Failure::new(
            ERC20InsufficientAllowance::SELECTOR,
            &arguments,
        ));
    }
    slots::write(vm, &slot, &allowance);
    Ok(())
}

#[inline(never)]
fn allowance_slot<H: Host>(vm: &H, owner: &Word, spender: &Word) -> Word {
    let inner = slots::mapped(vm, owner, ALLOWANCES);
    host::keccak(vm, [*spender, inner].as_flattened())
}

/// Refuses the zero address.
fn not_zero(account: &Word, selector: [u8; 4]) -> Result<(), Failure> {
    if is_zero(account) {
        Err(Failure::new(selector, &[*account]))
    } else {
        Ok(())
    }
}

#[inline(never)]
fn emit_transfer<H: Host>(vm: &H, from: &Word, to: &Word, amount: u128) {
    let mut event = Output::default();
    event
        .append(&Transfer::SIGNATURE_HASH.0)
        .append(from)
        .append(to)
        .numbers(&[amount])
        .emit(vm, 3);
}
