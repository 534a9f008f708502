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
    packed::{Half, from_float, join, split, to_float_up},
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
        let (_, mut low) = split(slot);
        let mut address = [0; 20];
        if let Some(bytes) = slot.as_slice().first_chunk() {
            address = *bytes;
        }
        let crowding = low.pop(20) as u32;
        let cost = low.pop(20) as u32;
        let horizon = low.pop(24) as u32;
        let interval = low.pop(16) as u32;
        let flags = low.pop(8);
        Self {
            feed: Address::new(address),
            decimals: low.pop(8) as u8,
            listed: flags & 1 != 0,
            history: flags & 2 != 0,
            interval,
            liquidation: Liquidation {
                horizon,
                cost,
                crowding,
            },
        }
    }

    pub(crate) fn pack(&self) -> B256 {
        let flags = u128::from(self.listed) | (u128::from(self.history) << 1);
        let mut address = [0; 32];
        let (first, _) = address.split_at_mut(20);
        first.copy_from_slice(self.feed.as_slice());
        let (high, low) = split(B256::new(address));
        let rest = Half::default()
            .push(u128::from(self.decimals), 8)
            .push(flags, 8)
            .push(u128::from(self.interval), 16)
            .push(u128::from(self.liquidation.horizon), 24)
            .push(u128::from(self.liquidation.cost), 20)
            .push(u128::from(self.liquidation.crowding), 20);
        join(high, Half(low.0 | rest.0))
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
        let (mut high, mut low) = split(slot);
        let changed_at = low.pop(32) as u64;
        let report_until = low.pop(32) as u64;
        let mut parameters = Parameters::default();
        for (index, value) in parameters.0.iter_mut().enumerate().rev() {
            *value = if index < 8 { high.pop(16) } else { low.pop(16) } as u16;
        }
        Self {
            parameters,
            report_until,
            changed_at,
        }
    }

    pub(crate) fn pack(&self) -> B256 {
        let (mut high, mut low) = (Half::default(), Half::default());
        for (index, value) in self.parameters.0.iter().enumerate() {
            let half = if index < 8 { &mut high } else { &mut low };
            *half = half.push(u128::from(*value), 16);
        }
        join(
            high,
            low.push(u128::from(self.report_until), 32)
                .push(u128::from(self.changed_at), 32),
        )
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
        let (mut high, mut low) = split(slot);
        let exposure = high.pop(64) as u64;
        let reported_at = low.pop(32) as u64;
        let refill = low.pop(32) as u32;
        let latency = low.pop(32) as u32;
        let half_spread = low.pop(16) as u16;
        let slippage = low.pop(16) as u16;
        let depth = high.pop(64) as u64;
        Self {
            liquidity: Liquidity {
                depth,
                exposure,
                slippage,
                half_spread,
                latency,
                refill,
            },
            reported_at,
        }
    }

    pub(crate) fn pack(&self) -> B256 {
        let report = &self.liquidity;
        let high = Half::default()
            .push(u128::from(report.depth), 64)
            .push(u128::from(report.exposure), 64);
        let low = Half::default()
            .push(u128::from(report.slippage), 16)
            .push(u128::from(report.half_spread), 16)
            .push(u128::from(report.latency), 32)
            .push(u128::from(report.refill), 32)
            .push(u128::from(self.reported_at), 32);
        join(high, low)
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

/// The newest sample. Bits from the top: unused 16, round 80, written at 32, unused 8, price 88, thresholds stored at 32.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct SampleSlot {
    pub(crate) round: Round,
    pub(crate) anchored_at: u64,
}

impl SampleSlot {
    pub(crate) fn unpack(slot: B256) -> Self {
        let (mut high, mut low) = split(slot);
        let anchored_at = low.pop(32) as u64;
        let updated_at = high.pop(32) as u64;
        let round = Round {
            id: high.pop(80),
            price: low.pop(88),
            updated_at,
        };
        Self { round, anchored_at }
    }

    pub(crate) fn pack(&self) -> B256 {
        let high = Half::default()
            .push(self.round.id, 80)
            .push(u128::from(self.round.updated_at), 32);
        join(
            high,
            Half::default()
                .push(self.round.price, 88)
                .push(u128::from(self.anchored_at), 32),
        )
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
        let (mut high, mut low) = split(slot);
        let seasoned = low.pop(24) as u32;
        let fresh = low.pop(24) as u32;
        let target = low.pop(24) as u32;
        let slow = from_float(high.pop(64));
        let fast = from_float(high.pop(64));
        Self {
            variances: Variances {
                fast,
                slow,
                used: from_float(low.pop(56)),
            },
            thresholds: Thresholds {
                target,
                fresh,
                seasoned,
            },
        }
    }

    pub(crate) fn pack(&self) -> B256 {
        let variances = &self.variances;
        let high = Half::default()
            .push(to_float_up(variances.fast, 64), 64)
            .push(to_float_up(variances.slow, 64), 64);
        let low = Half::default()
            .push(to_float_up(variances.used, 56), 56)
            .push(u128::from(self.thresholds.target), 24)
            .push(u128::from(self.thresholds.fresh), 24)
            .push(u128::from(self.thresholds.seasoned), 24);
        join(high, low)
    }
}
