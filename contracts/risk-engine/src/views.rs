//! What the engine tells: ramps and decay simulated to the block's time.
#![deny(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]

use alm_engine::{
    units::ratio_to_wad,
    volatility::{Variances, sigma_annual_up},
};

use alm_stylus::words::{Word, word};

use crate::asset::{Asset, LISTED};

/// Fast, slow and used annual volatility.
#[inline(never)]
pub(crate) fn sigmas(value: &Asset) -> [u128; 3] {
    let Variances { fast, slow, .. } = value.variances();
    [fast, slow, value.variance()].map(sigma_annual_up)
}

/// Writes an `Observation`.
pub(crate) fn observation(value: &Asset, into: &mut [Word]) {
    let round = value.round();
    let Variances { fast, slow, .. } = value.variances();
    let figures = [
        value.interval().into(),
        round.price,
        round.updated_at.into(),
        fast,
        slow,
    ];
    if let Some((feed, rest)) = into.split_first_mut() {
        *feed = value.feed;
        rest.iter_mut()
            .zip(figures)
            .for_each(|(to, figure)| *to = word(figure));
    }
}

/// `AssetRisk` as of `now`.
pub(crate) fn asset_risk(value: &Asset, now: u64) -> [u128; 11] {
    let (thresholds, clock) = (value.thresholds(now), value.clock(now));
    let [fast, slow, used] = sigmas(value);
    [
        fast,
        slow,
        used,
        value.haircut(),
        ratio_to_wad(thresholds.target),
        ratio_to_wad(thresholds.seasoned),
        value.opening_ltv(now),
        clock.sampled_at.into(),
        clock.valid_until().into(),
        clock.is_stale().into(),
        value.has(LISTED).into(),
    ]
}
