//! Redington's conditions: when a small parallel move of rates, up or down, leaves a book no poorer.
//!
//! (i) the sides have the same present value, (ii) the same duration, (iii) the assets' convexity is the larger. Source:
//! F. M. Redington, Journal of the Institute of Actuaries 78 (1952).

use crate::{analytics::valuation::Valuation, ladder::Side, units::WAD, wide};

/// How far the first two conditions may be missed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tolerance {
    /// Of the present values' difference, as a share of the liabilities', wad.
    pub value: u128,
    /// Of the durations' difference, in years, wad.
    pub duration: u128,
}

/// The conditions, one by one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Redington {
    /// The present values match within the tolerance.
    pub value: bool,
    /// The durations match within the tolerance.
    pub duration: bool,
    /// The assets' convexity is larger.
    pub convexity: bool,
}

impl Redington {
    /// Reads the conditions off a valued ladder.
    #[must_use]
    pub fn of(valuation: &Valuation, tolerance: Tolerance) -> Self {
        let sums = valuation.sides();
        let difference = sums.assets.value().abs_diff(sums.liabilities.value());
        let allowed = wide::mul_div_down(sums.liabilities.value(), tolerance.value, WAD);
        let [assets, liabilities] =
            [Side::Assets, Side::Liabilities].map(|side| valuation.duration(side));
        Self {
            value: difference <= allowed,
            duration: assets.abs_diff(liabilities) <= tolerance.duration,
            convexity: valuation.convexity(Side::Assets) > valuation.convexity(Side::Liabilities),
        }
    }

    /// Whether all three hold.
    #[must_use]
    pub const fn immunised(&self) -> bool {
        self.value && self.duration && self.convexity
    }
}
