//! What waits, what can be claimed. They refuse while a call is in progress.

use alm_engine::{
    book::shares::Shares,
    queue::generation::{Fill, Generation},
};
use alm_stylus::{
    Failure,
    arguments::Arguments,
    lock::unlocked,
    packed::number,
    words::{Output, Word},
};
use stylus_sdk::prelude::*;

use crate::{
    contract::RedeemQueue,
    requests::{Open, Requests},
    selectors::{
        CLAIMABLE_REDEEM_REQUEST, GENERATION, LINE, MAX_REDEEM, MAX_WITHDRAW,
        PENDING_REDEEM_REQUEST, REQUESTS_OF,
    },
    storage::{Stored, line},
};

impl RedeemQueue {
    /// Every view of what is in motion.
    #[inline(always)]
    pub(crate) fn look(
        &self,
        selector: u32,
        arguments: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        unlocked()?;
        let vm = self.vm();
        match selector {
            LINE => {
                let line = line(vm);
                output.numbers(&[line.head.into(), line.tail.into()]);
            }
            GENERATION => {
                let number = generation_number(arguments.word(0).ok_or_else(Failure::empty)?);
                tell_generation(&Stored::load(vm, number).generation, output);
            }
            MAX_REDEEM | MAX_WITHDRAW | REQUESTS_OF => {
                let controller = arguments.address(0).ok_or_else(Failure::empty)?;
                let requests = Requests::load(vm, controller);
                if selector == REQUESTS_OF {
                    let ids = [&requests.older, &requests.newer].map(id);
                    output.numbers(&ids);
                } else {
                    let (_, due) = self.parts(&requests.older);
                    let by_shares = selector == MAX_REDEEM;
                    output.numbers(&[if by_shares {
                        due.shares.raw()
                    } else {
                        due.assets.raw()
                    }]);
                }
            }
            PENDING_REDEEM_REQUEST | CLAIMABLE_REDEEM_REQUEST => {
                let number = generation_number(arguments.word(0).ok_or_else(Failure::empty)?);
                let controller = arguments.address(1).ok_or_else(Failure::empty)?;
                let mut requests = Requests::load(vm, controller);
                let found = requests.find(number).map(|open| self.parts(open));
                let (pending, due) = found.unwrap_or_default();
                let is_pending = selector == PENDING_REDEEM_REQUEST;
                output.numbers(&[if is_pending {
                    pending.raw()
                } else {
                    due.shares.raw()
                }]);
            }
            _ => return self.as_vault(selector, arguments, output),
        }
        Ok(())
    }

    /// The parts of a request: shares that cannot be claimed yet, and what can. Settled shares that fetch nothing yet cannot,
    /// unless they end the request.
    #[inline(never)]
    fn parts(&self, open: &Open) -> (Shares, Fill) {
        let (vm, request) = (self.vm(), &open.request);
        let generation = Stored::load(vm, open.generation).generation;
        let mut due = request.collectable(&generation, vm.block_timestamp());
        if due.assets.is_zero() && !request.waiting(&generation).is_zero() {
            due = Fill::default();
        }
        let gone = request
            .collected
            .shares
            .raw()
            .saturating_add(due.shares.raw());
        let pending = request.asked.raw().saturating_sub(gone);
        (Shares::new(pending), due)
    }
}

/// The id of a request; zero if there is none.
fn id(open: &Open) -> u128 {
    if open.exists() {
        open.generation.into()
    } else {
        0
    }
}

/// The number of a generation; the zeroth, which is none, where there can be no such number.
fn generation_number(id: &Word) -> u32 {
    number(id, 4).unwrap_or_default() as u32
}

/// Tells a generation; of one there is not, zeros.
fn tell_generation(generation: &Generation, output: &mut Output) {
    let exists = generation.day != 0;
    let times = [generation.fills_from(), generation.collects_from()];
    for time in times {
        output.numbers(&[if exists { time.into() } else { 0 }]);
    }
    output.numbers(&[
        generation.asked.raw(),
        generation.filled.raw(),
        generation.paid.raw(),
    ]);
}
