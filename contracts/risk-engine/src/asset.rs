//! One asset in memory: the fields of the hot path, and what follows from them.
#![deny(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]

use alloy_primitives::Address;
use alm_engine::{
    haircut::liquidity::Liquidation,
    parameters::{self, Parameters},
    ramp::{Clock, Thresholds},
    ratios,
    volatility::{Variances, sampling::Round},
};
use stylus_sdk::prelude::*;

use crate::{
    contract::RiskEngine,
    layout::{
        ANCHORED_AT, COUNT, FAST, FLAGS, FRESH, HORIZON, INTERVAL, PRICE, REPORT_COUNT,
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
#[derive(Clone, Debug, Default)]
pub(crate) struct Asset {
    pub(crate) feed: Address,
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

    /// The rules, as they are told and emitted.
    pub(crate) fn rules(&self) -> &[u128] {
        self.fields.get(RULES..REPORT_UNTIL).unwrap_or_default()
    }

    /// Replaces the fields from `first` on.
    pub(crate) fn replace(&mut self, first: usize, values: &[u128]) {
        for (to, from) in self.fields.iter_mut().skip(first).zip(values) {
            *to = *from;
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

    /// The rules, as the engine takes them.
    #[inline(never)]
    pub(crate) fn parameters(&self) -> Parameters {
        parameters_of(self.rules())
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
        let speeds = ratios::speeds(&self.parameters(), &self.liquidation());
        self.stored().after(self.clock(now).elapsed(), speeds)
    }

    /// The variance its haircut uses, per second at scale 1e36.
    #[inline(never)]
    pub(crate) fn variance(&self) -> u128 {
        ratios::variance_with_floor(self.fields[USED], &self.parameters())
    }

    /// Its haircut, wad.
    #[inline(never)]
    pub(crate) fn haircut(&self) -> u128 {
        ratios::haircut(self.variance(), &self.parameters(), &self.liquidation())
    }

    /// The threshold its rules aim at.
    #[inline(never)]
    pub(crate) fn target(&self) -> u32 {
        ratios::target_threshold(self.haircut(), &self.parameters(), &self.liquidation())
    }

    /// Its opening LTV now, wad.
    #[inline(never)]
    pub(crate) fn opening_ltv(&self, now: u64) -> u128 {
        if !self.has(LISTED) {
            return 0;
        }
        ratios::opening_ltv(
            self.thresholds(now).fresh,
            &self.parameters(),
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

/// Numbers as the engine's rules; each has at most 16 bits.
pub(crate) fn parameters_of(values: &[u128]) -> Parameters {
    let mut rules = [0; parameters::COUNT];
    for (to, from) in rules.iter_mut().zip(values) {
        *to = *from as u16;
    }
    Parameters(rules)
}

impl RiskEngine {
    pub(crate) fn now(&self) -> u64 {
        self.vm().block_timestamp()
    }
}
