//! Collateral: taken into custody, and paid out.

use alloy_sol_types::{SolError, SolEvent};
use alm_abi::ICreditDesk as abi;
use alm_engine::refusal::Cause;
use alm_stylus::{
    Failure,
    arguments::Arguments,
    token,
    words::{Output, Word, word},
};
use stylus_sdk::prelude::*;

use crate::{
    account::{Account, Part},
    asset::Custody,
    batch::Batch,
    desk::Desk,
    errors::{refuse, someone},
    layout::{COLLATERALS, COLLATERALS_MAX},
    tokens::{amount, part_or_all},
};

/// Place of an action's amount.
pub(crate) const AMOUNT: usize = 2;
/// Place of its receiver.
pub(crate) const RECEIVER: usize = 5;

impl Desk {
    /// Takes collateral from the caller.
    #[inline(never)]
    pub(crate) fn add(
        &self,
        batch: &mut Batch,
        token: &Word,
        index: u8,
        action: &Arguments<'_>,
    ) -> Result<(), Failure> {
        let amount = amount(action, AMOUNT)?;
        let account = &mut batch.account;
        room_for(account, COLLATERALS, index, COLLATERALS_MAX)?;
        let (mut custody, mut part) = <(Custody, Part)>::default();
        self.load_custody(token, &mut custody);
        // Both below 2^96, and so is the cap.
        custody.held = custody.held.saturating_add(amount);
        if custody.held > custody.cap {
            return Err(refuse(Cause::CapExceeded, custody.held, custody.cap));
        }
        self.store_custody(&custody);
        self.load_part(account, COLLATERALS, index, &mut part);
        // No part is more than all that is held.
        part.set(part.amount().saturating_add(amount));
        self.store_part(account, COLLATERALS, index, &part);
        let here = &self.vm().contract_address().into_word().0;
        token::pull(self.vm(), token, &batch.caller, here, amount)?;
        self.check_held(token, custody.held)?;
        let topic = &abi::CollateralAdded::SIGNATURE_HASH.0;
        self.tell(topic, account, token, Some(&batch.caller), &[amount]);
        Ok(())
    }

    /// Pays collateral out.
    #[inline(never)]
    pub(crate) fn withdraw(
        &self,
        batch: &mut Batch,
        token: &Word,
        index: u8,
        action: &Arguments<'_>,
    ) -> Result<(), Failure> {
        let wanted = part_or_all(action, AMOUNT)?;
        let receiver = someone(action, RECEIVER)?;
        let amount = self.release(&mut batch.account, token, index, wanted)?;
        batch.withdrew = true;
        token::send(self.vm(), token, receiver, amount)?;
        let topic = &abi::CollateralWithdrawn::SIGNATURE_HASH.0;
        self.tell(topic, &batch.account, token, Some(receiver), &[amount]);
        Ok(())
    }

    /// Takes an amount, or all, out of an account and of custody; tells how much.
    ///
    /// # Errors
    /// `AmountTooSmall`, `ZeroAmount`.
    #[inline(never)]
    pub(crate) fn release(
        &self,
        account: &mut Account,
        token: &Word,
        index: u8,
        wanted: Option<u128>,
    ) -> Result<u128, Failure> {
        let (mut custody, mut part) = <(Custody, Part)>::default();
        self.load_part(account, COLLATERALS, index, &mut part);
        let have = part.amount();
        let amount = wanted.unwrap_or(have);
        if amount == 0 {
            return Err(refuse(Cause::ZeroAmount, 0, 1));
        }
        if amount > have {
            return Err(refuse(Cause::AmountTooSmall, have, amount));
        }
        part.set(have.saturating_sub(amount));
        self.store_part(account, COLLATERALS, index, &part);
        self.load_custody(token, &mut custody);
        custody.held = custody.held.saturating_sub(amount);
        self.store_custody(&custody);
        Ok(amount)
    }

    /// Emits an event about an account and a token.
    #[inline(never)]
    pub(crate) fn tell(
        &self,
        topic: &Word,
        account: &Account,
        token: &Word,
        party: Option<&Word>,
        figures: &[u128],
    ) {
        let mut event = Output::default();
        event.append(topic).append(&account.owner).append(token);
        if let Some(party) = party {
            event.append(party);
        }
        event.numbers(figures).emit(self.vm(), 3);
    }
}

/// Refuses a position too many.
///
/// # Errors
/// `TooManyPositions`.
#[inline(never)]
pub(crate) fn room_for(account: &Account, map: usize, index: u8, most: u32) -> Result<(), Failure> {
    let have = account.bits(map).count_ones();
    if have >= most && !account.has(map, index) {
        let figures = [word(have.into()), word(most.into())];
        return Err(Failure::new(abi::TooManyPositions::SELECTOR, &figures));
    }
    Ok(())
}
