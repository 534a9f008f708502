//! Deposits: the caller's tokens come here, and are priced at all there is.

use alloy_sol_types::{SolError, SolEvent};
use alm_abi::IDepositVault::{Deposit, ERC4626ExceededMaxDeposit, ERC4626ExceededMaxMint};
use alm_engine::{
    book::shares::Shares,
    money::Amount,
    refusal::{Cause, Refusal},
    units::DAY,
};
use alm_stylus::{
    Failure,
    arguments::Arguments,
    host,
    packed::number,
    token,
    words::{Output, Word},
};
use stylus_sdk::prelude::*;

use crate::{
    contract::BufferPool,
    errors::{exceeded, not_nothing, receivable, refused},
    pool::Pool,
    sheet::check,
    storage::CAP,
};

impl BufferPool {
    /// Deposits an amount, or mints a number of shares; tells the other figure. Under the lock.
    #[inline(always)]
    pub(crate) fn enter(
        &mut self,
        by_shares: bool,
        arguments: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        let vm = self.vm();
        let given = arguments.word(0).ok_or_else(Failure::empty)?;
        let receiver = arguments.address(1).ok_or_else(Failure::empty)?;
        receivable(receiver)?;
        let mut pool = Pool::default();
        self.open(&mut pool)?;
        check(pool.open_to_deposits())?;
        let (assets, shares) = pool.cost(by_shares, given, receiver)?;
        let caller = &host::sender(vm);
        token::pull(vm, &pool.asset, caller, &pool.this, assets.raw())?;
        let cash = pool.accounts.cash.plus(assets);
        pool.accounts.cash = cash.map_err(refused)?;
        // The token may have run code that the book heard of.
        self.follow_book(&mut pool, true)?;
        pool.supply.mint(vm, receiver, shares.raw())?;
        pool.supply.store(vm);
        self.close(&pool)?;
        let mut event = Output::default();
        event
            .append(&Deposit::SIGNATURE_HASH.0)
            .append(caller)
            .append(receiver)
            .numbers(&[assets.raw(), shares.raw()])
            .emit(vm, 3);
        output.numbers(&[if by_shares {
            assets.raw()
        } else {
            shares.raw()
        }]);
        Ok(())
    }
}

impl Pool {
    /// Lets nobody enter while a strategy may be worth other than it counts for: while one is silent, and for a day after one
    /// fell, so that nobody enters at a price that somebody has just pushed down.
    #[inline(never)]
    pub(crate) fn open_to_deposits(&self) -> Result<(), Refusal> {
        let silent = self.tiers.iter().filter(|tier| tier.is_silent).count();
        if silent != 0 {
            let silent = silent as u64;
            return Err(Refusal::new(Cause::DepositsClosed, silent, 0_u64));
        }
        let opens = self.fallen_at.saturating_add(DAY);
        if self.fallen_at != 0 && self.now < opens {
            return Err(Refusal::new(Cause::DepositsClosed, self.now, opens));
        }
        self.price().open()
    }

    /// Assets and shares of a deposit or a mint that is within the cap.
    #[inline(always)]
    fn cost(
        &self,
        by_shares: bool,
        given: &Word,
        receiver: &Word,
    ) -> Result<(Amount, Shares), Failure> {
        let price = self.price();
        let selector = if by_shares {
            ERC4626ExceededMaxMint::SELECTOR
        } else {
            ERC4626ExceededMaxDeposit::SELECTOR
        };
        let [most_assets, most_shares] = self.max_enter();
        let most = if by_shares { most_shares } else { most_assets };
        let Some(value) = number(given, 16).filter(|value| *value <= most) else {
            return Err(exceeded(selector, receiver, given, most));
        };
        not_nothing(value)?;
        if by_shares {
            let shares = Shares::new(value);
            let assets = price.assets_for_mint(shares).map_err(refused)?;
            return Ok((assets, shares));
        }
        let assets = Amount::new(value);
        let shares = price.shares_for_deposit(assets).map_err(refused)?;
        Ok((assets, shares))
    }

    /// The most assets `deposit` takes and the most shares `mint` issues.
    #[inline(never)]
    pub(crate) fn max_enter(&self) -> [u128; 2] {
        let cap = self.terms.get(CAP).copied().unwrap_or_default();
        let price = self.price();
        let room = Amount::new(cap).less(price.cost.gain());
        let room = room.min(Amount::MAX.less(self.accounts.cash));
        if room.is_zero() || self.open_to_deposits().is_err() {
            return [0; 2];
        }
        // What buys more shares than there may be is cut to what does not.
        let most = price.max_mint(room);
        let affordable = price.assets_for_mint(most).unwrap_or_default().min(room);
        let assets = if price.shares_for_deposit(room).is_ok() {
            room
        } else {
            affordable
        };
        if price.shares_for_deposit(assets).is_err() {
            return [0; 2];
        }
        [assets.raw(), most.raw()]
    }
}
