//! The pool at hand: loaded, brought to what book and strategies tell, and written back with what the book may count on.

use alloy_sol_types::SolEvent;
use alm_abi::IBufferPool::Posted;
use alm_engine::{
    book::shares::{Shares, Valuation},
    buffer::{
        accounts::{Accounts, Statement},
        backing::{Backing, backing},
        strategy::has_fallen,
        target::{Premium, coverage},
    },
    money::{Amount, Balance},
};
use alm_stylus::{
    Failure,
    erc20::{self, Supply},
    words::{Output, Word, is_zero, signed},
};
use stylus_sdk::prelude::*;

use crate::{
    config::this,
    contract::BufferPool,
    errors::not_received,
    sheet::{Sheet, Standing, Told},
    storage::{self, STRATEGIES, TERMS, Tier},
    vaults::Vault,
};

/// The pool as of this block, in memory.
#[derive(Default)]
pub(crate) struct Pool {
    pub(crate) asset: Word,
    pub(crate) sheet: Word,
    pub(crate) this: Word,
    pub(crate) now: u64,
    pub(crate) terms: [u128; TERMS],
    pub(crate) accounts: Accounts,
    /// When a strategy fell last.
    pub(crate) fallen_at: u64,
    pub(crate) tiers: [Tier; STRATEGIES],
    pub(crate) supply: Supply,
    /// Shares that have asked to leave.
    pub(crate) leaving: Shares,
    /// What the book tells.
    pub(crate) told: Told,
    /// What was posted since it was loaded.
    pub(crate) posted: Balance,
}

impl BufferPool {
    /// Loads the pool and takes note of what book and strategies tell, in memory.
    ///
    /// # Errors
    /// The balance sheet's; `GasShort`.
    #[inline(never)]
    pub(crate) fn open(&self, pool: &mut Pool) -> Result<(), Failure> {
        let vm = self.vm();
        pool.asset = self.asset();
        pool.sheet = self.sheet();
        pool.this = this(vm);
        pool.now = vm.block_timestamp();
        storage::load_terms(vm, &mut pool.terms);
        storage::load_accounts(vm, &mut pool.accounts, &mut pool.fallen_at);
        pool.supply = Supply::load(vm);
        pool.leaving = Shares::new(erc20::balance(vm, &pool.this));
        for (index, tier) in pool.tiers.iter_mut().enumerate() {
            storage::load_tier(vm, index, tier);
        }
        self.follow_book(pool, false)?;
        self.follow_strategies(pool)
    }

    /// Takes note of what the book tells, and of tokens it sent. After tokens were moved, all the cash has to be here: its
    /// balance is a check, and what lies above it a gain.
    #[inline(never)]
    pub(crate) fn follow_book(&self, pool: &mut Pool, strict: bool) -> Result<(), Failure> {
        let vm = self.vm();
        self.sheet_of(pool).backing(&mut pool.told)?;
        if !pool.backs() {
            // Nothing is owed either way between a book and a pool that is not its buffer.
            pool.told.owed = Amount::ZERO;
            pool.told.receivable = Amount::ZERO;
        }
        let asset = Vault {
            vm,
            address: &pool.asset,
        };
        let (have, cash) = (asset.balance(&pool.this)?, pool.accounts.cash);
        if strict && have < cash {
            return Err(not_received(&pool.asset, have.raw(), cash.raw()));
        }
        let statement = Statement {
            arrived: have.less(cash),
            owed: pool.told.owed,
            receivable: pool.told.receivable,
        };
        let posted = pool.accounts.settle(&statement, pool.now);
        pool.posted = pool.posted.plus(posted);
        Ok(())
    }

    /// Takes note of what the strategies tell.
    #[inline(always)]
    fn follow_strategies(&self, pool: &mut Pool) -> Result<(), Failure> {
        let Pool {
            tiers,
            accounts,
            fallen_at,
            posted,
            now,
            this,
            ..
        } = pool;
        for tier in tiers.iter_mut().filter(|tier| !is_zero(&tier.vault)) {
            let vault = Vault {
                vm: self.vm(),
                address: &tier.vault,
            };
            let Some(told) = vault.worth(tier.position.shares)? else {
                tier.is_silent = true;
                continue;
            };
            let before = tier.position.value;
            tier.told = told;
            if tier.position.shares != 0 {
                tier.available = vault.available(this)?;
            }
            let change = tier.position.revalue(told, tier.rules.growth, *now);
            if has_fallen(change, before) {
                *fallen_at = *now;
            }
            accounts.post(change, *now);
            *posted = posted.plus(change);
        }
        Ok(())
    }

    /// Writes the pool back, and tells the book what it can count on, where that has changed.
    #[inline(never)]
    pub(crate) fn close(&self, pool: &Pool) -> Result<(), Failure> {
        let vm = self.vm();
        storage::store_accounts(vm, &pool.accounts, pool.fallen_at);
        for (index, tier) in pool.tiers.iter().enumerate() {
            if !is_zero(&tier.vault) {
                storage::store_position(vm, index, tier);
            }
        }
        if pool.posted != Balance::ZERO {
            let mut event = Output::default();
            event
                .append(&Posted::SIGNATURE_HASH.0)
                .append(&signed(pool.posted.raw()))
                .append(&signed(pool.net().raw()))
                .emit(vm, 1);
        }
        let backing = pool.backing();
        if pool.backs() && backing != pool.told.backing {
            self.sheet_of(pool).set_backing(&backing)?;
        }
        Ok(())
    }

    /// The balance sheet.
    pub(crate) fn sheet_of(&self, pool: &Pool) -> Sheet<'_> {
        Sheet {
            vm: self.vm(),
            address: pool.sheet,
            asset: pool.asset,
        }
    }

    /// Where the book stands; nowhere in particular, if the pool is not its buffer.
    #[inline(never)]
    pub(crate) fn standing(&self, pool: &Pool, into: &mut Standing) -> Result<(), Failure> {
        if !pool.backs() {
            return Ok(());
        }
        let [_, _, _, stress, ..] = pool.terms;
        self.sheet_of(pool).standing(stress as u16, into)?;
        into.stress.countable = pool.told.backing.countable;
        Ok(())
    }
}

impl Pool {
    /// Whether the pool is the book's buffer.
    pub(crate) fn backs(&self) -> bool {
        self.told.buffer == self.this
    }

    /// What the strategies count for.
    #[inline(never)]
    pub(crate) fn invested(&self, is_counted: fn(&Tier) -> bool) -> Amount {
        let tiers = self.tiers.iter().filter(|tier| is_counted(tier));
        // Each is below 2^96.
        let sum = tiers.fold(0u128, |sum, tier| {
            sum.wrapping_add(tier.position.value.raw())
        });
        Amount::new(sum)
    }

    /// What all shares own.
    #[inline(never)]
    pub(crate) fn net(&self) -> Balance {
        self.accounts.net(self.invested(|_| true), self.now)
    }

    /// What shares cost and fetch. Who leaves gets nothing for a strategy that is silent.
    #[inline(never)]
    pub(crate) fn price(&self) -> Valuation {
        let net = self.net();
        let silent = self.invested(|tier| tier.is_silent);
        Valuation {
            supply: Shares::new(self.supply.total),
            cost: net,
            high: net,
            low: net.minus(silent.signed()).gain(),
        }
    }

    /// What the book may count on.
    #[inline(never)]
    pub(crate) fn backing(&self) -> Backing {
        let all = self.accounts.held(self.invested(|_| true));
        let (mut liquid, mut locked) = (self.accounts.cash.raw(), 0u128);
        for tier in self.tiers.iter().filter(|tier| !tier.is_silent) {
            let counted = tier.position.liquid(tier.rules, all);
            // Each is below 2^96.
            liquid = liquid.wrapping_add(counted.raw());
            locked = locked.wrapping_add(counted.less(tier.available).raw());
        }
        let (charged, supply) = (self.accounts.charged, Shares::new(self.supply.total));
        let mut told = backing(Amount::new(liquid), charged, self.leaving, supply);
        // What a strategy does not pay out now bears losses, and is no liquidity.
        told.countable = told.countable.less(Amount::new(locked));
        told
    }

    /// Target, coverage and premium of leaving.
    #[inline(never)]
    pub(crate) fn sizing(&self, standing: &Standing) -> (Amount, u16, u16) {
        let [_, _, _, _, thin, ample, highest, _] = self.terms;
        let target = standing.stress.target();
        let coverage = coverage(self.backing().countable, target);
        let premium = Premium {
            thin: thin as u16,
            ample: ample as u16,
            highest: highest as u16,
        };
        (target, coverage, premium.at(coverage))
    }
}
