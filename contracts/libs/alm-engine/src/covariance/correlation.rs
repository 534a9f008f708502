//! The correlation of two assets: what was measured, and what is believed.

use crate::{
    covariance::marginal::Move,
    units::{BPS, WAD},
    wide,
};

/// One, as a signed wad.
const ONE: i128 = WAD as i128;
/// No two collaterals are believed to be less correlated: in a fall they are not.
pub const FLOOR: u128 = WAD / 2;

/// Most samples that are counted.
pub const SAMPLES_MAX: i16 = 254;
/// What completing a pair adds: the common sample, and what was taken off while the other's was missing.
pub const COMPLETED: u8 = 2;

/// A correlation as measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Estimate {
    /// Wad, between minus one and one.
    pub correlation: i128,
    /// Samples behind it, less those that only one of the two had: at most [`SAMPLES_MAX`], and not below zero, but for minus
    /// one where a pair without samples has just missed one, which the other's sample of that slot may still complete.
    pub samples: i16,
}

/// What an estimate is worth when it matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stress {
    /// How far the correlation is pulled to one, bps.
    pub pull: u16,
    /// The least number of samples that is believed.
    pub min_samples: u8,
}

impl Default for Estimate {
    /// A pair of which nothing is known is one asset.
    fn default() -> Self {
        Self {
            correlation: ONE,
            samples: 0,
        }
    }
}

impl Estimate {
    /// The estimate after both assets moved over the same time: `rho <- c c' rho + e e'`, and `samples` more behind it: one,
    /// or [`COMPLETED`].
    ///
    /// # Rounding
    /// To within three units of 1e-18.
    #[must_use]
    pub fn after(self, one: Move, other: Move, samples: u8) -> Self {
        let kept = wide::mul_div_down(one.kept(), other.kept(), WAD);
        self.moved(kept, product(one.fresh, other.fresh), samples)
    }

    /// The same, given the product of what the past kept and the product of what is fresh, wad.
    #[must_use]
    pub fn moved(self, kept: u128, fresh: i128, samples: u8) -> Self {
        // A wad is below 2^60, so it fits.
        let past = product(self.correlation, kept.min(WAD) as i128);
        // What was missed in another slot is no debt.
        let least = if samples < COMPLETED { 0 } else { -1 };
        let before = self.samples.max(least);
        Self {
            correlation: past.saturating_add(fresh).clamp(-ONE, ONE),
            samples: before.saturating_add(samples.into()).min(SAMPLES_MAX),
        }
    }

    /// The estimate after only one of the two had a sample: what is not renewed is forgotten.
    #[must_use]
    pub fn missed(self) -> Self {
        Self {
            samples: self.samples.max(0).saturating_sub(1),
            ..self
        }
    }

    /// The correlation to be used: one with too few samples; else at least [`FLOOR`], and pulled to one,
    /// `rho + lambda (1 - rho)`. Wad.
    ///
    /// A matrix of such correlations stays positive semi-definite where the measured one is: it is a mean of it and the
    /// matrix of ones (up to the floor, which only raises entries and so the variance of a long portfolio).
    ///
    /// # Rounding
    /// Up.
    #[must_use]
    pub fn believed(self, stress: &Stress) -> u128 {
        if self.samples < stress.min_samples.into() {
            return WAD;
        }
        let floored = u128::try_from(self.correlation).unwrap_or(0).max(FLOOR);
        let pull = u128::from(stress.pull).saturating_mul(BPS);
        pulled(floored, pull)
    }
}

/// `rho + lambda (1 - rho)` of wads, not below zero, rounded up.
#[must_use]
pub fn pulled(correlation: u128, pull: u128) -> u128 {
    let missing = WAD.saturating_sub(correlation);
    let left = wide::mul_div_down(missing, WAD.saturating_sub(pull), WAD);
    WAD.saturating_sub(left)
}

/// How far to pull, by how much faster prices move than they did: `clamp(fast / slow - 1, 0, 1)` of two variances'
/// roots, bps, rounded up. All the way where there is no slow one.
#[must_use]
pub fn pull_of(fast: u128, slow: u128) -> u16 {
    const WHOLE: u128 = 10_000;
    if fast <= slow {
        return 0;
    }
    // At most (1 + 1)^2 of the slow one is told apart, so the ratio at scale 1e18 fits.
    let ratio = wide::mul_div_up(fast, WAD, slow).min(WAD.saturating_mul(4));
    let root = alm_math::lean::sqrt(ratio).saturating_add(1);
    let above = root.saturating_sub(WAD).div_ceil(BPS);
    above.min(WHOLE) as u16
}

/// The product of two signed wads of at most one, towards minus infinity.
#[must_use]
pub fn product(a: i128, b: i128) -> i128 {
    // At most 1e36.
    a.saturating_mul(b).div_euclid(ONE)
}
