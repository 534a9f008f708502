//! Settling what waits: the generations whose day is over, in order, at most eight in a call.
//!
//! They are settled together, by one call and at one price, and share what was settled in their order. One by one, a
//! generation with so few shares left that they are worth less than a unit would keep all behind it waiting.

use alloy_sol_types::SolEvent;
use alm_abi::IRedeemQueue::Settled;
use alm_engine::{
    book::shares::Shares,
    queue::{generation::Fill, line::Line},
};
use alm_stylus::{
    Failure,
    words::{Output, word},
};
use stylus_sdk::prelude::*;

use crate::{
    contract::RedeemQueue,
    errors::refused,
    storage::{Stored, line, store_line},
};

/// Most generations a call settles.
const BATCH: usize = 8;

impl RedeemQueue {
    /// Settles what waits; tells shares and assets. Under the lock.
    #[inline(always)]
    pub(crate) fn settle(&mut self, output: &mut Output) -> Result<(), Failure> {
        let vm = self.vm();
        let mut line = line(vm);
        let mut batch = [Stored::default(); BATCH];
        let (count, wanted) = self.gather(&line, &mut batch)?;
        let settled = if wanted.is_zero() {
            Fill::default()
        } else {
            self.vault().settle(wanted)?
        };
        let mut rest = settled;
        for stored in batch.iter_mut().take(count) {
            self.hand_out(&line, stored, &mut rest)?;
            if !stored.generation.waiting().is_zero() {
                break;
            }
            line.advance();
        }
        store_line(vm, &line);
        output.numbers(&[settled.shares.raw(), settled.assets.raw()]);
        Ok(())
    }

    /// Reads the generations that may be settled; tells how many they are, and how many of their shares wait.
    #[inline(always)]
    fn gather(&self, line: &Line, batch: &mut [Stored; BATCH]) -> Result<(usize, Shares), Failure> {
        let (vm, now) = (self.vm(), self.vm().block_timestamp());
        let (mut next, mut count, mut wanted) = (*line, 0_usize, Shares::ZERO);
        for place in batch.iter_mut() {
            if !next.waits() {
                break;
            }
            let stored = Stored::load(vm, next.head);
            if now < stored.generation.fills_from() {
                break;
            }
            let waiting = stored.generation.waiting();
            wanted = wanted.plus(waiting).map_err(refused)?;
            *place = stored;
            count = count.saturating_add(1);
            next.advance();
        }
        Ok((count, wanted))
    }

    /// Gives the generation at the head its part of what was settled.
    #[inline(always)]
    fn hand_out(&self, line: &Line, stored: &mut Stored, rest: &mut Fill) -> Result<(), Failure> {
        let (vm, now) = (self.vm(), self.vm().block_timestamp());
        let part = stored.generation.take(rest, now).map_err(refused)?;
        if part.shares.is_zero() {
            return Ok(());
        }
        stored.store_paid(vm);
        let mut event = Output::default();
        event
            .append(&Settled::SIGNATURE_HASH.0)
            .append(&word(line.head.into()))
            .numbers(&[part.shares.raw(), part.assets.raw()])
            .emit(vm, 2);
        Ok(())
    }
}
