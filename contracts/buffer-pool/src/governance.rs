//! What the owner sets: terms and strategies, inside compiled bounds.

use alloy_sol_types::SolEvent;
use alm_abi::IBufferTreasury::{StrategyAbandoned, StrategySet, TermsChanged};
use alm_engine::{
    buffer::exit::{COOLDOWN_MAX, COOLDOWN_MIN},
    money::Balance,
    refusal::Cause,
};
use alm_stylus::{
    Failure,
    arguments::Arguments,
    ownable,
    words::{Output, Word, is_zero},
};
use stylus_sdk::prelude::*;

use crate::{
    contract::BufferPool,
    errors::{refuse, strategy_in_use, unknown_strategy, unsuitable_vault},
    pool::Pool,
    rebalance::place,
    storage::{
        self, CAP, RULE_WIDTHS, TERM_WIDTHS, TERMS, Tier, load_terms, rules_of, store_terms,
    },
    vaults::Vault,
};

/// Lowest and highest value of each term; the last, the cap, is any amount.
static BOUNDS: [(u64, u64); CAP] = [
    (COOLDOWN_MIN, COOLDOWN_MAX),
    (0, 10_000), // cash floor
    (0, 1_000),  // band
    (0, 10_000), // stress
    (0, 65_534), // thin
    (1, 65_535), // ample
    (0, 1_000),  // premium
];
/// The most any rule of a strategy may be: all, or twice as much in a year.
const RULE_MAX: u128 = 10_000;

impl BufferPool {
    /// `setTerms`.
    #[inline(always)]
    pub(crate) fn set_terms(&mut self, arguments: &Arguments<'_>) -> Result<(), Failure> {
        let vm = self.vm();
        ownable::only_owner(vm)?;
        let mut terms = [0; TERMS];
        arguments.numbers(0, &TERM_WIDTHS, &mut terms)?;
        for (term, (low, high)) in terms.iter().zip(&BOUNDS) {
            within(*term, (*low).into(), (*high).into())?;
        }
        let [_, _, _, _, thin, ample, ..] = terms;
        within(ample, thin.saturating_add(1), u128::MAX)?;
        let mut previous = [0; TERMS];
        load_terms(vm, &mut previous);
        store_terms(vm, &terms);
        let mut event = Output::default();
        event
            .append(&TermsChanged::SIGNATURE_HASH.0)
            .numbers(&previous)
            .numbers(&terms)
            .emit(vm, 1);
        Ok(())
    }

    /// `setStrategy`. Under the lock.
    #[inline(always)]
    pub(crate) fn set_strategy(&mut self, arguments: &Arguments<'_>) -> Result<(), Failure> {
        let vm = self.vm();
        ownable::only_owner(vm)?;
        let index = arguments.word(0).ok_or_else(Failure::empty)?;
        let vault = arguments.address(1).ok_or_else(Failure::empty)?;
        let mut rules = [0; 4];
        arguments.numbers(2, &RULE_WIDTHS, &mut rules)?;
        for rule in rules {
            within(rule, 0, RULE_MAX)?;
        }
        let place = place(index)?;
        let mut pool = Pool::default();
        self.open(&mut pool)?;
        let present = pool.tiers.get(place).copied().unwrap_or_default();
        if present.vault != *vault {
            if present.position.shares != 0 {
                return Err(strategy_in_use(index, present.position.shares));
            }
            self.check_vault(&pool, vault)?;
        }
        storage::store_rules(vm, place, vault, &rules);
        if let Some(tier) = pool.tiers.get_mut(place) {
            if tier.vault != *vault {
                *tier = Tier::default();
            }
            tier.vault = *vault;
            tier.rules = rules_of(rules);
        }
        self.close(&pool)?;
        let mut event = Output::default();
        event
            .append(&StrategySet::SIGNATURE_HASH.0)
            .append(index)
            .append(vault)
            .numbers(&rules)
            .emit(vm, 3);
        Ok(())
    }

    /// Refuses a vault of another asset, one that is a strategy already, and the book's own: what lies there is lent.
    #[inline(always)]
    fn check_vault(&self, pool: &Pool, vault: &Word) -> Result<(), Failure> {
        if is_zero(vault) {
            return Ok(());
        }
        let asked = Vault {
            vm: self.vm(),
            address: vault,
        };
        let is_taken = pool.tiers.iter().any(|tier| tier.vault == *vault);
        let is_own = self.sheet_of(pool).vault()? == *vault || *vault == pool.this;
        if is_taken || is_own || asked.asset().ok() != Some(pool.asset) {
            return Err(unsuitable_vault(vault));
        }
        Ok(())
    }

    /// `abandon`. Under the lock.
    #[inline(always)]
    pub(crate) fn abandon(&mut self, arguments: &Arguments<'_>) -> Result<(), Failure> {
        let vm = self.vm();
        ownable::only_owner(vm)?;
        let index = arguments.word(0).ok_or_else(Failure::empty)?;
        let place = place(index)?;
        let mut pool = Pool::default();
        self.open(&mut pool)?;
        let Some(tier) = pool.tiers.get_mut(place) else {
            return Ok(());
        };
        let (vault, given_up) = (tier.vault, tier.position);
        if is_zero(&vault) {
            return Err(unknown_strategy(index));
        }
        tier.position = Default::default();
        tier.is_silent = false;
        pool.note(Balance::ZERO.minus(given_up.value.signed()));
        self.close(&pool)?;
        let mut event = Output::default();
        event
            .append(&StrategyAbandoned::SIGNATURE_HASH.0)
            .append(index)
            .append(&vault)
            .numbers(&[given_up.shares, given_up.value.raw()])
            .emit(vm, 3);
        Ok(())
    }
}

/// Refuses a figure outside its bounds, with the bound it breaks.
#[inline(never)]
fn within(figure: u128, low: u128, high: u128) -> Result<(), Failure> {
    if figure < low {
        return Err(refuse(Cause::OutOfBounds, figure, low));
    }
    if figure > high {
        return Err(refuse(Cause::OutOfBounds, figure, high));
    }
    Ok(())
}
