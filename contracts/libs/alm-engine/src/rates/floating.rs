//! The state of a floating rate: an adaptive curve that no spike inside a block can move.
//!
//! A report of utilisation counts for the time until the next one, never for the past and never by itself: a report
//! that is replaced in the same second has held for no time. The level moves with the utilisation that held; the curve
//! answers to its mean over ten minutes; the lagged tracks follow the rate that held.

use crate::{
    rates::{adaptive_curve::AdaptiveCurve, lagged::Lagged, rate::Rate},
    units::WAD,
    volatility::ewma::weight,
    wide,
};

/// Time constant of the mean utilisation: ten minutes. What holds for a second has a weight of 1/600.
pub const TAU_UTILISATION: u64 = 600;

/// The floating rate of a book.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Floating {
    /// The level: the rate at the target utilisation.
    pub at_target: Rate,
    /// The two lagged tracks.
    pub lagged: Lagged,
    /// When the state last moved, seconds since 1970.
    pub updated_at: u64,
    /// The utilisation that has held since, as last reported, wad.
    pub reported: u64,
    /// The mean utilisation until then, wad.
    pub mean: u64,
}

impl Floating {
    /// The state of a book at listing: a level inside the bounds of the curve, and a utilisation (wad) that has always
    /// held.
    #[must_use]
    pub fn settled(at_target: Rate, utilisation: u128, now: u64, curve: &AdaptiveCurve) -> Self {
        let at_target = at_target.max(curve.least).min(curve.most);
        let utilisation = stored(utilisation);
        Self {
            at_target,
            lagged: Lagged::settled(curve.rate(at_target, utilisation.into())),
            updated_at: now,
            reported: utilisation,
            mean: utilisation,
        }
    }

    /// The floating rate as of the last update, rounded up: the curve at the mean utilisation.
    #[must_use]
    pub fn rate(&self, curve: &AdaptiveCurve) -> Rate {
        curve.rate(self.at_target, self.mean.into())
    }

    /// The state now, the last report still holding. Nothing moves within the second of the last update, nor back in
    /// time.
    ///
    /// # Rounding
    /// Rates as their rules say; the mean utilisation up.
    #[must_use]
    pub fn at(self, now: u64, curve: &AdaptiveCurve) -> Self {
        let seconds = now.saturating_sub(self.updated_at);
        if seconds == 0 {
            return self;
        }
        Self {
            at_target: curve.at_target_after(self.at_target, self.reported.into(), seconds),
            lagged: self.lagged.after(self.rate(curve), seconds),
            updated_at: now,
            mean: self.mean_after(seconds),
            ..self
        }
    }

    /// The state with a new report of utilisation (wad; above one counts as one), which counts from now on.
    #[must_use]
    pub fn with_report(self, utilisation: u128) -> Self {
        Self {
            reported: stored(utilisation),
            ..self
        }
    }

    /// The mean utilisation after some seconds, rounded up.
    fn mean_after(&self, seconds: u64) -> u64 {
        let past = weight(seconds, TAU_UTILISATION);
        let kept = wide::mul_div_up(self.mean.into(), past, WAD);
        let gained = wide::mul_div_up(self.reported.into(), WAD.saturating_sub(past), WAD);
        stored(kept.saturating_add(gained))
    }
}

/// A utilisation as it is kept: at most one.
fn stored(utilisation: u128) -> u64 {
    utilisation.min(WAD) as u64
}
