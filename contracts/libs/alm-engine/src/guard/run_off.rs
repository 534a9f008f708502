//! The run-off: the part of the floating deposits expected to leave within the horizon.
//!
//! A statistic of net outflows per epoch (day), frozen during each: exponentially weighted mean and variance,
//! `d = x - m;  m <- m + (1 - a) d;  v <- a (v + (1 - a) d^2)`, and the run-off at a confidence is
//! `m h + z sqrt(v h)` over `h` epochs. Inflows are never counted upon: a mean below zero counts as zero, so deposits
//! made to be seen cannot lower it. Rounded up.

use alm_math::lean;

use crate::{
    money::{Amount, Balance},
    units::{PPM, WAD},
    wide,
};

/// One, as a number of millionths.
const MILLION: u32 = 1_000_000;
/// The largest share of the deposits one epoch can show, either way: all of them.
const WHOLE: i128 = WAD as i128;

/// What is remembered of the net outflows of past epochs, as shares of the deposits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Outflows {
    /// Mean per epoch, wad; above zero when deposits leave.
    pub mean: i128,
    /// Variance per epoch, wad.
    pub variance: u128,
}

/// How the run-off is read off the statistic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Confidence {
    /// Number of deviations above the mean (z), wad.
    pub deviations: u128,
    /// Horizon, in epochs.
    pub horizon: u16,
    /// The least run-off, in millionths.
    pub floor: u32,
}

/// The net outflow of `epochs` epochs as a share of the deposits at their start, per epoch: wad, rounded up, between
/// minus one and one. All that left counts as one where there were no deposits.
#[must_use]
pub fn observed(opening: Amount, net_outflow: Balance, epochs: u16) -> i128 {
    let size = net_outflow.magnitude();
    let base = wide::mul(opening.raw(), epochs.max(1).into());
    if net_outflow.raw() > 0 {
        return share(size.part_up(WAD, base));
    }
    share(size.part_down(WAD, base)).saturating_neg()
}

/// A share of the deposits, at most all of them.
fn share(wad: Amount) -> i128 {
    wad.signed().raw().min(WHOLE)
}

impl Outflows {
    /// The statistic after its first observation.
    #[must_use]
    pub const fn starting_at(observed: i128) -> Self {
        Self {
            mean: observed,
            variance: 0,
        }
    }

    /// The statistic after a further observation; `weight` is what the past keeps (a), wad at most one.
    ///
    /// The mean is rounded towards the observation above it and away from the one below, so up; the variance up.
    #[must_use]
    pub fn after(self, observed: i128, weight: u128) -> Self {
        let kept = weight.min(WAD);
        let fresh = WAD.saturating_sub(kept);
        let mean = Balance::new(self.mean);
        let distance = Balance::new(observed).minus(mean);
        let (rise, fall) = (distance.gain(), distance.shortfall());
        let mean = mean
            .plus(rise.part_up(fresh, WAD).signed())
            .minus(fall.part_down(fresh, WAD).signed())
            .raw();
        let size = distance.magnitude().raw();
        let square = wide::mul_div_up(size, size, WAD);
        let spread = wide::mul_div_up(square, fresh, WAD);
        let variance = wide::mul_div_up(self.variance.saturating_add(spread), kept, WAD);
        Self { mean, variance }
    }

    /// How many deviations an observation lies above the mean before it (z): wad, towards zero; zero without
    /// variance.
    #[must_use]
    pub fn surprise(self, observed: i128) -> i128 {
        if self.variance == 0 {
            return 0;
        }
        let distance = observed.saturating_sub(self.mean);
        let size = wide::mul_div_down(distance.unsigned_abs(), WAD, lean::sqrt(self.variance));
        let size = i128::try_from(size).unwrap_or(i128::MAX);
        size.saturating_mul(distance.signum())
    }

    /// The run-off at a confidence, in millionths, rounded up: at least the floor, at most all.
    #[must_use]
    pub fn run_off(self, confidence: Confidence) -> u32 {
        let epochs = u128::from(confidence.horizon);
        let drift = wide::mul(Balance::new(self.mean).gain().raw(), epochs);
        // The root is rounded to the nearest; one more is above it.
        let deviation = lean::sqrt(wide::mul(self.variance, epochs)).saturating_add(1);
        let above = wide::mul_div_up(deviation, confidence.deviations, WAD);
        let share = wide::mul_div_up(drift.saturating_add(above), 1, PPM);
        let share = u32::try_from(share).unwrap_or(MILLION);
        share.max(confidence.floor).min(MILLION)
    }
}
