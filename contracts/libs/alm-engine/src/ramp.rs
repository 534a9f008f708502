//! How ratios move in time: new borrowing follows a fall at once, existing loans by a ramp, rises are slow.

use crate::{
    units::{DAY, Ratio},
    volatility::ewma::STALE_AFTER,
};

/// The liquidation thresholds of one asset.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Thresholds {
    /// What the rules aim at.
    pub target: Ratio,
    /// What new borrowing is measured by: never above the target.
    pub fresh: Ratio,
    /// What existing loans are measured by: never below `fresh`.
    pub seasoned: Ratio,
}

/// How fast thresholds may move.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Speeds {
    /// Highest fall for existing loans, per day.
    pub tighten: Ratio,
    /// Highest rise, per day.
    pub loosen: Ratio,
    /// Rises stop this far below the target.
    pub band: Ratio,
}

/// Seconds for which each movement was allowed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Elapsed {
    /// Time during which existing loans were tightened: stands still while the depth report is out of date.
    pub tightening: u64,
    /// Time during which ratios might rise: stands still while any input is out of date.
    pub loosening: u64,
}

impl Thresholds {
    /// All three at one value.
    #[must_use]
    pub const fn settled(target: Ratio) -> Self {
        Self {
            target,
            fresh: target,
            seasoned: target,
        }
    }

    /// The thresholds after some time, the target unchanged.
    ///
    /// # Rounding
    /// Every movement is rounded down: a ramp is never faster than promised.
    #[must_use]
    pub fn after(self, elapsed: Elapsed, speeds: Speeds) -> Self {
        let ceiling = self.target.saturating_sub(speeds.band);
        let risen = self
            .fresh
            .saturating_add(distance(speeds.loosen, elapsed.loosening))
            .min(ceiling);
        let fresh = self.fresh.max(risen);
        let fallen = self
            .seasoned
            .saturating_sub(distance(speeds.tighten, elapsed.tightening));
        Self {
            target: self.target,
            fresh,
            seasoned: fallen.max(fresh),
        }
    }

    /// The thresholds with a new target: lower for new borrowing at once, for nobody higher at once.
    #[must_use]
    pub fn aimed_at(self, target: Ratio) -> Self {
        Self {
            target,
            fresh: self.fresh.min(target),
            seasoned: self.seasoned,
        }
    }
}

/// How far a speed leads in some time, rounded down.
fn distance(speed_per_day: Ratio, seconds: u64) -> Ratio {
    let distance = u64::from(speed_per_day).saturating_mul(seconds) / DAY;
    Ratio::try_from(distance).unwrap_or(Ratio::MAX)
}

/// The times the ratios of an asset depend on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Clock {
    /// The block's time.
    pub now: u64,
    /// When the thresholds were stored.
    pub anchored_at: u64,
    /// When the feed wrote the newest sample.
    pub sampled_at: u64,
    /// Until when the liquidity report may be used.
    pub report_until: u64,
}

impl Clock {
    /// When the volatility estimate goes stale.
    #[must_use]
    pub fn stale_at(&self) -> u64 {
        self.sampled_at.saturating_add(STALE_AFTER)
    }

    /// Whether the volatility estimate is stale.
    #[must_use]
    pub fn is_stale(&self) -> bool {
        self.now > self.stale_at()
    }

    /// After this moment the figures support no new risk.
    #[must_use]
    pub fn valid_until(&self) -> u64 {
        self.stale_at().min(self.report_until)
    }

    /// For how long the figures have supported no new risk.
    #[must_use]
    pub fn overdue(&self) -> u64 {
        self.now.saturating_sub(self.valid_until())
    }

    /// For how long each movement was allowed since the thresholds were stored.
    #[must_use]
    pub fn elapsed(&self) -> Elapsed {
        let until = |end: u64| self.now.min(end).saturating_sub(self.anchored_at);
        Elapsed {
            tightening: until(self.report_until),
            loosening: until(self.valid_until()),
        }
    }
}
