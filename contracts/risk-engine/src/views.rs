//! What the engine tells: ramps and decay simulated to the block's time.
#![deny(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]

use alloc::vec::Vec;

use alloy_primitives::B256;
use alm_engine::{units::ratio_to_wad, volatility::sigma_annual_up};
use alm_stylus::words::{Word, result};

use crate::{asset::Asset, packed::ReportSlot};

/// Fast, slow and used annual volatility.
pub(crate) fn sigmas(value: &Asset) -> [B256; 3] {
    let variances = &value.state.variances;
    [variances.fast, variances.slow, value.variance()]
        .map(|variance| sigma_annual_up(variance).word())
}

/// `AssetRisk` as of `now`.
pub(crate) fn asset_risk(value: &Asset, now: u64) -> Vec<u8> {
    let (thresholds, clock) = (value.thresholds(now), value.clock(now));
    let [fast, slow, used] = sigmas(value);
    result(&[
        fast,
        slow,
        used,
        value.haircut().word(),
        ratio_to_wad(thresholds.target).word(),
        ratio_to_wad(thresholds.seasoned).word(),
        value.opening_ltv(now).word(),
        clock.sampled_at.word(),
        clock.valid_until().word(),
        clock.is_stale().word(),
        value.feed.listed.word(),
    ])
}

/// `Sample`.
pub(crate) fn last_sample(value: &Asset) -> Vec<u8> {
    let (round, variances) = (value.sample.round, value.state.variances);
    result(&[
        round.id.word(),
        round.price.word(),
        round.updated_at.word(),
        variances.fast.word(),
        variances.slow.word(),
        variances.used.word(),
    ])
}

/// `Feed`.
pub(crate) fn feed(value: &Asset) -> Vec<u8> {
    let feed = &value.feed;
    result(&[
        feed.feed.word(),
        feed.decimals.word(),
        feed.interval.word(),
        feed.history.word(),
    ])
}

/// `Parameters`.
pub(crate) fn parameters(value: &Asset) -> Vec<u8> {
    result(&value.rules.parameters.0.map(Word::word))
}

/// `Liquidity`.
pub(crate) fn liquidity(value: &Asset, report: &ReportSlot) -> Vec<u8> {
    result(&report.words(value.rules.report_until))
}
