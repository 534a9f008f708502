//! Claims of what settled shares were paid: of the older request, by shares or by assets.

use alloy_sol_types::SolEvent;
use alm_abi::IRedeemQueue::Withdraw;
use alm_engine::{
    money::Amount,
    queue::{generation::Fill, request::Request},
    refusal::{Cause, Refusal},
};
use alm_stylus::{
    Failure,
    arguments::Arguments,
    host,
    words::{Output, Word, is_zero},
};
use stylus_sdk::prelude::*;

use crate::{
    contract::RedeemQueue,
    errors::{not_receivable, refused},
    request::shares,
    requests::Requests,
    storage::Stored,
};

impl RedeemQueue {
    /// Claims by shares, or by assets; tells the other figure. Under the lock.
    #[inline(always)]
    pub(crate) fn claim(
        &mut self,
        by_shares: bool,
        arguments: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        let given = arguments.word(0).ok_or_else(Failure::empty)?;
        let receiver = arguments.address(1).ok_or_else(Failure::empty)?;
        let controller = arguments.address(2).ok_or_else(Failure::empty)?;
        let caller = &host::sender(self.vm());
        self.check_acts_for(controller, caller)?;
        if is_zero(receiver) {
            return Err(not_receivable(receiver));
        }
        if is_zero(given) {
            return Err(refused(Refusal::new(Cause::ZeroAmount, 0_u128, 1_u128)));
        }
        let fill = self.collect(by_shares, given, controller)?;
        let Fill { shares, assets } = fill;
        self.tell_paid(caller, receiver, controller, &fill);
        self.vault().release(assets, receiver)?;
        output.numbers(&[if by_shares {
            assets.raw()
        } else {
            shares.raw()
        }]);
        Ok(())
    }

    /// Notes what is collected; tells it.
    #[inline(always)]
    fn collect(&self, by_shares: bool, given: &Word, controller: &Word) -> Result<Fill, Failure> {
        let (vm, now) = (self.vm(), self.vm().block_timestamp());
        let mut requests = Requests::load(vm, controller);
        let mut stored = Stored::load(vm, requests.older.generation);
        let (request, generation) = (&mut requests.older.request, &mut stored.generation);
        // More assets than there can be are more than are due.
        let given = shares(given)?;
        let fill = if by_shares {
            request.collect_shares(generation, given, now)
        } else {
            request.collect_assets(generation, Amount::new(given.raw()), now)
        };
        let fill = fill.map_err(refused)?;
        if *request == Request::default() {
            stored.store_asked(vm);
            stored.store_paid(vm);
        }
        requests.store(vm);
        Ok(fill)
    }

    /// Tells that settled shares were paid.
    #[inline(never)]
    pub(crate) fn tell_paid(&self, caller: &Word, receiver: &Word, controller: &Word, fill: &Fill) {
        let mut event = Output::default();
        event
            .append(&Withdraw::SIGNATURE_HASH.0)
            .append(caller)
            .append(receiver)
            .append(controller)
            .numbers(&[fill.assets.raw(), fill.shares.raw()])
            .emit(self.vm(), 4);
    }
}
