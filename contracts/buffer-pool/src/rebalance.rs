//! Moving assets between cash and a strategy, by the rule.
//!
//! What a strategy does in its own call is its own affair, and counts by what the pool's balance of the asset did.

use alloy_sol_types::SolEvent;
use alm_abi::IBufferTreasury::Rebalanced;
use alm_engine::{
    buffer::treasury::{Holdings, Step},
    money::{Amount, Balance},
};
use alm_stylus::{
    Failure,
    arguments::Arguments,
    packed::number,
    words::{Output, Word, is_zero, signed, word},
};
use stylus_sdk::prelude::*;

use crate::{
    contract::BufferPool,
    errors::{not_received, refused, strategy_silent, unknown_strategy},
    pool::Pool,
    sheet::{Standing, check},
    storage::{STRATEGIES, Tier},
    vaults::Vault,
};

impl BufferPool {
    /// `rebalance`. Under the lock.
    #[inline(always)]
    pub(crate) fn rebalance(
        &mut self,
        arguments: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        let index = arguments.word(0).ok_or_else(Failure::empty)?;
        let mut pool = Pool::default();
        self.open(&mut pool)?;
        let place = place(index)?;
        let mut tier = pool.tiers.get(place).copied().unwrap_or_default();
        if is_zero(&tier.vault) {
            return Err(unknown_strategy(index));
        }
        if tier.is_silent {
            return Err(strategy_silent(index));
        }
        let moved = match self.step(&pool, place, &tier)? {
            Step::Stay => Balance::ZERO,
            Step::In(assets) => self.put(&mut pool, &mut tier, assets, index)?,
            Step::Out(assets) => self.fetch(&mut pool, &mut tier, assets, index)?,
        };
        if let Some(stored) = pool.tiers.get_mut(place) {
            *stored = tier;
        }
        // The strategy may have run code that the book heard of.
        self.follow_book(&mut pool, true)?;
        self.close(&pool)?;
        output.append(&signed(moved.raw()));
        if moved != Balance::ZERO {
            let mut event = Output::default();
            event
                .append(&Rebalanced::SIGNATURE_HASH.0)
                .append(index)
                .append(&signed(moved.raw()))
                .append(&word(tier.position.value.raw()))
                .emit(self.vm(), 2);
        }
        Ok(())
    }

    /// What the rule wants done about a strategy.
    #[inline(always)]
    fn step(&self, pool: &Pool, place: usize, tier: &Tier) -> Result<Step, Failure> {
        let mut standing = Standing::default();
        self.standing(pool, &mut standing)?;
        let [_, floor, band, ..] = pool.terms;
        let due = pool.accounts.charged.raw();
        let holdings = Holdings {
            all: pool.accounts.held(pool.invested(|_| true)),
            cash: pool.accounts.cash,
            // Each is below 2^97.
            due: Amount::new(due.wrapping_add(standing.shortfall.raw())),
            leaving: pool.price().worth_up(pool.leaving),
            floor: floor as u16,
            band: band as u16,
        };
        let caps = pool.tiers.iter().map(|tier| tier.rules.cap);
        let wanted = holdings.wanted(caps.take(place.saturating_add(1)));
        let limit = pool.flow_limit(tier);
        let allowed = tier.used.left(limit, pool.now);
        Ok(holdings.step(tier.position.value, wanted, allowed))
    }

    /// Puts cash into a strategy, as far as it takes some; tells how much.
    #[inline(always)]
    fn put(
        &self,
        pool: &mut Pool,
        tier: &mut Tier,
        assets: Amount,
        index: &Word,
    ) -> Result<Balance, Failure> {
        let vault = self.vault(tier);
        let assets = assets.min(vault.max_deposit(&pool.this)?);
        if assets.is_zero() {
            return Ok(Balance::ZERO);
        }
        let limit = pool.flow_limit(tier);
        let asset = self.asset_of(pool);
        let before = asset.balance(&pool.this)?;
        asset.approve(&tier.vault, assets)?;
        let shares = vault.deposit(assets, &pool.this)?;
        let (have, want) = (asset.balance(&pool.this)?, before.less(assets));
        // Exactly: less would be a theft, more would leave it an allowance.
        if have != want {
            return Err(not_received(&pool.asset, have.raw(), want.raw()));
        }
        let all = tier.position.shares.saturating_add(shares);
        let told = vault.worth(all)?.ok_or_else(|| strategy_silent(index))?;
        tier.available = vault.available(&pool.this)?;
        let entered = tier
            .position
            .enter(assets, shares, [tier.told, told], pool.now);
        let cost = entered.map_err(refused)?;
        check(pool.accounts.pay(assets))?;
        tier.used.flow(assets, limit, pool.now);
        pool.note(Balance::ZERO.minus(cost.signed()));
        Ok(assets.signed())
    }

    /// Takes cash out of a strategy, as far as it gives some; tells how much, below zero.
    #[inline(always)]
    fn fetch(
        &self,
        pool: &mut Pool,
        tier: &mut Tier,
        assets: Amount,
        index: &Word,
    ) -> Result<Balance, Failure> {
        let vault = self.vault(tier);
        let assets = assets.min(vault.max_withdraw(&pool.this)?);
        if assets.is_zero() {
            return Ok(Balance::ZERO);
        }
        let asset = self.asset_of(pool);
        let before = asset.balance(&pool.this)?;
        let burned = vault.withdraw(assets, &pool.this)?;
        let have = asset.balance(&pool.this)?;
        let want = before.plus(assets).map_err(refused)?;
        if have < want {
            return Err(not_received(&pool.asset, have.raw(), want.raw()));
        }
        let rest = tier.position.shares.saturating_sub(burned);
        let told = vault.worth(rest)?.ok_or_else(|| strategy_silent(index))?;
        tier.available = vault.available(&pool.this)?;
        let growth = tier.rules.growth;
        let left = tier
            .position
            .leave(assets, burned, told, growth, pool.now)
            .map_err(refused)?;
        let cash = pool.accounts.cash.plus(assets);
        pool.accounts.cash = cash.map_err(refused)?;
        pool.note(left);
        Ok(Balance::ZERO.minus(assets.signed()))
    }

    fn vault<'a>(&'a self, tier: &'a Tier) -> Vault<'a> {
        Vault {
            vm: self.vm(),
            address: &tier.vault,
        }
    }

    fn asset_of<'a>(&'a self, pool: &'a Pool) -> Vault<'a> {
        Vault {
            vm: self.vm(),
            address: &pool.asset,
        }
    }
}

impl Pool {
    /// Posts what a move cost or gained.
    pub(crate) fn note(&mut self, change: Balance) {
        self.accounts.post(change, self.now);
        self.posted = self.posted.plus(change);
    }

    /// What may flow into a strategy in a day.
    #[inline(never)]
    fn flow_limit(&self, tier: &Tier) -> Amount {
        let all = self.accounts.held(self.invested(|_| true));
        all.part_down(tier.rules.flow.into(), 10_000)
    }
}

/// The place of a strategy.
#[inline(never)]
pub(crate) fn place(index: &Word) -> Result<usize, Failure> {
    let place = number(index, 4).unwrap_or(u128::MAX);
    if place >= STRATEGIES as u128 {
        return Err(unknown_strategy(index));
    }
    Ok(place as usize)
}
