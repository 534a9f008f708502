//! Exponentially weighted variance of log-returns over irregular steps.
//!
//! For a return r over dt seconds, `V <- a V + (1 - a) r^2 / dt` with `a = e^(-dt/tau)`. A variance is per second, at
//! scale 1e36, rounded up, and saturates at [`VARIANCE_MAX`].

use alm_math::lean;

use crate::{
    units::{DAY, WAD, YEAR},
    wide,
};

/// Time constant of the fast estimate: one day.
pub const TAU_FAST: u64 = DAY;
/// Time constant of the slow estimate: sixteen days, RiskMetrics' 0.94 a day.
pub const TAU_SLOW: u64 = 16 * DAY;
/// Without a sample for this long an estimate is stale, and no longer step is believed.
pub const STALE_AFTER: u64 = 3 * TAU_FAST;
/// The largest variance per second, 1e36: an annual volatility of 561, beyond which every haircut is total.
pub const VARIANCE_MAX: u128 = 10_000_000_000_000_000_000_000_000_000_000_000;

/// The three variances kept for an asset, per second at scale 1e36.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Variances {
    /// Over [`TAU_FAST`].
    pub fast: u128,
    /// Over [`TAU_SLOW`].
    pub slow: u128,
    /// What the ratios use: the larger of both at once, and never falling faster than the slow weight.
    pub used: u128,
}

impl Variances {
    /// The state of an asset whose history is one given variance.
    #[must_use]
    pub const fn constant(variance: u128) -> Self {
        Self {
            fast: variance,
            slow: variance,
            used: variance,
        }
    }

    /// The variances after one more price.
    ///
    /// `dt` is capped at [`STALE_AFTER`]: both the observed rate and the weight of the past are then higher than with
    /// the true step, so a gap never makes the estimate smaller.
    ///
    /// # Rounding
    /// Up.
    #[must_use]
    pub fn after(self, last_price: u128, price: u128, dt: u64) -> Self {
        let dt = dt.clamp(1, STALE_AFTER);
        let observed = observed_variance_up(last_price, price, dt);
        let slow_weight = weight(dt, TAU_SLOW);
        let fast = ewma_step_up(self.fast, observed, weight(dt, TAU_FAST));
        let slow = ewma_step_up(self.slow, observed, slow_weight);
        let held = wide::mul_div_up(self.used, slow_weight, WAD);
        Self {
            fast,
            slow,
            used: held.max(fast).max(slow),
        }
    }
}

/// `ln(price / last_price)^2 / dt`, per second at scale 1e36, rounded up; [`VARIANCE_MAX`] for a price of zero.
#[must_use]
pub fn observed_variance_up(last_price: u128, price: u128, dt: u64) -> u128 {
    let Ok(log_return) = lean::ln_ratio(price, last_price) else {
        return VARIANCE_MAX;
    };
    let magnitude = log_return.unsigned_abs();
    wide::mul_div_up(magnitude, magnitude, u128::from(dt.max(1)))
}

/// The weight of the past after `dt` seconds, wad.
#[must_use]
#[inline(never)]
pub fn weight(dt: u64, tau: u64) -> u128 {
    // Only tau = 0 fails, and without memory the past has no weight.
    lean::decay(dt, tau).unwrap_or(0)
}

/// One step: `a V + (1 - a) x`, rounded up, for variances and a weight `a` in wad.
#[must_use]
#[inline(never)]
pub fn ewma_step_up(variance: u128, observed: u128, weight: u128) -> u128 {
    // Written from the smaller of both, so that there is one product, of a difference.
    let (base, gap, share) = if observed >= variance {
        (
            variance,
            observed.saturating_sub(variance),
            WAD.saturating_sub(weight),
        )
    } else {
        (observed, variance.saturating_sub(observed), weight)
    };
    let moved = wide::mul_div_up(gap, share, WAD);
    base.saturating_add(moved).min(VARIANCE_MAX)
}

/// Annual volatility of a variance per second, wad, rounded up.
#[must_use]
pub fn sigma_annual_up(variance: u128) -> u128 {
    // lean::sqrt(x) is sqrt(x * 1e18): with x = V * YEAR / 1e6 the root is sigma at scale 1e24, to the nearest.
    let scaled = wide::mul_div_up(variance.min(VARIANCE_MAX), u128::from(YEAR), 1_000_000);
    wide::mul_div_up(lean::sqrt(scaled).saturating_add(1), 1, 1_000_000)
}

/// Variance per second of an annual volatility in wad, rounded up.
#[must_use]
pub fn variance_of_sigma_up(sigma: u128) -> u128 {
    wide::mul_div_up(sigma, sigma, u128::from(YEAR)).min(VARIANCE_MAX)
}
