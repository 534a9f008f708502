//! The epoch's strike: the whole ladder revalued on a curve, and kept as adjustments to the figures of the hot path.

use super::{
    Cells, Ladder, Sides,
    position::{FRACTION, scaled},
    side::Side,
};
use crate::{
    money::{Amount, Balance},
    rates::curve::Curve,
    units::{BPS, WAD, YEAR},
    wide,
};

/// One, as a DV01 ratio: billionths.
pub const RATIO_ONE: u32 = 1_000_000_000;
/// The largest mark in size: what a signed 96-bit field holds.
const LARGEST_MARK: i128 = (1 << 95) - 1;

/// A discount factor, enclosed. Wad.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Factor {
    /// Not above the true one.
    pub down: u128,
    /// Not below it.
    pub up: u128,
}

/// What a strike discounts by.
pub trait Discount {
    /// The discount factor of a time ahead.
    fn factor(&self, seconds: u64) -> Factor;
}

impl Discount for Curve<'_> {
    fn factor(&self, seconds: u64) -> Factor {
        Factor {
            down: self.discount_down(seconds),
            up: self.discount_up(seconds),
        }
    }
}

/// What a ladder's present value adds to its amortised cost.
///
/// Redemptions are priced with `low` where it is below zero, deposits with `high` where it is above.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Marks {
    /// The lesser of the two curves' net present values less the amortised cost, rounded down.
    pub low: Balance,
    /// The greater of the two curves' net present values less the amortised cost, rounded up.
    pub high: Balance,
}

/// The result of a strike, valid until the next.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Strike {
    /// What to add to the amortised cost.
    pub marks: Marks,
    /// The loss of present value of each side when rates rise by a basis point, base units, rounded up.
    pub dv01: Sides<Amount>,
    /// Exact over undiscounted DV01 of each side, in billionths, rounded up: until the next strike
    /// `DV01 = ratio x unit-seconds`, see [`Moments::unit_seconds`](super::Moments::unit_seconds). One where a side is
    /// empty: what is booked until the next strike counts undiscounted.
    pub ratios: Sides<u32>,
}

impl Ladder {
    /// Strikes: walks the live weeks, with every due week rolled, and reads the faces of each once.
    ///
    /// The present value of a face is `face x factor`. Both sides are valued on the same curve, once on that of lower
    /// and once on that of higher yields: a matched book is not charged for the distance of the two. Between them
    /// the net value of a book whose sides cross twice can leave the enclosed range by its convexity, second order in
    /// that distance.
    ///
    /// DV01s, `1e-4 x sum(face x factor x years)`, are taken on the curve of lower yields, where they are larger.
    ///
    /// # Rounding
    /// Present values are enclosed: assets down and liabilities up for the low mark, the other way for the high one, in
    /// Q26, so that a week costs 2^-26 of a unit and the factor's own width. Marks are clamped to 95 bits and a sign.
    pub fn strike<C: Cells, D: Discount>(
        &self,
        now: u64,
        cells: &mut C,
        low_yields: &D,
        high_yields: &D,
    ) -> Strike {
        let (mut low, mut high) = (Span::default(), Span::default());
        let mut exposures = Sides::<u128>::default();
        for week in self.live.after(self.rolled) {
            let faces = cells.faces(week);
            let seconds = week.instant().saturating_sub(now);
            let upper = low_yields.factor(seconds);
            low.add(&faces, upper);
            high.add(&faces, high_yields.factor(seconds));
            for side in [Side::Assets, Side::Liabilities] {
                // Below 2^122, as a time ahead is below 2^26 seconds.
                let undiscounted = faces.of(side).raw().saturating_mul(seconds.into());
                let exposure = exposures.of_mut(side);
                *exposure = exposure.saturating_add(wide::mul_div_up(undiscounted, upper.up, WAD));
            }
        }
        let since = now.saturating_sub(self.rolled.instant());
        let cost = self.carrying.value_at(since);
        let marks = Marks {
            low: mark(low.least.min(high.least).saturating_sub(cost)),
            // Up is down of the opposite.
            high: opposite(mark(cost.saturating_sub(low.most.max(high.most)))),
        };
        self.struck(now, marks, exposures)
    }

    fn struck(&self, now: u64, marks: Marks, exposures: Sides<u128>) -> Strike {
        let mut strike = Strike {
            marks,
            ..Strike::default()
        };
        for side in [Side::Assets, Side::Liabilities] {
            let exposure = exposures.of(side);
            let undiscounted = self.moments.of(side).unit_seconds(now);
            *strike.dv01.of_mut(side) = Amount::new(exposure).part_up(1, PER_BASIS_POINT);
            *strike.ratios.of_mut(side) = ratio(exposure, undiscounted);
        }
        strike
    }
}

impl Marks {
    /// The marks some epochs after they were due to be struck again: each missed epoch lowers the low and raises the
    /// high by an allowance, so a missed strike closes nothing and favours nobody. Saturates at 95 bits and a sign.
    #[must_use]
    pub fn widened(&self, missed: u16, allowance: Amount) -> Self {
        let width = allowance.raw().saturating_mul(missed.into());
        let width = Amount::new(width).signed().raw();
        let clamp = |units: i128| Balance::new(units.clamp(-LARGEST_MARK, LARGEST_MARK));
        Self {
            low: clamp(self.low.raw().saturating_sub(width)),
            high: clamp(self.high.raw().saturating_add(width)),
        }
    }
}

impl Strike {
    /// What a rise or fall of all yields by some basis points may move the marks by, the two sides apart: the allowance
    /// of a missed epoch. Saturates.
    #[must_use]
    pub fn allowance(&self, basis_points: u16) -> Amount {
        let gross = self.dv01.assets.raw();
        let gross = gross.saturating_add(self.dv01.liabilities.raw());
        Amount::new(gross.saturating_mul(basis_points.into()))
    }

    /// The DV01 ratios after missed epochs: each moves the heavier side's up, to one at most, and the other's down by a
    /// step in billionths, so the gap never looks smaller than it was struck.
    #[must_use]
    pub fn ratios_widened(&self, heavier: Side, missed: u16, step: u32) -> Sides<u32> {
        let width = step.saturating_mul(missed.into());
        let mut ratios = self.ratios;
        for side in [Side::Assets, Side::Liabilities] {
            let ratio = ratios.of_mut(side);
            *ratio = if side == heavier {
                ratio.saturating_add(width).min(RATIO_ONE.max(*ratio))
            } else {
                ratio.saturating_sub(width)
            };
        }
        ratios
    }
}

/// Discounted unit-seconds that make a DV01 of one: a year of ten thousand basis points.
const PER_BASIS_POINT: u128 = YEAR as u128 * (WAD / BPS);

/// The enclosed net present value on one curve, Q26.
#[derive(Default)]
struct Span {
    least: i128,
    most: i128,
}

impl Span {
    /// A week's faces: sums stay below 2^123, as the sides' totals have 96 bits and a factor is about one at most.
    fn add(&mut self, faces: &Sides<Amount>, factor: Factor) {
        let down = |face| present(wide::mul_div_down(scaled(face), factor.down, WAD));
        let up = |face| present(wide::mul_div_up(scaled(face), factor.up, WAD));
        let least = down(faces.assets).saturating_sub(up(faces.liabilities));
        let most = up(faces.assets).saturating_sub(down(faces.liabilities));
        self.least = self.least.saturating_add(least);
        self.most = self.most.saturating_add(most);
    }
}

fn present(value: u128) -> i128 {
    i128::try_from(value).unwrap_or(i128::MAX)
}

/// Whole units of a Q26 number, rounded down, as a mark.
fn mark(value: i128) -> Balance {
    Balance::new((value >> FRACTION).clamp(-LARGEST_MARK, LARGEST_MARK))
}

fn opposite(mark: Balance) -> Balance {
    Balance::ZERO.minus(mark)
}

fn ratio(exposure: u128, undiscounted: u128) -> u32 {
    if undiscounted == 0 {
        return RATIO_ONE;
    }
    let billionths = wide::mul_div_up(exposure, RATIO_ONE.into(), undiscounted);
    u32::try_from(billionths).unwrap_or(u32::MAX)
}
