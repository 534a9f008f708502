//! The pool's figures, as of this block. They refuse while a call is in progress.

use alm_engine::money::Amount;
use alm_stylus::{
    Failure,
    arguments::Arguments,
    words::{Output, is_zero, signed, word},
};

use crate::{
    contract::BufferPool,
    errors::unknown_strategy,
    pool::Pool,
    rebalance::place,
    selectors::{ACCOUNTS, SIZING, STRATEGY},
    sheet::Standing,
};

impl BufferPool {
    /// `accounts`, `sizing` and `strategy`.
    #[inline(always)]
    pub(crate) fn tell(
        &self,
        pool: &Pool,
        selector: u32,
        arguments: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        match selector {
            ACCOUNTS => pool.tell_accounts(output),
            SIZING => return self.tell_sizing(pool, output),
            STRATEGY => return pool.tell_strategy(arguments, output),
            _ => return Err(Failure::empty()),
        }
        Ok(())
    }

    #[inline(always)]
    fn tell_sizing(&self, pool: &Pool, output: &mut Output) -> Result<(), Failure> {
        let mut standing = Standing::default();
        self.standing(pool, &mut standing)?;
        let (target, coverage, premium) = pool.sizing(&standing);
        output.numbers(&[
            target.raw(),
            pool.backing().countable.raw(),
            coverage.into(),
            premium.into(),
            standing.shortfall.raw(),
            standing.open().is_ok().into(),
        ]);
        Ok(())
    }
}

impl Pool {
    #[inline(always)]
    fn tell_accounts(&self, output: &mut Output) {
        let accounts = &self.accounts;
        let figures = [
            accounts.cash,
            self.invested(|_| true),
            accounts.lent,
            accounts.charged,
            accounts.drip.remaining(self.now),
        ];
        output
            .numbers(&figures.map(Amount::raw))
            .append(&signed(self.net().raw()))
            .append(&word(self.leaving.raw()))
            .append(&word(self.told.owed.raw()));
    }

    #[inline(always)]
    fn tell_strategy(&self, arguments: &Arguments<'_>, output: &mut Output) -> Result<(), Failure> {
        let index = arguments.word(0).ok_or_else(Failure::empty)?;
        let tier = self.tiers.get(place(index)?);
        let Some(tier) = tier.filter(|tier| !is_zero(&tier.vault)) else {
            return Err(unknown_strategy(index));
        };
        let (rules, position) = (tier.rules, tier.position);
        let rules_told = [rules.cap, rules.haircut, rules.growth, rules.flow];
        output
            .append(&tier.vault)
            .numbers(&rules_told.map(u128::from))
            .numbers(&[
                position.shares,
                position.value.raw(),
                position.ceiling(rules.growth, self.now).raw(),
                tier.is_silent.into(),
            ]);
        Ok(())
    }
}
