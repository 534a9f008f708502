//! What a portfolio's haircut is below the sum of its parts' haircuts.
//!
//! Haircuts of amounts h with believed correlations combine as deviations do, `sqrt(sum rho h h')`. Nothing is
//! believed below [`super::correlation::FLOOR`], and the credit is at most a quarter of the sum: a haircut also pays for
//! costs of sale, which do not diversify, and no matrix measured in calm weather deserves more.

use alm_math::lean;

use crate::{covariance::triangle::ASSETS, units::WAD, wide};

/// The most that is credited, as a part of the summed haircut: one over this.
const LARGEST_PART: u128 = 4;

/// Haircuts of several collaterals, in any one unit; each below 2^112, so that their sum is no more than a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Portfolio<'a>(pub &'a [u128]);

impl Portfolio<'_> {
    /// The sum of the haircuts, saturating.
    #[must_use]
    pub fn summed(&self) -> u128 {
        self.0
            .iter()
            .fold(0u128, |sum, haircut| sum.saturating_add(*haircut))
    }

    /// The haircut of the whole, given the correlation of two places (wad): at most the sum, rounded up. Beyond
    /// sixteen collaterals it is the sum.
    #[must_use]
    pub fn haircut(&self, correlation: impl FnMut(usize, usize) -> i128) -> u128 {
        let summed = self.summed();
        if summed == 0 || self.0.len() > ASSETS {
            return summed;
        }
        let square = self.share_square(summed, correlation);
        // lean::sqrt is to the nearest.
        let root = lean::sqrt(square).saturating_add(1).min(WAD);
        wide::mul_div_up(summed, root, WAD)
    }

    /// What is taken off the sum: at most a quarter of it, rounded down.
    #[must_use]
    pub fn credit(&self, correlation: impl FnMut(usize, usize) -> i128) -> u128 {
        let summed = self.summed();
        let saved = summed.saturating_sub(self.haircut(correlation));
        saved.min(summed / LARGEST_PART)
    }

    /// `sum rho w w'` of the shares w of the sum: wad, rounded up, not below zero.
    fn share_square(
        &self,
        summed: u128,
        mut correlation: impl FnMut(usize, usize) -> i128,
    ) -> u128 {
        let mut shares = [0u128; ASSETS];
        for (share, haircut) in shares.iter_mut().zip(self.0) {
            *share = wide::mul_div_up(*haircut, WAD, summed);
        }
        let (mut added, mut taken) = (0u128, 0u128);
        for (high, one) in shares.iter().enumerate().take(self.0.len()) {
            added = added.saturating_add(wide::mul_div_up(*one, *one, WAD));
            for (low, other) in shares.iter().enumerate().take(high) {
                let measured = correlation(low, high);
                let size = measured.unsigned_abs();
                // Both orders of the pair at once.
                if measured < 0 {
                    let product = wide::mul_div_down(*one, *other, WAD / 2);
                    taken = taken.saturating_add(wide::mul_div_down(product, size, WAD));
                } else {
                    let product = wide::mul_div_up(*one, *other, WAD / 2);
                    added = added.saturating_add(wide::mul_div_up(product, size, WAD));
                }
            }
        }
        added.saturating_sub(taken)
    }
}

/// The part of all but the largest haircut that any portfolio may be given back when no two groups of it are more
/// correlated than `correlation` (wad): `2 - sqrt(2 + 2 rho)`, at most a quarter, rounded down, wad.
///
/// Two equal haircuts are the worst mix: what they save is `2 - sqrt(2 + 2 rho)` of one of them. A desk can apply it
/// to any account without a matrix.
#[must_use]
pub fn group_credit(correlation: u128) -> u128 {
    // Between one and four, to the nearest; one more is above.
    let doubled = WAD.saturating_add(correlation.min(WAD)).saturating_mul(2);
    let combined = lean::sqrt(doubled).saturating_add(1);
    WAD.saturating_mul(2)
        .saturating_sub(combined)
        .min(WAD / LARGEST_PART)
}
