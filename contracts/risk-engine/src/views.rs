//! What the engine tells: ramps and decay simulated to the block's time.
#![deny(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]

use alloy_primitives::{Address, U256, Uint};
use alm_abi::IRiskEngine::{AssetRisk, Feed, Liquidity, Parameters, Sample};
use alm_engine::{units::ratio_to_wad, volatility::sigma_annual_up};
use alm_stylus::Failure;

use crate::{asset::Asset, contract::RiskEngine, packed::ReportSlot};

pub(crate) fn wide(value: u128) -> U256 {
    U256::from(value)
}

/// Fast, slow and used annual volatility.
pub(crate) fn sigmas(value: &Asset) -> [U256; 3] {
    let variances = &value.state.variances;
    [variances.fast, variances.slow, value.variance()].map(|variance| wide(sigma_annual_up(variance)))
}

impl RiskEngine {
    pub(crate) fn asset_risk_of(&self, asset: Address) -> Result<AssetRisk, Failure> {
        let (value, now) = (self.load_asset(asset)?, self.now());
        let (thresholds, clock) = (value.thresholds(now), value.clock(now));
        let [sigma_fast, sigma_slow, sigma_used] = sigmas(&value);
        Ok(AssetRisk {
            sigmaFast: sigma_fast,
            sigmaSlow: sigma_slow,
            sigmaUsed: sigma_used,
            haircut: wide(value.haircut()),
            targetThreshold: wide(ratio_to_wad(thresholds.target)),
            liquidationThreshold: wide(ratio_to_wad(thresholds.seasoned)),
            openingLtv: wide(value.opening_ltv(now)),
            sampledAt: clock.sampled_at,
            validUntil: clock.valid_until(),
            stale: clock.is_stale(),
            listed: value.feed.listed,
        })
    }

    pub(crate) fn last_sample_of(&self, asset: Address) -> Result<Sample, Failure> {
        let value = self.load_asset(asset)?;
        let (round, variances) = (value.sample.round, value.state.variances);
        Ok(Sample {
            roundId: Uint::from(round.id),
            price: wide(round.price),
            updatedAt: round.updated_at,
            varianceFast: wide(variances.fast),
            varianceSlow: wide(variances.slow),
            varianceUsed: wide(variances.used),
        })
    }

    pub(crate) fn feed_at(&self, asset: Address) -> Feed {
        // An asset never listed has the zero feed.
        let feed = self.load_asset(asset).unwrap_or_default().feed;
        Feed { feed: feed.feed, decimals: feed.decimals, interval: feed.interval, history: feed.history }
    }

    pub(crate) fn parameters_of(&self, asset: Address) -> Result<Parameters, Failure> {
        let [quantile, tail, sigma_floor, bonus, margin, floor, cap, opening, tighten, loosen, band, budget] =
            self.load_asset(asset)?.rules.parameters.0;
        Ok(Parameters {
            quantile,
            tailMultiplier: tail,
            sigmaFloor: sigma_floor,
            bonus,
            margin,
            thresholdFloor: floor,
            thresholdCap: cap,
            openingFloor: opening,
            tightenPerDay: tighten,
            loosenPerDay: loosen,
            hysteresis: band,
            lossBudget: budget,
        })
    }

    pub(crate) fn liquidity_of(&self, asset: Address) -> Result<Liquidity, Failure> {
        let until = self.load_asset(asset)?.rules.report_until;
        let report = ReportSlot::unpack(self.assets.getter(asset).report.get()).liquidity;
        Ok(Liquidity {
            depth: report.depth,
            exposure: report.exposure,
            slippage: report.slippage,
            halfSpread: report.half_spread,
            latency: report.latency,
            refill: report.refill,
            validUntil: until,
        })
    }
}
