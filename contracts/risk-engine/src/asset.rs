//! One asset in memory: the four slots of the hot path, and what follows from them.
#![deny(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]

use alm_engine::{
    ramp::{Clock, Thresholds},
    ratios,
};
use stylus_sdk::prelude::*;

use crate::{
    contract::RiskEngine,
    packed::{FeedSlot, RulesSlot, SampleSlot, StateSlot},
};

/// An asset as it stands in storage.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Asset {
    pub(crate) feed: FeedSlot,
    pub(crate) rules: RulesSlot,
    pub(crate) sample: SampleSlot,
    pub(crate) state: StateSlot,
}

impl Asset {
    /// The times its ratios depend on.
    pub(crate) fn clock(&self, now: u64) -> Clock {
        Clock {
            now,
            anchored_at: self.sample.anchored_at,
            sampled_at: self.sample.round.updated_at,
            report_until: self.rules.report_until,
        }
    }

    /// Its thresholds now.
    pub(crate) fn thresholds(&self, now: u64) -> Thresholds {
        let speeds = ratios::speeds(&self.rules.parameters, &self.feed.liquidation);
        self.state
            .thresholds
            .after(self.clock(now).elapsed(), speeds)
    }

    /// The variance its haircut uses, per second at scale 1e36.
    pub(crate) fn variance(&self) -> u128 {
        ratios::variance_with_floor(self.state.variances.used, &self.rules.parameters)
    }

    /// Its haircut, wad.
    pub(crate) fn haircut(&self) -> u128 {
        ratios::haircut(
            self.variance(),
            &self.rules.parameters,
            &self.feed.liquidation,
        )
    }

    /// The threshold its rules aim at.
    pub(crate) fn target(&self) -> u32 {
        ratios::target_threshold(
            self.haircut(),
            &self.rules.parameters,
            &self.feed.liquidation,
        )
    }

    /// Its opening LTV now, wad.
    pub(crate) fn opening_ltv(&self, now: u64) -> u128 {
        if !self.feed.listed {
            return 0;
        }
        ratios::opening_ltv(
            self.thresholds(now).fresh,
            &self.rules.parameters,
            self.clock(now).overdue(),
        )
    }

    /// Brings the thresholds to now under the rules they were stored with. Before any change of the rules.
    pub(crate) fn settle(&mut self, now: u64) {
        self.state.thresholds = self.thresholds(now);
        self.sample.anchored_at = now;
    }

    /// Aims at what the rules say now. After any change.
    pub(crate) fn retarget(&mut self) {
        self.state.thresholds = self.state.thresholds.aimed_at(self.target());
    }
}

impl RiskEngine {
    pub(crate) fn now(&self) -> u64 {
        self.vm().block_timestamp()
    }
}
