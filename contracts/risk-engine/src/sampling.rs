//! Taking samples.
#![deny(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]

use alloy_primitives::Address;
use alm_engine::volatility::sampling::{MAX_LOOKUPS, Round, next_sample};
use alm_stylus::{Failure, feed::FeedReader};
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
    pub(crate) fn sample(&mut self, asset: &Address, count: &mut u128) -> Result<(), Failure> {
        let mut value = Asset::default();
        self.load_asset(asset, &mut value)?;
        let now = self.now();
        let old = value.stored();
        // By the old sample's clock: rises that paused while it was stale are not made up for by a new one.
        value.settle(now);
        let latest = FeedReader::new(self.vm(), value.feed).latest()?;
        let mut look_ups = MAX_LOOKUPS;
        let mut taken = 0u128;
        while let Some(round) = self.next_round(&value, &latest, &mut look_ups, now)? {
            take(&mut value, &round);
            self.emit_sampled(asset, &value);
            taken = taken.saturating_add(1);
        }
        if taken > 0 {
            value.retarget();
            self.store(asset, &value, UNCHANGED);
            self.emit_ratios(asset, &old, &value.stored());
            *count = count.saturating_add(taken);
        }
        Ok(())
    }

    /// The next round to be sampled. Where the feed cannot tell its history, the newest round; where it used to and
    /// no longer does, the newest once the estimate is stale, so that no feed can stop an asset for good.
    fn next_round(
        &self,
        value: &Asset,
        latest: &Round,
        look_ups: &mut u32,
        now: u64,
    ) -> Result<Option<Round>, Failure> {
        let last = &value.round();
        let interval = value.interval();
        let stale = value.clock(now).is_stale();
        if latest.slot(interval) <= last.slot(interval) {
            return Ok(None);
        }
        if latest.id < last.id {
            let back = errors::round_went_back(&value.feed, last.id, latest.id);
            return if stale { Ok(Some(*latest)) } else { Err(back) };
        }
        if !value.has(HISTORY) {
            return Ok(Some(*latest));
        }
        let reader = FeedReader::new(self.vm(), value.feed);
        match next_sample(last, latest, interval, look_ups, |id| reader.past(id)) {
            Err(_) if stale => Ok(Some(*latest)),
            outcome => outcome,
        }
    }
}

/// Adds one round to the estimates.
fn take(value: &mut Asset, round: &Round) {
    let last = value.round();
    let elapsed = round.updated_at.saturating_sub(last.updated_at);
    value.set_variances(&value.variances().after(last.price, round.price, elapsed));
    value.set_round(round);
}
