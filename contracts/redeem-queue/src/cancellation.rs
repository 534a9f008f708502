//! Leaving the queue: what was not settled goes back to the controller, what is due for the rest is paid.

use alloy_sol_types::SolEvent;
use alm_abi::IRedeemQueue::RequestCancelled;
use alm_engine::{book::shares::Shares, queue::generation::Fill};
use alm_stylus::{
    Failure,
    arguments::Arguments,
    host,
    packed::number,
    words::{Output, Word},
};
use stylus_sdk::prelude::*;

use crate::{
    contract::RedeemQueue,
    errors::{refused, unknown_request},
    requests::Requests,
    storage::Stored,
};

impl RedeemQueue {
    /// Takes a request out; tells the shares given back and the assets paid. Under the lock.
    #[inline(always)]
    pub(crate) fn cancel(
        &mut self,
        arguments: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        let id = arguments.word(0).ok_or_else(Failure::empty)?;
        let controller = arguments.address(1).ok_or_else(Failure::empty)?;
        let vm = self.vm();
        let caller = &host::sender(vm);
        self.check_acts_for(controller, caller)?;
        let (shares, due) = self.take_out(id, controller)?;
        let mut event = Output::default();
        event
            .append(&RequestCancelled::SIGNATURE_HASH.0)
            .append(controller)
            .append(id)
            .append(caller)
            .numbers(&[shares.raw()])
            .emit(vm, 3);
        if !due.shares.is_zero() {
            self.tell_paid(caller, controller, controller, &due);
        }
        let vault = self.vault();
        vault.dequeue(controller, shares)?;
        vault.release(due.assets, controller)?;
        output.numbers(&[shares.raw(), due.assets.raw()]);
        Ok(())
    }

    /// Takes a request out of its generation; tells the shares that wait, and what is due for the others.
    #[inline(always)]
    fn take_out(&self, id: &Word, controller: &Word) -> Result<(Shares, Fill), Failure> {
        let (vm, now) = (self.vm(), self.vm().block_timestamp());
        let mut requests = Requests::load(vm, controller);
        let number = number(id, 4).unwrap_or_default() as u32;
        let Some(open) = requests.find(number) else {
            return Err(unknown_request(controller, id));
        };
        let mut stored = Stored::load(vm, number);
        let parts = open.request.cancel(&mut stored.generation, now);
        let parts = parts.map_err(refused)?;
        stored.store_asked(vm);
        stored.store_paid(vm);
        requests.store(vm);
        Ok(parts)
    }
}
