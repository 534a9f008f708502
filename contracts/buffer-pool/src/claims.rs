//! Claiming a request: the lower of two prices, less the premium, while the book can do without.

use alloy_sol_types::{SolError, SolEvent};
use alm_abi::IDepositVault::{ERC4626ExceededMaxRedeem, ERC4626ExceededMaxWithdraw, Withdraw};
use alm_engine::{
    book::shares::Shares,
    buffer::exit::{Claim, Exit},
    money::Amount,
};
use alm_stylus::{
    Failure,
    arguments::Arguments,
    erc20, host,
    packed::number,
    token,
    words::{Output, Word, word},
};
use stylus_sdk::prelude::*;

use crate::{
    contract::BufferPool,
    errors::{exceeded, not_nothing, receivable, refused},
    pool::Pool,
    sheet::{Standing, check},
    storage::{load_exit, store_exit},
};

impl BufferPool {
    /// Claims an amount, or a number of shares; tells the other figure. Under the lock.
    #[inline(always)]
    pub(crate) fn leave(
        &mut self,
        by_shares: bool,
        arguments: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        let vm = self.vm();
        let given = arguments.word(0).ok_or_else(Failure::empty)?;
        let receiver = arguments.address(1).ok_or_else(Failure::empty)?;
        let owner = arguments.address(2).ok_or_else(Failure::empty)?;
        receivable(receiver)?;
        let mut pool = Pool::default();
        self.open(&mut pool)?;
        let mut exit = load_exit(vm, owner);
        let claim = self.claim(&mut pool, &mut exit, by_shares, given, owner)?;
        self.burn(&mut pool, owner, claim.shares)?;
        store_exit(vm, owner, &exit);
        self.close(&pool)?;
        let mut event = Output::default();
        event
            .append(&Withdraw::SIGNATURE_HASH.0)
            .append(&host::sender(vm))
            .append(receiver)
            .append(owner)
            .numbers(&[claim.paid.raw(), claim.shares.raw()])
            .emit(vm, 4);
        output.numbers(&[if by_shares {
            claim.paid.raw()
        } else {
            claim.shares.raw()
        }]);
        token::send(vm, &pool.asset, receiver, claim.paid.raw())
    }

    /// Takes a claim out of a request and out of the cash. What it forgoes goes to the drip.
    #[inline(always)]
    fn claim(
        &self,
        pool: &mut Pool,
        exit: &mut Exit,
        by_shares: bool,
        given: &Word,
        owner: &Word,
    ) -> Result<Claim, Failure> {
        let width = if by_shares { 16 } else { 12 };
        let value = number(given, width).unwrap_or(u128::MAX);
        not_nothing(value)?;
        let price = pool.price();
        let mut standing = Standing::default();
        self.standing(pool, &mut standing)?;
        let (_, _, premium) = pool.sizing(&standing);
        let claim = if by_shares {
            exit.by_shares(Shares::new(value), &price, premium)
        } else {
            exit.by_assets(Amount::new(value), &price, premium)
        };
        let Ok(claim) = claim else {
            return Err(self.too_much_to_leave(pool, by_shares, owner, given));
        };
        check(exit.open(pool.now))?;
        check(standing.open())?;
        check(exit.take(&claim))?;
        check(pool.accounts.pay(claim.paid))?;
        pool.accounts.post(claim.forgone.signed(), pool.now);
        Ok(claim)
    }

    /// Burns shares that had asked to leave, by the allowance of a caller who is not their owner.
    #[inline(always)]
    fn burn(&self, pool: &mut Pool, owner: &Word, shares: Shares) -> Result<(), Failure> {
        let vm = self.vm();
        let caller = &host::sender(vm);
        if caller != owner {
            erc20::spend(vm, owner, caller, &word(shares.raw()))?;
        }
        pool.supply.burn(vm, &pool.this, shares.raw())?;
        pool.supply.store(vm);
        pool.leaving = pool.leaving.minus(shares).map_err(refused)?;
        Ok(())
    }

    /// The most assets `withdraw` pays an owner and the most shares `redeem` burns.
    #[inline(never)]
    pub(crate) fn max_leave(&self, pool: &Pool, owner: &Word) -> Result<[u128; 2], Failure> {
        let exit = load_exit(self.vm(), owner);
        if exit.shares.is_zero() || exit.open(pool.now).is_err() {
            return Ok([0; 2]);
        }
        let mut standing = Standing::default();
        self.standing(pool, &mut standing)?;
        if standing.open().is_err() {
            return Ok([0; 2]);
        }
        let (price, (_, _, premium)) = (pool.price(), pool.sizing(&standing));
        let most = exit.most(&price, premium, pool.accounts.free());
        let claim = exit.by_shares(most, &price, premium).map_err(refused)?;
        // Shares that fetch nothing are not redeemed either.
        if claim.paid.is_zero() {
            return Ok([0; 2]);
        }
        Ok([claim.paid.raw(), most.raw()])
    }

    /// What all of an owner's request would pay.
    pub(crate) fn payout(&self, pool: &Pool, owner: &Word) -> Result<u128, Failure> {
        let mut standing = Standing::default();
        self.standing(pool, &mut standing)?;
        let (_, _, premium) = pool.sizing(&standing);
        let exit = load_exit(self.vm(), owner);
        Ok(exit.payout(&pool.price(), premium).raw())
    }

    #[cold]
    #[inline(never)]
    fn too_much_to_leave(
        &self,
        pool: &Pool,
        by_shares: bool,
        owner: &Word,
        given: &Word,
    ) -> Failure {
        match self.max_leave(pool, owner) {
            Err(failure) => failure,
            Ok([_, shares]) if by_shares => {
                exceeded(ERC4626ExceededMaxRedeem::SELECTOR, owner, given, shares)
            }
            Ok([assets, _]) => exceeded(ERC4626ExceededMaxWithdraw::SELECTOR, owner, given, assets),
        }
    }
}
