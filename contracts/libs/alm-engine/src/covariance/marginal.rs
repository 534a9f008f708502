//! One asset's part of the covariances.

use alm_math::lean;

use crate::{
    units::WAD,
    volatility::{
        ewma::{ewma_step_up, observed_variance_up, weight},
        variance_of_sigma_up,
    },
    wide,
};

/// One, at the scale of a share of a variance: 1e36.
const WHOLE: u128 = WAD * WAD;
/// From the scale of a root of such a share, 1e27, to a wad.
const ROOT_UNIT: u128 = 1_000_000_000;

/// The variance of one asset, kept with the same weights and the same times as its pairs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marginal {
    /// Per second at scale 1e36; zero before anything was observed.
    pub variance: u128,
}

/// What the newest return did to an asset's deviation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Move {
    /// The share of the deviation that the return made, with the return's sign: wad, between minus one and one.
    pub fresh: i128,
}

impl Move {
    /// The share of the deviation that the past kept: wad, `sqrt(1 - fresh^2)`.
    #[must_use]
    #[inline(never)]
    pub fn kept(self) -> u128 {
        let fresh = self.fresh.unsigned_abs().min(WAD);
        // At most 1e36, so the product fits.
        root(WHOLE.saturating_sub(fresh.saturating_mul(fresh)))
    }
}

impl Marginal {
    /// An asset of which only a volatility is known: annual, wad.
    #[must_use]
    pub fn of_sigma(sigma: u128) -> Self {
        Self {
            variance: variance_of_sigma_up(sigma),
        }
    }

    /// The variance after one more price, `dt` seconds later and with time constant `tau`, and what it changed.
    ///
    /// A variance of zero has no past to keep: the first return makes all of it.
    ///
    /// # Rounding
    /// The variance up; the share to the nearest.
    #[must_use]
    #[inline(never)]
    pub fn after(self, last_price: u128, price: u128, dt: u64, tau: u64) -> (Self, Move) {
        let dt = dt.max(1);
        let observed = observed_variance_up(last_price, price, dt);
        let past = if self.variance == 0 {
            0
        } else {
            weight(dt, tau)
        };
        let variance = ewma_step_up(self.variance, observed, past);
        let weighted = WAD.saturating_sub(past).saturating_mul(WAD);
        // Without any variance nothing was made, and the division by zero saturates.
        let share = if variance == 0 {
            0
        } else {
            wide::mul_div_down(observed, weighted, variance).min(WHOLE)
        };
        // A root of at most 1e36 is at most a wad.
        let size = root(share) as i128;
        let fresh = if price < last_price {
            size.saturating_neg()
        } else {
            size
        };
        (Self { variance }, Move { fresh })
    }
}

/// The root of a share at scale 1e36, wad, to the nearest but one.
fn root(share: u128) -> u128 {
    lean::sqrt(share) / ROOT_UNIT
}
