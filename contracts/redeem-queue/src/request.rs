//! Joining the queue.

use alloy_sol_types::SolEvent;
use alm_abi::IRedeemQueue::RedeemRequest;
use alm_engine::{
    book::shares::Shares,
    refusal::{Cause, Refusal},
};
use alm_stylus::{
    Failure,
    arguments::Arguments,
    host,
    packed::number,
    words::{Output, Word, word},
};
use stylus_sdk::prelude::*;

use crate::{
    contract::RedeemQueue,
    errors::{not_operator, refused, too_many_requests},
    requests::Requests,
    storage::{Stored, line, store_line},
};

impl RedeemQueue {
    /// Takes shares into the newest generation; tells its number. Under the lock.
    #[inline(always)]
    pub(crate) fn request(
        &mut self,
        arguments: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        let shares = shares(arguments.word(0).ok_or_else(Failure::empty)?)?;
        let controller = arguments.address(1).ok_or_else(Failure::empty)?;
        let owner = arguments.address(2).ok_or_else(Failure::empty)?;
        let vm = self.vm();
        let caller = &host::sender(vm);
        let spender = self.spender(controller, owner, caller)?;
        let generation = word(self.join(shares, controller)?.into());
        let mut event = Output::default();
        event
            .append(&RedeemRequest::SIGNATURE_HASH.0)
            .append(controller)
            .append(owner)
            .append(&generation)
            .append(caller)
            .numbers(&[shares.raw()])
            .emit(vm, 4);
        self.vault().enqueue(owner, spender, shares)?;
        output.append(&generation);
        Ok(())
    }

    /// On whose account shares are taken: the owner's where the caller acts for him, else the caller's, whose allowance the
    /// vault uses up. Refuses controllers who have nothing to do with it: nobody fills another's places with requests.
    #[inline(always)]
    fn spender<'a>(
        &self,
        controller: &Word,
        owner: &'a Word,
        caller: &'a Word,
    ) -> Result<&'a Word, Failure> {
        if controller != owner && !self.acts_for(controller, caller) {
            return Err(not_operator(controller, caller));
        }
        if self.acts_for(owner, caller) {
            Ok(owner)
        } else {
            Ok(caller)
        }
    }

    /// Adds shares to the newest generation, and to the controller's request in it. Tells the generation's number.
    #[inline(always)]
    fn join(&self, shares: Shares, controller: &Word) -> Result<u32, Failure> {
        let (vm, now) = (self.vm(), self.vm().block_timestamp());
        let mut line = line(vm);
        let number = line.join(shares, now).map_err(refused)?;
        let mut stored = Stored::asked(vm, number);
        stored.generation.day = line.tail_day;
        let mut requests = Requests::load(vm, controller);
        let older = requests.older.generation;
        let Some(open) = requests.place(number) else {
            return Err(too_many_requests(controller, older));
        };
        open.request
            .join(&mut stored.generation, shares, self.minimum(), now)
            .map_err(refused)?;
        store_line(vm, &line);
        stored.store_asked(vm);
        requests.store(vm);
        Ok(number)
    }
}

/// A number of shares.
///
/// # Errors
/// `AmountTooLarge` for more than there can be.
#[inline(never)]
pub(crate) fn shares(given: &Word) -> Result<Shares, Failure> {
    let shares = Shares::new(number(given, 16).unwrap_or(u128::MAX));
    if shares > Shares::MAX {
        let (have, most) = (shares.raw(), Shares::MAX.raw());
        return Err(refused(Refusal::new(Cause::AmountTooLarge, have, most)));
    }
    Ok(shares)
}
