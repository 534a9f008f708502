//! From what the engine measures and the regime in force to the terms a desk is given: one bundle, never more than a
//! step, existing loans by a ramp.
//!
//! The desk starts every ramp from where its loans are, so a bundle given while a ramp runs goes on at the same speed: it
//! neither gains nor loses but a rounding. That is why one an hour is given, and not one whenever somebody calls.
//!
//! A fall reaches new borrowing at once, and existing loans no faster than governance and the market allow: what a day's fall
//! makes liquidatable has to be sold, so the more there is for the depth, the slower they are tightened
//! ([`crate::ratios::speeds`], the risk engine's own rule).

use crate::{
    monitor::regime::Regime,
    units::{DAY, RATIO_ONE, Ratio},
};

/// Shortest time between two bundles of an asset, seconds.
pub const BUNDLE_DELAY: u64 = 3_600;
/// Longest life of a bundle, seconds.
pub const BUNDLE_LIFE: u64 = 7 * DAY;
/// The furthest a threshold falls in one bundle.
const FALL_MAX: Ratio = RATIO_ONE / 10;
/// The furthest it rises in one bundle.
const RISE_MAX: Ratio = RATIO_ONE / 100;
/// Rises smaller than this are ignored.
const BAND: Ratio = RATIO_ONE / 100;
/// The fastest fall a desk accepts, a day.
const FALL_PER_DAY: Ratio = RATIO_ONE / 5;
/// The fastest rise, a day.
const RISE_PER_DAY: Ratio = RATIO_ONE / 100;
/// The fastest change of the credit for diversification, a day.
const CREDIT_PER_DAY: Ratio = RATIO_ONE / 20;
/// A ramp is never longer: a fall that would take longer goes only as far as it gets. Well below what a desk's field holds.
const RAMP_DAYS: u64 = 100;
/// A liquidation at the threshold leaves at least this part less than all: threshold times one and the bonus.
const REPAID_MAX: u64 = 9_950_000;
/// Largest bonus.
const BONUS_MAX: Ratio = RATIO_ONE / 5;
/// What the opening ratio loses in each regime, 1e-7 of it.
const MARGINS: [Ratio; 4] = [0, RATIO_ONE / 20, RATIO_ONE * 3 / 20, RATIO_ONE * 3 / 10];

/// What the engine measures of an asset.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Measured {
    /// The threshold its rules aim at.
    pub target: Ratio,
    /// Highest loan to value of new borrowing.
    pub opening: Ratio,
    /// Liquidation bonus.
    pub bonus: Ratio,
    /// Highest fall of the threshold of existing loans, a day: what governance allows, and what the market takes.
    pub tighten_per_day: Ratio,
    /// After this instant the figures support no new risk.
    pub valid_until: u64,
}

/// The terms of a collateral as they are pushed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bundle {
    /// Highest loan to value of new borrowing.
    pub open_ltv: Ratio,
    /// Liquidation threshold at the end of the ramp.
    pub threshold: Ratio,
    /// Liquidation bonus.
    pub bonus: Ratio,
    /// When existing loans reach the threshold.
    pub ramp_end: u64,
    /// After this instant the terms support no new risk.
    pub valid_until: u64,
}

impl Measured {
    /// The speed of a fall, a day: nothing is faster than a desk accepts.
    fn speed(&self) -> Ratio {
        self.tighten_per_day.min(FALL_PER_DAY)
    }

    /// How far a threshold falls in one bundle.
    fn reach(&self) -> Ratio {
        // At most 100 fifths of 1e7.
        let longest = u64::from(self.speed()).saturating_mul(RAMP_DAYS);
        longest.min(FALL_MAX.into()) as Ratio
    }
}

/// The bundle for a collateral whose existing loans stand at `now_at` (zero where it has no terms yet).
///
/// A fall waits while `is_held`: the cascade gain is high, or the depth unknown. New borrowing does not wait.
///
/// # Rounding
/// Ratios down; ramps to later ends.
#[must_use]
pub fn bundle(
    measured: &Measured,
    now_at: Ratio,
    regime: Regime,
    is_held: bool,
    now: u64,
) -> Bundle {
    let bonus = measured.bonus.min(BONUS_MAX);
    let target = measured.target.min(threshold_bound(bonus));
    let threshold = if now_at == 0 {
        target
    } else {
        next_threshold(now_at, target, measured.reach(), is_held)
    };
    let from = if now_at == 0 { threshold } else { now_at };
    let is_valid = measured.valid_until > now;
    let open = if is_valid {
        less_margin(measured.opening, regime)
    } else {
        0
    };
    Bundle {
        // Below both ends of the ramp, and never above what the rules aim at.
        open_ltv: open.min(from.min(threshold).min(target).saturating_sub(1)),
        threshold,
        bonus,
        ramp_end: now.saturating_add(duration(from, threshold, measured.speed())),
        valid_until: measured
            .valid_until
            .clamp(now, now.saturating_add(BUNDLE_LIFE)),
    }
}

/// When existing loans reach a credit for diversification, from the one they have.
#[must_use]
pub fn credit_ramp_end(from: Ratio, to: Ratio, now: u64) -> u64 {
    let days = u64::from(from.abs_diff(to)).saturating_mul(DAY);
    now.saturating_add(days.div_ceil(u64::from(CREDIT_PER_DAY)))
}

/// How much of an opening ratio a regime leaves, rounded down.
#[must_use]
pub fn less_margin(opening: Ratio, regime: Regime) -> Ratio {
    let margin = MARGINS.get(regime as usize).copied().unwrap_or(RATIO_ONE);
    let kept = u64::from(RATIO_ONE.saturating_sub(margin));
    let left = u64::from(opening).saturating_mul(kept);
    // Not above the opening ratio.
    left.checked_div(RATIO_ONE.into()).unwrap_or(0) as Ratio
}

/// Where the threshold goes from here, one step at most.
fn next_threshold(now_at: Ratio, target: Ratio, reach: Ratio, is_held: bool) -> Ratio {
    if target < now_at {
        if is_held {
            return now_at;
        }
        return target.max(now_at.saturating_sub(reach));
    }
    if target.saturating_sub(now_at) <= BAND {
        return now_at;
    }
    target.min(now_at.saturating_add(RISE_MAX))
}

/// How long a ramp takes, rounded up.
fn duration(from: Ratio, to: Ratio, fall_per_day: Ratio) -> u64 {
    let speed = if to < from {
        fall_per_day
    } else {
        RISE_PER_DAY
    };
    u64::from(from.abs_diff(to))
        .saturating_mul(DAY)
        .div_ceil(u64::from(speed.max(1)))
}

/// The highest threshold beside a bonus.
fn threshold_bound(bonus: Ratio) -> Ratio {
    let repaid = u64::from(RATIO_ONE).saturating_add(bonus.into());
    let bound = REPAID_MAX
        .saturating_mul(RATIO_ONE.into())
        .checked_div(repaid);
    // Below one, so it fits.
    bound.unwrap_or(0) as Ratio
}
