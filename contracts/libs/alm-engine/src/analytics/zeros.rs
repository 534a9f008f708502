//! Discount factors along a zero curve, walked from the near end to the far.
//!
//! The exponent `z(t) t` between two nodes is a quotient by their distance. Its reciprocal is found once per segment;
//! then a factor takes no division.
#![allow(
    clippy::arithmetic_side_effects,
    reason = "ranges are argued line by line"
)]

use alm_math::lean::mul_high;

use crate::{
    analytics::factor::Factor,
    rates::curve::{Curve, Node},
};

/// `2^148 2^64 / (1e18 ln 2 * 31,536,000) / 2^64`: from a wad by the year times seconds to a power of two.
const PER_WAD_SECOND: u128 = 0xe287_ebe3_7c7f_8e72_f4b5_487a_c1bd_214c;
/// Fractional bits of the constant, less the 128 that the product drops and the 64 that stay.
const SHIFT: u32 = 20;

/// The furthest time that is told apart, seconds: 34 years. What comes later counts as then.
pub const FURTHEST: u64 = (1 << 30) - 1;

/// A place on a curve.
#[derive(Clone, Debug)]
pub struct Walk<'a> {
    /// The node at or before the place; the first at first.
    before: Node,
    /// The nodes after it.
    after: &'a [Node],
    all: &'a [Node],
    /// [`PER_WAD_SECOND`] over the distance of the two nodes.
    reciprocal: u128,
}

impl<'a> Walk<'a> {
    /// At the near end. A curve without nodes has no interest.
    #[must_use]
    pub fn along(curve: Curve<'a>) -> Self {
        let before = curve.0.first().copied().unwrap_or_default();
        Self {
            before: Node {
                seconds: 0,
                ..before
            },
            after: curve.0,
            all: curve.0,
            reciprocal: 0,
        }
        .entered()
    }

    /// The discount factor of a time ahead. Cheapest by increasing times.
    #[must_use]
    pub fn factor(&mut self, seconds: u64) -> Factor {
        Factor::exp2(-self.exponent(seconds.min(FURTHEST)))
    }

    /// The zero rate of a time ahead, by the year, wad, rounded towards zero.
    #[must_use]
    pub fn rate(&mut self, seconds: u64) -> i64 {
        let seconds = seconds.min(FURTHEST);
        self.advance(seconds);
        let (sum, span) = self.numerator(seconds);
        // A mean of two rates.
        (sum / i128::from(span)) as i64
    }

    /// `z(t) t / ln 2` with 64 fractional bits, towards zero.
    fn exponent(&mut self, seconds: u64) -> i128 {
        self.advance(seconds);
        let (sum, _) = self.numerator(seconds);
        // |sum| < 2^63 2^30, times a time below 2^30: below 2^123.
        let magnitude = sum.unsigned_abs() * u128::from(seconds);
        let exponent = (mul_high(magnitude, self.reciprocal) >> SHIFT) as i128;
        if sum < 0 { -exponent } else { exponent }
    }

    /// The rate as a sum and the span it is over.
    fn numerator(&self, seconds: u64) -> (i128, u64) {
        let start = u64::from(self.before.seconds);
        let Some(next) = self.after.first() else {
            return (self.before.rate.into(), 1);
        };
        let end = u64::from(next.seconds);
        if end <= start {
            return (self.before.rate.into(), 1);
        }
        let (left, passed) = (end - seconds, seconds - start);
        let sum = weighted(self.before.rate, left) + weighted(next.rate, passed);
        (sum, end - start)
    }

    /// Moves to the segment of a time.
    fn advance(&mut self, seconds: u64) {
        if seconds < self.before.seconds.into() {
            *self = Self::along(Curve(self.all));
        }
        while let Some((next, rest)) = self.after.split_first()
            && seconds > next.seconds.into()
        {
            (self.before, self.after) = (*next, rest);
            *self = self.clone().entered();
        }
    }

    /// With the reciprocal of the segment it stands in. Before the first node the curve is flat: there, too, is a span.
    fn entered(mut self) -> Self {
        let span = self.after.first().map_or(1, |next| {
            next.seconds.saturating_sub(self.before.seconds).max(1)
        });
        self.reciprocal = PER_WAD_SECOND / u128::from(span);
        self
    }
}

/// A rate times a time below 2^32.
fn weighted(rate: i64, seconds: u64) -> i128 {
    i128::from(rate) * i128::from(seconds)
}
