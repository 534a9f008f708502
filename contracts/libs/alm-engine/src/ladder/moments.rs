//! Sums of a side's faces over its maturities: average maturity and dispersion without walking the ladder.

use super::position::Position;
use crate::{
    money::Amount,
    refusal::Refusal,
    units::WAD,
    week::{WEEK, Week},
    wide,
};

/// Three moments of one side of the ladder, `k` being a week's number since 1970.
///
/// Exact sums. A face sum below 2^96 and `k < 2^16` keep the first moment below 2^112 and the second below 2^128.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Moments {
    /// The sum of faces, base units; 96 bits in storage.
    pub face: Amount,
    /// The sum of `face k`; 112 bits in storage.
    pub face_weeks: u128,
    /// The sum of `face k^2`; 128 bits in storage.
    pub face_weeks_squared: u128,
}

impl Moments {
    /// Adds a position of this side.
    ///
    /// # Errors
    /// [`Cause::AmountTooLarge`](crate::refusal::Cause::AmountTooLarge) if the side's faces leave 96 bits; the moments
    /// are as before.
    pub fn add(&mut self, position: &Position) -> Result<(), Refusal> {
        self.face = self.face.plus(position.face)?;
        let (first, second) = weighted(position.face, position.week);
        self.face_weeks = self.face_weeks.saturating_add(first);
        self.face_weeks_squared = self.face_weeks_squared.saturating_add(second);
        Ok(())
    }

    /// Takes a position of this side out.
    ///
    /// # Errors
    /// [`Cause::AmountTooSmall`](crate::refusal::Cause::AmountTooSmall) if there is less face; the moments are as
    /// before.
    pub fn remove(&mut self, position: &Position) -> Result<(), Refusal> {
        self.face.minus(position.face)?;
        self.retire(position.face, position.week);
        Ok(())
    }

    /// Takes what a week holds out. Never more than there is: the moments are sums over the weeks.
    pub fn retire(&mut self, face: Amount, week: Week) {
        let (first, second) = weighted(face, week);
        self.face = self.face.less(face);
        self.face_weeks = self.face_weeks.saturating_sub(first);
        self.face_weeks_squared = self.face_weeks_squared.saturating_sub(second);
    }

    /// The undiscounted sum of `face (maturity - now)`, in unit-seconds, exact, with every due week rolled; below
    /// 2^122. Divided by a year and by 10,000 it is the DV01 at a rate of zero.
    #[must_use]
    pub fn unit_seconds(&self, now: u64) -> u128 {
        let today = Week::at_or_before(now);
        let since = now.saturating_sub(today.instant());
        let to_today = self.ahead(today).saturating_mul(WEEK.into());
        to_today.saturating_sub(self.face.raw().saturating_mul(since.into()))
    }

    /// The average time to maturity, weighted by face, in whole seconds, rounded down; zero of nothing.
    #[must_use]
    pub fn average_maturity(&self, now: u64) -> u64 {
        let average = self.unit_seconds(now).checked_div(self.face.raw());
        average.and_then(|s| u64::try_from(s).ok()).unwrap_or(0)
    }

    /// The variance of the maturity, weighted by face, in weeks squared (wad); zero of nothing. The same at all times.
    ///
    /// # Rounding
    /// Down, by less than 1e-18 of the mean square and twice the mean (in weeks, at most 105) of the mean's 1e-18: the
    /// result is within 212e-18 of the exact variance, on either side of it, and never below zero.
    #[must_use]
    pub fn dispersion(&self, now: u64) -> u128 {
        if self.face.is_zero() {
            return 0;
        }
        let today = Week::at_or_before(now);
        let (face, k) = (self.face.raw(), u128::from(today.index()));
        let first = self.ahead(today);
        // Sum of F (k - today)^2 = M2 - today (M1 + sum of F (k - today)), and M1 + that is below 2^113: the last
        // product may leave 128 bits, the difference is below 2^110, so arithmetic modulo 2^128 is exact.
        let second = self
            .face_weeks_squared
            .wrapping_sub(k.wrapping_mul(self.face_weeks.saturating_add(first)));
        let mean = wide::mul_div_down(first, WAD, face);
        let mean_square = wide::mul_div_down(second, WAD, face);
        mean_square.saturating_sub(wide::mul_div_down(mean, mean, WAD))
    }

    /// The sum of `face (k - today)`, below 2^103.
    fn ahead(&self, today: Week) -> u128 {
        let passed = self.face.raw().saturating_mul(today.index().into());
        self.face_weeks.saturating_sub(passed)
    }
}

/// `face k` and `face k^2`.
fn weighted(face: Amount, week: Week) -> (u128, u128) {
    let k = u128::from(week.index());
    let first = face.raw().saturating_mul(k);
    (first, first.saturating_mul(k))
}
