//! The adaptive curve: a floating rate whose level is found by the market itself.
//!
//! The rate at the target utilisation moves by itself, exponentially, as long as utilisation is off target; around
//! it, a curve of fixed steepness answers at once. Source: Morpho's AdaptiveCurveIRM, with the exact exponential
//! instead of its second-order series, which is up to 0.9 % off.

use alm_math::lean;

use crate::{
    rates::rate::Rate,
    units::{WAD, YEAR},
    wide,
};

/// The shape of an adaptive curve.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AdaptiveCurve {
    /// Utilisation at which the level rests, wad, inside (0, 1).
    pub target: u128,
    /// The rate at full utilisation over the rate at target, wad, at least one. Without utilisation it is the target's
    /// rate divided by it.
    pub steepness: u128,
    /// How fast the level moves at the largest error: its logarithm by the year, wad.
    pub speed: u128,
    /// The lowest rate at target.
    pub least: Rate,
    /// The highest rate at target.
    pub most: Rate,
}

/// What a stretch of time did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// The mean rate over it.
    pub average: Rate,
    /// The rate at target at its end.
    pub at_target: Rate,
}

impl AdaptiveCurve {
    /// Morpho's constants: target 90 %, steepness 4, speed 50 by the year, level 0.1 % to 200 %.
    pub const STANDARD: Self = Self {
        target: 900_000_000_000_000_000,
        steepness: 4_000_000_000_000_000_000,
        speed: 50_000_000_000_000_000_000,
        least: Rate::new(1_000_000_000_000_000),
        most: Rate::new(2_000_000_000_000_000_000),
    };

    /// How far utilisation (wad; above one counts as one) is from the target, as a share of the largest distance on
    /// its side: -1 to 1, wad, rounded towards zero.
    #[must_use]
    pub fn error(&self, utilisation: u128) -> i128 {
        let utilisation = utilisation.min(WAD);
        let distance = utilisation.abs_diff(self.target);
        if utilisation > self.target {
            share(distance, WAD.saturating_sub(self.target))
        } else {
            share(distance, self.target).saturating_neg()
        }
    }

    /// The floating rate at a utilisation: `r (1 + (C - 1) e)` above the target, `r (1 + (1 - 1/C) e)` below it.
    ///
    /// # Rounding
    /// Up; saturates at the end of [`Rate`].
    #[must_use]
    pub fn rate(&self, at_target: Rate, utilisation: u128) -> Rate {
        let error = self.error(utilisation);
        let size = error.unsigned_abs();
        let multiple = if error < 0 {
            let flattest = wide::mul_div_up(WAD, WAD, self.steepness);
            let fall = wide::mul_div_down(WAD.saturating_sub(flattest), size, WAD);
            WAD.saturating_sub(fall)
        } else {
            let rise = wide::mul_div_up(self.steepness.saturating_sub(WAD), size, WAD);
            WAD.saturating_add(rise)
        };
        Rate::saturated(wide::mul_div_up(at_target.wad(), multiple, WAD))
    }

    /// The rate at target after some seconds at a utilisation: `r e^(speed error time)` inside its bounds.
    ///
    /// # Rounding
    /// Up, by less than 2e-18 of itself and one unit.
    #[must_use]
    pub fn at_target_after(&self, at_target: Rate, utilisation: u128, seconds: u64) -> Rate {
        self.moved(at_target, self.drift(utilisation, seconds))
    }

    /// What some seconds at a utilisation did: the level at their end, and the mean rate by the trapezoid over two
    /// halves, `(start + 2 middle + end) / 4`, each inside the bounds.
    ///
    /// # Rounding
    /// Up.
    #[must_use]
    pub fn over(&self, at_target: Rate, utilisation: u128, seconds: u64) -> Stretch {
        let drift = self.drift(utilisation, seconds);
        let middle = self.moved(at_target, drift / 2);
        let end = self.moved(at_target, drift);
        let sum = at_target
            .wad()
            .saturating_add(middle.wad().saturating_mul(2))
            .saturating_add(end.wad());
        Stretch {
            average: self.rate(Rate::saturated(sum.div_ceil(4)), utilisation),
            at_target: end,
        }
    }

    /// `speed error time`, wad, rounded towards zero.
    fn drift(&self, utilisation: u128, seconds: u64) -> i128 {
        let error = self.error(utilisation);
        let largest = wide::mul_div_down(self.speed, seconds.into(), YEAR.into());
        let size = wide::mul_div_down(largest, error.unsigned_abs(), WAD);
        let size = i128::try_from(size).unwrap_or(i128::MAX);
        if error < 0 {
            size.saturating_neg()
        } else {
            size
        }
    }

    /// The level moved by an exponent, inside its bounds.
    fn moved(&self, at_target: Rate, exponent: i128) -> Rate {
        // Beyond e^20 any level has reached its bound.
        let growth = lean::exp(exponent).unwrap_or(u128::MAX);
        Rate::saturated(wide::mul_div_up(at_target.wad(), growth, WAD))
            .max(self.least)
            .min(self.most)
    }
}

/// `part / whole`, wad, rounded down; at most one. A whole of zero is reached by nothing but itself.
fn share(part: u128, whole: u128) -> i128 {
    if part == 0 {
        return 0;
    }
    wide::mul_div_down(part, WAD, whole).min(WAD) as i128
}
