//! One asset in memory: the fields of the hot path, and what follows from them.
#![deny(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]

use alm_engine::{
    haircut::liquidity::Liquidation,
    parameters::{COUNT as RULE_COUNT, Parameters},
    ramp::{Clock, Thresholds},
    ratios,
    volatility::{Variances, sampling::Round},
};
use alm_stylus::words::Word;
use stylus_sdk::prelude::*;

use crate::{
    contract::RiskEngine,
    layout::{
        ANCHORED_AT, COUNT, DECIMALS, FAST, FLAGS, FRESH, HORIZON, INTERVAL, PRICE, REPORT_COUNT,
        REPORT_UNTIL, RISEN_AT, ROUND, RULES, SEASONED, SHARES, SLOW, TARGET, USED, WRITTEN_AT,
    },
};

/// The flag of a listed asset.
pub(crate) const LISTED: u128 = 1;
/// The flag of a feed whose missed rounds are looked up.
pub(crate) const HISTORY: u128 = 2;

/// The fields of a liquidity report.
pub(crate) type Report = [u128; REPORT_COUNT];

/// An asset as it stands in storage, the variances unpacked. The fields: `layout`.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Asset {
    pub(crate) feed: Word,
    pub(crate) fields: [u128; COUNT],
}

impl Asset {
    /// Whether a flag is set.
    pub(crate) fn has(&self, flag: u128) -> bool {
        self.fields[FLAGS] & flag != 0
    }

    /// Sets or clears a flag.
    pub(crate) fn mark(&mut self, flag: u128, set: bool) {
        let others = self.fields[FLAGS] & !flag;
        self.fields[FLAGS] = if set { others | flag } else { others };
    }

    /// The twenty bytes of the feed's address.
    pub(crate) fn feed_mut(&mut self) -> &mut [u8; 20] {
        let [_, _, _, _, _, _, _, _, _, _, _, _, address @ ..] = &mut self.feed;
        address
    }

    /// The rules, as they are told, emitted and taken by the engine.
    pub(crate) fn rules(&self) -> &[u128; RULE_COUNT] {
        let rules = self.fields.get(RULES..).unwrap_or_default();
        rules.first_chunk().unwrap_or(&[0; RULE_COUNT])
    }

    /// The rules, as the engine takes them.
    pub(crate) fn parameters(&self) -> Parameters<'_> {
        Parameters(self.rules())
    }

    /// Decimals, length of a sampling slot and whether missed rounds are looked up, as they are told and emitted.
    pub(crate) fn feed_settings(&self) -> [u128; 3] {
        let history = self.has(HISTORY).into();
        [self.fields[DECIMALS], self.fields[INTERVAL], history]
    }

    /// Replaces the rules.
    pub(crate) fn set_rules(&mut self, rules: &[u128; RULE_COUNT]) {
        let places = self.fields.get_mut(RULES..).unwrap_or_default();
        if let Some(places) = places.first_chunk_mut() {
            *places = *rules;
        }
    }

    /// A stored liquidity report, as it is told and emitted: with its end.
    pub(crate) fn told(&self, report: &Report) -> Report {
        let mut told = *report;
        told[RISEN_AT] = self.fields[REPORT_UNTIL];
        told
    }

    /// The newest sample and the variances after it, as they are told and emitted.
    pub(crate) fn sample(&self) -> &[u128] {
        self.fields.get(ROUND..TARGET).unwrap_or_default()
    }

    /// The three variances, which are packed as floats.
    pub(crate) fn variances_mut(&mut self) -> &mut [u128] {
        self.fields.get_mut(FAST..TARGET).unwrap_or_default()
    }

    /// How it is sold.
    #[inline(never)]
    pub(crate) fn liquidation(&self) -> Liquidation {
        let shares = self.fields[SHARES] as u64;
        Liquidation {
            horizon: self.fields[HORIZON] as u32,
            cost: (shares >> 20) as u32,
            crowding: (shares & 0xf_ffff) as u32,
        }
    }

    /// Length of a sampling slot, seconds.
    pub(crate) fn interval(&self) -> u64 {
        self.fields[INTERVAL] as u64
    }

    /// The newest sample.
    pub(crate) fn round(&self) -> Round {
        Round {
            id: self.fields[ROUND],
            price: self.fields[PRICE],
            updated_at: self.fields[WRITTEN_AT] as u64,
        }
    }

    /// Replaces the newest sample.
    pub(crate) fn set_round(&mut self, round: &Round) {
        self.fields[ROUND] = round.id;
        self.fields[PRICE] = round.price;
        self.fields[WRITTEN_AT] = round.updated_at.into();
    }

    /// The variances.
    pub(crate) fn variances(&self) -> Variances {
        Variances {
            fast: self.fields[FAST],
            slow: self.fields[SLOW],
            used: self.fields[USED],
        }
    }

    /// Replaces the variances.
    pub(crate) fn set_variances(&mut self, variances: &Variances) {
        self.fields[FAST] = variances.fast;
        self.fields[SLOW] = variances.slow;
        self.fields[USED] = variances.used;
    }

    /// The thresholds as stored.
    pub(crate) fn stored(&self) -> Thresholds {
        Thresholds {
            target: self.fields[TARGET] as u32,
            fresh: self.fields[FRESH] as u32,
            seasoned: self.fields[SEASONED] as u32,
        }
    }

    /// Replaces the thresholds.
    pub(crate) fn set_thresholds(&mut self, thresholds: &Thresholds) {
        self.fields[TARGET] = thresholds.target.into();
        self.fields[FRESH] = thresholds.fresh.into();
        self.fields[SEASONED] = thresholds.seasoned.into();
    }

    /// The times its ratios depend on.
    #[inline(never)]
    pub(crate) fn clock(&self, now: u64) -> Clock {
        Clock {
            now,
            anchored_at: self.fields[ANCHORED_AT] as u64,
            sampled_at: self.fields[WRITTEN_AT] as u64,
            report_until: self.fields[REPORT_UNTIL] as u64,
        }
    }

    /// Its thresholds now.
    #[inline(never)]
    pub(crate) fn thresholds(&self, now: u64) -> Thresholds {
        let speeds = ratios::speeds(self.parameters(), &self.liquidation());
        self.stored().after(self.clock(now).elapsed(), speeds)
    }

    /// The variance its haircut uses, per second at scale 1e36.
    #[inline(never)]
    pub(crate) fn variance(&self) -> u128 {
        ratios::variance_with_floor(self.fields[USED], self.parameters())
    }

    /// Its haircut, wad.
    #[inline(never)]
    pub(crate) fn haircut(&self) -> u128 {
        ratios::haircut(self.variance(), self.parameters(), &self.liquidation())
    }

    /// The threshold its rules aim at.
    #[inline(never)]
    pub(crate) fn target(&self) -> u32 {
        ratios::target_threshold(self.haircut(), self.parameters(), &self.liquidation())
    }

    /// Its opening LTV now, wad.
    #[inline(never)]
    pub(crate) fn opening_ltv(&self, now: u64) -> u128 {
        if !self.has(LISTED) {
            return 0;
        }
        ratios::opening_ltv(
            self.thresholds(now).fresh,
            self.parameters(),
            self.clock(now).overdue(),
        )
    }

    /// Brings the thresholds to now under the rules they were stored with. Before any change of the rules.
    #[inline(never)]
    pub(crate) fn settle(&mut self, now: u64) {
        self.set_thresholds(&self.thresholds(now));
        self.fields[ANCHORED_AT] = now.into();
    }

    /// Aims at what the rules say now. After any change.
    #[inline(never)]
    pub(crate) fn retarget(&mut self) {
        self.set_thresholds(&self.stored().aimed_at(self.target()));
    }
}

impl RiskEngine {
    pub(crate) fn now(&self) -> u64 {
        self.vm().block_timestamp()
    }
}
