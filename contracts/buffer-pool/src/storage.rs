//! Terms, accounts, strategies and requests in storage.
//!
//! | slot | holds, from the top, bits |
//! |---|---|
//! | 9 | terms: cooldown 32, cash floor, band, stress, thin, ample, premium 16 each, cap 96 |
//! | 10 | cash 96, lent 96, last fall of a strategy 32 |
//! | 11 | charged 96, drip 96, from 32, until 32 |
//! | 12 | mapping owner -> shares that wait 128, their price 96, from when they can be claimed 32 |
//! | 16 + 3i | strategy i: cap, haircut, growth, flow 16 each, free 32, vault 160 |
//! | 17 + 3i | shares 128, value 96, marked at 32 |
//! | 18 + 3i | mark 96, used of the flow 96, at 32 |

use alm_engine::{
    book::{drip::Drip, shares::Shares},
    buffer::{
        accounts::Accounts,
        allowance::Used,
        exit::Exit,
        strategy::{Position, Rules},
    },
    money::Amount,
};
use alm_stylus::{
    packed::{self, pack, unpack},
    slots,
    words::Word,
};
use stylus_sdk::host::VM;

/// Most strategies a pool has.
pub(crate) const STRATEGIES: usize = 4;
/// Number of terms.
pub(crate) const TERMS: usize = 8;
/// Places of the terms that are read one by one.
pub(crate) const COOLDOWN: usize = 0;
pub(crate) const CAP: usize = 7;

const TERMS_SLOT: u8 = 9;
const CASH: u8 = 10;
const CHARGED: u8 = 11;
const EXITS: u8 = 12;
const FIRST_STRATEGY: u8 = 16;
/// Slots of a strategy.
const STEP: u8 = 3;
/// Where an address begins in its word.
const ADDRESS_AT: usize = 12;

pub(crate) static TERM_WIDTHS: [u8; TERMS] = [4, 2, 2, 2, 2, 2, 2, 12];
static CASH_WIDTHS: [u8; 3] = [12, 12, 4];
static CHARGED_WIDTHS: [u8; 4] = [12, 12, 4, 4];
static EXIT_WIDTHS: [u8; 3] = [16, 12, 4];
pub(crate) static RULE_WIDTHS: [u8; 4] = [2, 2, 2, 2];
static POSITION_WIDTHS: [u8; 3] = [16, 12, 4];
static MARK_WIDTHS: [u8; 3] = [12, 12, 4];

/// A strategy as stored, and what its vault tells now.
#[derive(Clone, Copy, Default)]
pub(crate) struct Tier {
    pub(crate) vault: Word,
    pub(crate) rules: Rules,
    pub(crate) position: Position,
    pub(crate) used: Used,
    /// What the vault tells that the shares would fetch.
    pub(crate) told: Amount,
    /// What of it could be withdrawn now.
    pub(crate) available: Amount,
    /// The vault does not answer.
    pub(crate) is_silent: bool,
}

#[inline(never)]
pub(crate) fn load_terms(vm: &VM, terms: &mut [u128; TERMS]) {
    packed::load(vm, &slots::fixed(TERMS_SLOT), &TERM_WIDTHS, terms);
}

#[inline(never)]
pub(crate) fn store_terms(vm: &VM, terms: &[u128; TERMS]) {
    packed::store(vm, &slots::fixed(TERMS_SLOT), &TERM_WIDTHS, terms);
}

/// The accounts, and when a strategy fell last.
#[inline(never)]
pub(crate) fn load_accounts(vm: &VM, accounts: &mut Accounts, fallen_at: &mut u64) {
    let (mut first, mut second) = ([0; 3], [0; 4]);
    packed::load(vm, &slots::fixed(CASH), &CASH_WIDTHS, &mut first);
    packed::load(vm, &slots::fixed(CHARGED), &CHARGED_WIDTHS, &mut second);
    let [cash, lent, fallen] = first;
    let [charged, held_back, from, until] = second;
    accounts.cash = Amount::new(cash);
    accounts.lent = Amount::new(lent);
    accounts.charged = Amount::new(charged);
    accounts.drip = Drip {
        amount: Amount::new(held_back),
        from: from as u64,
        until: until as u64,
    };
    *fallen_at = fallen as u64;
}

#[inline(never)]
pub(crate) fn store_accounts(vm: &VM, accounts: &Accounts, fallen_at: u64) {
    let Accounts {
        cash,
        lent,
        charged,
        drip,
    } = accounts;
    let first = [cash.raw(), lent.raw(), fallen_at.into()];
    let second = [
        charged.raw(),
        drip.amount.raw(),
        drip.from.into(),
        drip.until.into(),
    ];
    packed::store(vm, &slots::fixed(CASH), &CASH_WIDTHS, &first);
    packed::store(vm, &slots::fixed(CHARGED), &CHARGED_WIDTHS, &second);
}

/// The first slot of a strategy.
fn strategy_slot(index: usize) -> Word {
    // At most four strategies.
    slots::fixed(FIRST_STRATEGY.wrapping_add(STEP.wrapping_mul(index as u8)))
}

/// A strategy's vault and rules, and if there is a vault, what is in it.
#[inline(never)]
pub(crate) fn load_tier(vm: &VM, index: usize, tier: &mut Tier) {
    let mut slot = strategy_slot(index);
    let mut first = slots::read(vm, &slot);
    let mut rules = [0; 4];
    unpack(&first, &RULE_WIDTHS, &mut rules);
    tier.rules = rules_of(rules);
    first.iter_mut().take(ADDRESS_AT).for_each(|byte| *byte = 0);
    tier.vault = first;
    if alm_stylus::words::is_zero(&first) {
        return;
    }
    let [mut second, mut third] = [[0; 3]; 2];
    slots::advance(&mut slot, 1);
    packed::load(vm, &slot, &POSITION_WIDTHS, &mut second);
    slots::advance(&mut slot, 1);
    packed::load(vm, &slot, &MARK_WIDTHS, &mut third);
    let [shares, value, marked_at] = second;
    let [mark, used, used_at] = third;
    tier.position = Position {
        shares,
        value: Amount::new(value),
        mark: Amount::new(mark),
        marked_at: marked_at as u64,
    };
    tier.used = Used {
        amount: Amount::new(used),
        at: used_at as u64,
    };
}

/// What is in a strategy.
#[inline(never)]
pub(crate) fn store_position(vm: &VM, index: usize, tier: &Tier) {
    let Tier { position, used, .. } = tier;
    let mut slot = strategy_slot(index);
    slots::advance(&mut slot, 1);
    let second = [
        position.shares,
        position.value.raw(),
        position.marked_at.into(),
    ];
    packed::store(vm, &slot, &POSITION_WIDTHS, &second);
    slots::advance(&mut slot, 1);
    let third = [position.mark.raw(), used.amount.raw(), used.at.into()];
    packed::store(vm, &slot, &MARK_WIDTHS, &third);
}

/// A strategy's vault and rules.
pub(crate) fn store_rules(vm: &VM, index: usize, vault: &Word, rules: &[u128; 4]) {
    let mut word = *vault;
    pack(&mut word, &RULE_WIDTHS, rules);
    slots::write(vm, &strategy_slot(index), &word);
}

/// Rules from their fields, of two bytes each.
pub(crate) fn rules_of(fields: [u128; 4]) -> Rules {
    let [cap, haircut, growth, flow] = fields.map(|field| field as u16);
    Rules {
        cap,
        haircut,
        growth,
        flow,
    }
}

#[inline(never)]
pub(crate) fn load_exit(vm: &VM, owner: &Word) -> Exit {
    let mut fields = [0; 3];
    packed::load(
        vm,
        &slots::mapped(vm, owner, EXITS),
        &EXIT_WIDTHS,
        &mut fields,
    );
    let [shares, assets, opens] = fields;
    Exit {
        shares: Shares::new(shares),
        assets: Amount::new(assets),
        opens: opens as u64,
    }
}

#[inline(never)]
pub(crate) fn store_exit(vm: &VM, owner: &Word, exit: &Exit) {
    let fields = [exit.shares.raw(), exit.assets.raw(), exit.opens.into()];
    let slot = slots::mapped(vm, owner, EXITS);
    packed::store(vm, &slot, &EXIT_WIDTHS, &fields);
}
