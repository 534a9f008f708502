//! Taking samples.
#![deny(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]

use alm_engine::volatility::sampling::{MAX_LOOKUPS, Round, next_sample};
use alm_stylus::{Failure, feed, words::Word};
use stylus_sdk::prelude::*;

use crate::{
    asset::{Asset, HISTORY},
    contract::RiskEngine,
    errors,
};

/// Slots of an asset that sampling leaves as they are.
const UNCHANGED: usize = 2;

impl RiskEngine {
    /// Takes the samples of one asset that are due, moves its ratios, and adds to the count.
    #[inline(never)]
    pub(crate) fn sample(&mut self, asset: &Word, count: &mut u128) -> Result<(), Failure> {
        let mut value = Asset::default();
        self.load_known(asset, &mut value)?;
        let now = self.now();
        let old = value.stored();
        // By the old sample's clock: rises that paused while it was stale are not made up for by a new one.
        value.settle(now);
        let mut latest = Round::default();
        feed::latest(self.vm(), &value.feed, &mut latest)?;
        let mut look_ups = MAX_LOOKUPS;
        let before = *count;
        let mut round = latest;
        loop {
            match self.next_round(&value, &latest, &mut round, &mut look_ups, now) {
                Ok(true) => {}
                // A later look-up that fails takes nothing back: what is emitted is stored.
                Err(failure) if *count == before => return Err(failure),
                _ => break,
            }
            take(&mut value, &round);
            self.emit_sampled(asset, value.sample());
            *count = count.saturating_add(1);
        }
        if *count != before {
            value.retarget();
            self.store(asset, &value, UNCHANGED);
            self.emit_ratios(asset, &old, &value.stored());
        }
        Ok(())
    }

    /// The next round to be sampled. Where the feed cannot tell its history, the newest round; where it used to and
    /// no longer does, the newest once the estimate is stale, so that no feed can stop an asset for good.
    fn next_round(
        &self,
        value: &Asset,
        latest: &Round,
        next: &mut Round,
        look_ups: &mut u32,
        now: u64,
    ) -> Result<bool, Failure> {
        let last = &value.round();
        let interval = value.interval();
        *next = *latest;
        if latest.slot(interval) <= last.slot(interval) {
            return Ok(false);
        }
        let outcome = if latest.id < last.id {
            Err(errors::round_went_back(&value.feed, last.id, latest.id))
        } else if value.has(HISTORY) {
            next_sample(last, next, interval, look_ups, |id, into| {
                feed::past(self.vm(), &value.feed, id, into)
            })
        } else {
            Ok(true)
        };
        if outcome.is_err() && value.clock(now).is_stale() {
            *next = *latest;
            return Ok(true);
        }
        outcome
    }
}

/// Adds one round to the estimates.
fn take(value: &mut Asset, round: &Round) {
    let last = value.round();
    let elapsed = round.updated_at.saturating_sub(last.updated_at);
    value.set_variances(&value.variances().after(last.price, round.price, elapsed));
    value.set_round(round);
}
