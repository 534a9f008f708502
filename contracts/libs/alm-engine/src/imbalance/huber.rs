//! The shape of the potential: quadratic near zero, linear once its slope is as steep as it may be (Huber's loss).
//!
//! ```text
//! phi(y) = kappa y^2 / (2 S)                      while kappa y / S <= phi_max
//! phi(y) = phi_max y - phi_max^2 S / (2 kappa)    beyond
//! ```
//!
//! Rounded up, exactly: `huber(y) = ceil(phi(y))`. Convex up to that rounding, never falling, continuous at the knee,
//! and rising by at most one unit a step. Source: Huber, Annals of Mathematical Statistics 35 (1964); with S the
//! target, kappa = phi_max and y the shortfall it is the convex withdrawal fee of exponent one.

use crate::{money::Amount, wide};

/// One, as a number of basis points.
const BASIS: u128 = 10_000;
/// The steepest slope there is, in basis points: a tenth. Whatever is governed, more is not charged, so that leaving
/// with more never brings less.
pub const STEEPEST: u16 = 1_000;
/// Bits of the largest distance: a few amounts, with room for the products below.
const BITS: u32 = 110;

/// The parameters of the shape.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Huber {
    /// What distances are measured by (S), base units.
    pub scale: Amount,
    /// Slope at a distance of one scale, were it not bounded (kappa), in basis points.
    pub curvature: u16,
    /// The bound of the slope (phi_max), in basis points; above [`STEEPEST`] it counts as that.
    pub steepest: u16,
}

impl Huber {
    /// The potential at a distance from the neutral zone, both in base units, rounded up.
    #[must_use]
    pub fn at(&self, distance: Amount) -> Amount {
        let curvature = u128::from(self.curvature);
        let steepest = u128::from(self.steepest.min(STEEPEST));
        // Mostly there is none: then nothing is multiplied.
        if distance.is_zero() {
            return Amount::ZERO;
        }
        // Distances are below 2^110 and basis points below 2^16: nothing here saturates.
        let slope = wide::mul(distance.raw(), curvature);
        let knee = wide::mul(self.scale.raw(), steepest);
        if slope == 0 || steepest == 0 {
            return Amount::ZERO;
        }
        let (rise, over) = if slope <= knee {
            let width = wide::mul(self.scale.raw(), 2 * BASIS);
            ((slope, distance.raw()), width)
        } else {
            let beyond = slope.saturating_sub(knee).saturating_add(slope);
            let width = wide::mul(curvature, 2 * BASIS);
            ((beyond, steepest), width)
        };
        Amount::new(wide::mul_div_up(rise.0, rise.1, over))
    }

    /// The greatest distance, below 2^110, whose potential is at most `potential`.
    #[must_use]
    pub fn furthest(&self, potential: Amount) -> Amount {
        // The potential never falls with the distance, so each bit stays if the distance with it is not too far.
        (0..BITS).rev().fold(Amount::ZERO, |found, bit| {
            let further = Amount::new(found.raw() | 1u128.unbounded_shl(bit));
            if self.at(further) <= potential {
                further
            } else {
                found
            }
        })
    }
}
