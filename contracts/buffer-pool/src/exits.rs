//! Asking to leave, and staying after all.

use alloy_sol_types::SolEvent;
use alm_abi::IBufferPool::{ExitCancelled, ExitRequested};
use alm_engine::{book::shares::Shares, money::Amount, refusal::Cause};
use alm_stylus::{
    Failure,
    arguments::Arguments,
    erc20::{self, Supply},
    host,
    words::{Output, Word, word},
};
use stylus_sdk::prelude::*;

use crate::{
    contract::BufferPool,
    errors::{amount, not_nothing, refuse, refused},
    pool::Pool,
    storage::{COOLDOWN, load_exit, store_exit},
};

impl BufferPool {
    /// `requestExit`: never refused by a limit. Under the lock.
    #[inline(always)]
    pub(crate) fn request_exit(
        &mut self,
        arguments: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        let vm = self.vm();
        let given = arguments.word(0).ok_or_else(Failure::empty)?;
        let owner = &host::sender(vm);
        let mut pool = Pool::default();
        self.open(&mut pool)?;
        // Refused here, if the owner has not as many.
        erc20::queue::enter(vm, &pool.this, owner, given)?;
        let shares = Shares::new(amount(given)?);
        let mut exit = load_exit(vm, owner);
        let cooldown = pool.terms.get(COOLDOWN).copied().unwrap_or_default() as u64;
        exit.request(shares, &pool.price(), cooldown, pool.now)
            .map_err(refused)?;
        store_exit(vm, owner, &exit);
        pool.leaving = pool.leaving.plus(shares).map_err(refused)?;
        self.close(&pool)?;
        let mut event = Output::default();
        event
            .append(&ExitRequested::SIGNATURE_HASH.0)
            .append(owner)
            .numbers(&[exit.shares.raw(), exit.assets.raw(), exit.opens.into()])
            .emit(vm, 2);
        output.numbers(&[exit.opens.into()]);
        Ok(())
    }

    /// `cancelExit`: the owner at any time; anybody once the request has lapsed, so that its shares count again. Under the
    /// lock.
    #[inline(always)]
    pub(crate) fn cancel_exit(
        &mut self,
        arguments: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        let vm = self.vm();
        let owner = arguments.address(0).ok_or_else(Failure::empty)?;
        let caller = &host::sender(vm);
        let exit = load_exit(vm, owner);
        not_nothing(exit.shares.raw())?;
        let mut pool = Pool::default();
        self.open(&mut pool)?;
        if caller != owner && !exit.has_lapsed(pool.now) {
            let (now, closes) = (pool.now.into(), exit.closes().into());
            return Err(refuse(Cause::TooEarly, now, closes));
        }
        store_exit(vm, owner, &Default::default());
        let shares = exit.shares.raw();
        erc20::transfer(vm, &pool.this, owner, &word(shares))?;
        pool.supply = Supply::load(vm);
        pool.leaving = pool.leaving.minus(exit.shares).map_err(refused)?;
        self.close(&pool)?;
        let mut event = Output::default();
        event
            .append(&ExitCancelled::SIGNATURE_HASH.0)
            .append(owner)
            .append(caller)
            .numbers(&[shares])
            .emit(vm, 3);
        output.numbers(&[shares]);
        Ok(())
    }

    /// `exitOf`.
    #[inline(always)]
    pub(crate) fn exit_of(&self, owner: &Word, output: &mut Output) {
        let exit = load_exit(self.vm(), owner);
        let closes = if exit.shares.is_zero() {
            0
        } else {
            exit.closes()
        };
        output.numbers(&[
            exit.shares.raw(),
            Amount::raw(exit.assets),
            exit.opens.into(),
            closes.into(),
        ]);
    }
}
