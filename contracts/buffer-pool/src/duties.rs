//! What the pool does for its book, at anybody's call: it lends for redemptions, pays for losses, collects, reports.

use alloy_sol_types::SolEvent;
use alm_abi::IBufferTreasury::{Covered, Drawn};
use alm_engine::money::Amount;
use alm_stylus::{
    Failure, token,
    words::{Output, Word, signed},
};
use stylus_sdk::prelude::*;

use crate::{
    contract::BufferPool,
    pool::Pool,
    selectors::{COLLECT, COVER, DRAW},
    sheet::{Standing, check},
};

impl BufferPool {
    /// Every duty. Under the lock.
    #[inline(always)]
    pub(crate) fn serve(&mut self, selector: u32, output: &mut Output) -> Result<(), Failure> {
        let mut pool = Pool::default();
        if selector == COLLECT {
            // What the book pays is found by opening the pool.
            pool.asset = self.asset();
            pool.sheet = self.sheet();
            let paid = self.sheet_of(&pool).repay()?;
            output.numbers(&[paid.raw()]);
        }
        self.open(&mut pool)?;
        match selector {
            DRAW => return self.draw(&mut pool, output),
            COVER => return self.cover(&mut pool, output),
            COLLECT => {}
            _ => {
                output.append(&signed(pool.net().raw()));
            }
        }
        self.close(&pool)
    }

    /// Lends what redemptions wait for, as far as there is cash that is not owed.
    #[inline(always)]
    fn draw(&self, pool: &mut Pool, output: &mut Output) -> Result<(), Failure> {
        let mut standing = Standing::default();
        self.standing(pool, &mut standing)?;
        let assets = standing.shortfall.min(pool.accounts.free());
        output.numbers(&[assets.raw()]);
        check(pool.accounts.lend(assets))?;
        self.close(pool)?;
        if assets.is_zero() {
            return Ok(());
        }
        self.pay(pool, assets, &Drawn::SIGNATURE_HASH.0)?;
        self.sheet_of(pool).draw(assets)
    }

    /// Pays what is owed for losses, as far as there is cash.
    #[inline(always)]
    fn cover(&self, pool: &mut Pool, output: &mut Output) -> Result<(), Failure> {
        let assets = pool.accounts.charged.min(pool.accounts.cash);
        output.numbers(&[assets.raw()]);
        check(pool.accounts.cover(assets))?;
        self.close(pool)?;
        if assets.is_zero() {
            return Ok(());
        }
        self.pay(pool, assets, &Covered::SIGNATURE_HASH.0)?;
        self.sheet_of(pool).cover(assets)
    }

    /// Moves cash to the book, and tells it.
    #[inline(never)]
    fn pay(&self, pool: &Pool, assets: Amount, topic: &Word) -> Result<(), Failure> {
        let mut event = Output::default();
        event
            .append(topic)
            .numbers(&[assets.raw()])
            .emit(self.vm(), 1);
        token::send(self.vm(), &pool.asset, &pool.sheet, assets.raw())
    }
}
