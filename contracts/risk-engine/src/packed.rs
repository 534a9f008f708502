//! The five slots of an asset, packed and unpacked. Layout table: `contracts/docs/risk-engine.md`.
#![deny(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]

use alloy_primitives::{Address, B256};
use alm_engine::{
    haircut::liquidity::{Liquidation, Liquidity},
    parameters::Parameters,
    ramp::Thresholds,
    volatility::{Variances, sampling::Round},
};
use alm_stylus::{
    packed::{Reader, Writer, from_float, to_float_up},
    words::Word,
};

/// Where prices come from, and how the asset is sold. Bits from the top: feed 160, decimals 8, listed and history 8,
/// interval 16, horizon 24, cost 20, crowding 20.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct FeedSlot {
    pub(crate) feed: Address,
    pub(crate) decimals: u8,
    pub(crate) listed: bool,
    pub(crate) history: bool,
    pub(crate) interval: u32,
    pub(crate) liquidation: Liquidation,
}

impl FeedSlot {
    pub(crate) fn unpack(slot: B256) -> Self {
        let mut reader = Reader::new(slot);
        let mut feed = [0; 20];
        for byte in &mut feed {
            *byte = reader.pop(1) as u8;
        }
        let decimals = reader.pop(1) as u8;
        let (flags, interval) = (reader.pop(1), reader.pop(2) as u32);
        let horizon = reader.pop(3) as u32;
        let shares = reader.pop(5);
        Self {
            feed: Address::new(feed),
            decimals,
            listed: flags & 1 != 0,
            history: flags & 2 != 0,
            interval,
            liquidation: Liquidation {
                horizon,
                cost: (shares >> 20) as u32,
                crowding: (shares & 0xf_ffff) as u32,
            },
        }
    }

    pub(crate) fn pack(&self) -> B256 {
        let mut writer = Writer::default();
        writer.push_bytes(self.feed.as_slice());
        writer.push(u64::from(self.decimals), 1);
        writer.push(u64::from(self.listed) | (u64::from(self.history) << 1), 1);
        writer.push(u64::from(self.interval), 2);
        writer.push(u64::from(self.liquidation.horizon), 3);
        writer.push(
            (u64::from(self.liquidation.cost) << 20) | u64::from(self.liquidation.crowding),
            5,
        );
        writer.finish()
    }
}

/// The rules. Bits from the top: twelve parameters of 16, end of the liquidity report 32, last change 32.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct RulesSlot {
    pub(crate) parameters: Parameters,
    pub(crate) report_until: u64,
    pub(crate) changed_at: u64,
}

impl RulesSlot {
    pub(crate) fn unpack(slot: B256) -> Self {
        let mut reader = Reader::new(slot);
        let mut parameters = Parameters::default();
        for value in &mut parameters.0 {
            *value = reader.pop(2) as u16;
        }
        Self {
            parameters,
            report_until: reader.pop(4),
            changed_at: reader.pop(4),
        }
    }

    pub(crate) fn pack(&self) -> B256 {
        let mut writer = Writer::default();
        for value in self.parameters.0 {
            writer.push(u64::from(value), 2);
        }
        writer.push(self.report_until, 4);
        writer.push(self.changed_at, 4);
        writer.finish()
    }
}

/// The liquidity report. Bits from the top: depth 64, exposure 64, slippage 16, half-spread 16, latency 32, refill 32,
/// reported at 32.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct ReportSlot {
    pub(crate) liquidity: Liquidity,
    pub(crate) reported_at: u64,
}

impl ReportSlot {
    pub(crate) fn unpack(slot: B256) -> Self {
        let mut reader = Reader::new(slot);
        let liquidity = Liquidity {
            depth: reader.pop(8),
            exposure: reader.pop(8),
            slippage: reader.pop(2) as u16,
            half_spread: reader.pop(2) as u16,
            latency: reader.pop(4) as u32,
            refill: reader.pop(4) as u32,
        };
        Self {
            liquidity,
            reported_at: reader.pop(4),
        }
    }

    pub(crate) fn pack(&self) -> B256 {
        let (report, mut writer) = (&self.liquidity, Writer::default());
        writer.push(report.depth, 8);
        writer.push(report.exposure, 8);
        writer.push(u64::from(report.slippage), 2);
        writer.push(u64::from(report.half_spread), 2);
        writer.push(u64::from(report.latency), 4);
        writer.push(u64::from(report.refill), 4);
        writer.push(self.reported_at, 4);
        writer.finish()
    }
}

impl ReportSlot {
    /// `Liquidity` of the interface, with the report's end.
    pub(crate) fn words(&self, until: u64) -> [B256; 7] {
        let report = &self.liquidity;
        [
            report.depth.word(),
            report.exposure.word(),
            report.slippage.word(),
            report.half_spread.word(),
            report.latency.word(),
            report.refill.word(),
            until.word(),
        ]
    }
}

/// The newest sample. Bits from the top: round 80, price 88, written at 32, thresholds stored at
/// 32, unused 24.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct SampleSlot {
    pub(crate) round: Round,
    pub(crate) anchored_at: u64,
}

impl SampleSlot {
    pub(crate) fn unpack(slot: B256) -> Self {
        let mut reader = Reader::new(slot);
        let (id, price) = (reader.pop_long(10), reader.pop_long(11));
        let round = Round {
            id,
            price,
            updated_at: reader.pop(4),
        };
        Self {
            round,
            anchored_at: reader.pop(4),
        }
    }

    pub(crate) fn pack(&self) -> B256 {
        let mut writer = Writer::default();
        writer.push_long(self.round.id, 10);
        writer.push_long(self.round.price, 11);
        writer.push(self.round.updated_at, 4);
        writer.push(self.anchored_at, 4);
        writer.finish()
    }
}

/// Variances and thresholds. Bits from the top: fast 64, slow 64, used 56 (each a rounded-up float with a 6-bit shift),
/// target 24, fresh 24, seasoned 24 (1e-7).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct StateSlot {
    pub(crate) variances: Variances,
    pub(crate) thresholds: Thresholds,
}

impl StateSlot {
    pub(crate) fn unpack(slot: B256) -> Self {
        let mut reader = Reader::new(slot);
        Self {
            variances: Variances {
                fast: from_float(reader.pop(8)),
                slow: from_float(reader.pop(8)),
                used: from_float(reader.pop(7)),
            },
            thresholds: Thresholds {
                target: reader.pop(3) as u32,
                fresh: reader.pop(3) as u32,
                seasoned: reader.pop(3) as u32,
            },
        }
    }

    pub(crate) fn pack(&self) -> B256 {
        let (variances, thresholds) = (&self.variances, &self.thresholds);
        let mut writer = Writer::default();
        writer.push(to_float_up(variances.fast, 64), 8);
        writer.push(to_float_up(variances.slow, 64), 8);
        writer.push(to_float_up(variances.used, 56), 7);
        for ratio in [thresholds.target, thresholds.fresh, thresholds.seasoned] {
            writer.push(u64::from(ratio), 3);
        }
        writer.finish()
    }
}
