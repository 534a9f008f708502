//! An account in storage: bitmaps of what it has, amounts in pairs, fixed loans.

use alm_stylus::{
    packed::{pack, unpack},
    slots,
    words::Word,
};

use crate::{
    desk::Desk,
    layout::{
        ACCOUNT, ACCOUNTS, COLLATERAL_PAIRS, COLLATERALS, DEBT_PAIRS, DEBTS, LOANS, OFFERS, PAIR,
    },
};

/// An account.
#[derive(Clone, Copy, Default)]
pub(crate) struct Account {
    /// Whose it is.
    pub(crate) owner: Word,
    /// The first of its slots.
    pub(crate) base: Word,
    /// Fields as in [`ACCOUNT`].
    pub(crate) fields: [u128; ACCOUNT.len()],
    stored: [u128; ACCOUNT.len()],
}

/// An amount of an account: of one asset, in a slot with that of its neighbour.
#[derive(Clone, Copy, Default)]
pub(crate) struct Part {
    slot: Word,
    amounts: [u128; PAIR.len()],
    place: usize,
}

impl Account {
    /// A bitmap.
    pub(crate) fn bits(&self, map: usize) -> u64 {
        self.fields.get(map).copied().unwrap_or(0) as u64
    }

    /// Whether it has a bit.
    pub(crate) fn has(&self, map: usize, index: u8) -> bool {
        self.bits(map) >> (index & 63) & 1 == 1
    }

    /// Sets or clears a bit.
    #[inline(never)]
    pub(crate) fn mark(&mut self, map: usize, index: u8, set: bool) {
        if let Some(field) = self.fields.get_mut(map) {
            let bit = 1u128 << (index & 63);
            *field = if set { *field | bit } else { *field & !bit };
        }
    }

    /// Whether others may repay a part of it before it is due, where that is offered.
    pub(crate) fn accepts_offers(&self) -> bool {
        self.bits(OFFERS) != 0
    }

    /// Whether it owes anything.
    pub(crate) fn owes(&self) -> bool {
        self.bits(DEBTS) | self.bits(LOANS) != 0
    }
}

impl Desk {
    /// Loads an account.
    #[inline(never)]
    pub(crate) fn load_account(&self, owner: &Word, account: &mut Account) {
        account.owner = *owner;
        account.base = slots::mapped(self.vm(), owner, ACCOUNTS);
        let word = slots::read(self.vm(), &account.base);
        unpack(&word, &ACCOUNT, &mut account.fields);
        account.stored = account.fields;
    }

    /// Stores it, if it has changed.
    #[inline(never)]
    pub(crate) fn store_account(&self, account: &Account) {
        if account.fields != account.stored {
            let mut word = [0; 32];
            pack(&mut word, &ACCOUNT, &account.fields);
            slots::write(self.vm(), &account.base, &word);
        }
    }

    /// Loads what an account has of an asset, as collateral or as debt shares.
    #[inline(never)]
    pub(crate) fn load_part(&self, account: &Account, map: usize, index: u8, part: &mut Part) {
        let first = if map == COLLATERALS {
            COLLATERAL_PAIRS
        } else {
            DEBT_PAIRS
        };
        part.slot = account.base;
        slots::advance(&mut part.slot, first.saturating_add(index >> 1));
        part.place = usize::from(index & 1);
        let word = slots::read(self.vm(), &part.slot);
        unpack(&word, &PAIR, &mut part.amounts);
    }

    /// Stores it, and keeps the bitmap.
    #[inline(never)]
    pub(crate) fn store_part(&self, account: &mut Account, map: usize, index: u8, part: &Part) {
        let mut word = [0; 32];
        pack(&mut word, &PAIR, &part.amounts);
        slots::write(self.vm(), &part.slot, &word);
        account.mark(map, index, part.amount() != 0);
    }
}

impl Part {
    /// How much it is.
    pub(crate) fn amount(&self) -> u128 {
        self.amounts.get(self.place).copied().unwrap_or(0)
    }

    /// Makes it so much, which storage can hold.
    pub(crate) fn set(&mut self, amount: u128) {
        if let Some(place) = self.amounts.get_mut(self.place) {
            *place = amount;
        }
    }
}
