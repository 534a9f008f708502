//! Present value, duration and convexity of both sides of a ladder, in one walk along the curve.
//!
//! Every sum is kept in integers with as many bits below the unit as there is room for, and rounded once, when it is asked
//! for. Net figures are differences of these sums, never of rounded ones. A figure's error is below 2^-60 of the gross
//! discounted amount, and the last rounding.
#![allow(
    clippy::arithmetic_side_effects,
    reason = "ranges are argued line by line"
)]

use crate::{
    analytics::{factor::fraction_of, scale::Scale, zeros::Walk},
    ladder::{Side, Sides},
    money::{Amount, Balance},
    units::{WAD, YEAR},
    wide,
};

/// What is due at one time. What is held or owed on demand is due in no time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Due {
    /// Seconds from now.
    pub seconds: u64,
    /// Cash to come in, and to go out. At most 2^96 - 1 each.
    pub faces: Sides<Amount>,
}

/// The most dues of one valuation: so their sum stays below 2^104.
pub const MOST_DUES: usize = 128;

/// The unit of time inside: 2^30 seconds, so that a time is a fraction below one.
const UNIT: u128 = 1 << 30;
/// The unit of time in years, wad.
const UNIT_YEARS: u128 = 34_048_129_883_307_965_500;
/// Its square in square years, wad.
const UNIT_YEARS_SQUARED: u128 = 1_159_275_148_550_608_892_359;
/// A year of ten thousand basis points, in seconds.
const YEAR_BPS: u128 = YEAR as u128 * 10_000;

/// Sums over one side, scaled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    /// `sum PV`.
    value: u128,
    /// `sum t PV`, in units of 2^30 seconds.
    first: u128,
    /// `sum t^2 PV`.
    second: u128,
}

/// A ladder valued on a curve.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Valuation {
    sums: Sides<Sums>,
    scale: Scale,
}

/// The gross amount of some dues.
#[must_use]
pub fn gross(dues: &[Due]) -> u128 {
    dues.iter().fold(0, |sum, due| {
        sum + due.faces.assets.raw() + due.faces.liabilities.raw()
    })
}

impl Valuation {
    /// Values the dues; at most [`MOST_DUES`] count.
    #[must_use]
    pub fn of(dues: &[Due], walk: Walk<'_>) -> Self {
        Self::observed(dues, walk, |_, _| ())
    }

    /// As [`Valuation::of`], and tells of each due its `t PV`, assets less liabilities, scaled.
    #[must_use]
    #[inline(always)]
    pub fn observed(dues: &[Due], mut walk: Walk<'_>, mut tell: impl FnMut(u64, i128)) -> Self {
        let dues = dues.get(..MOST_DUES).unwrap_or(dues);
        let mut valuation = Self {
            scale: Scale::of(gross(dues)),
            ..Self::default()
        };
        for due in dues {
            let factor = walk.factor(due.seconds);
            let time = fraction(due.seconds);
            let mut firsts = [0; 2];
            for (side, first) in [Side::Assets, Side::Liabilities]
                .into_iter()
                .zip(&mut firsts)
            {
                let face = due.faces.of(side);
                if face.is_zero() {
                    continue;
                }
                let sums = valuation.sums.of_mut(side);
                let value = factor.of(valuation.scale.up(face));
                *first = fraction_of(value, time);
                sums.value += value;
                sums.first += *first;
                sums.second += fraction_of(*first, time);
            }
            let [assets, liabilities] = firsts;
            tell(due.seconds, assets as i128 - liabilities as i128);
        }
        valuation
    }

    /// The present value of a side, rounded down.
    #[must_use]
    pub fn value_down(&self, side: Side) -> Amount {
        Amount::new(self.scale.down(self.sums.of(side).value as i128) as u128)
    }

    /// The present value of a side, rounded up.
    #[must_use]
    pub fn value_up(&self, side: Side) -> Amount {
        Amount::new(self.scale.ceil(self.sums.of(side).value as i128) as u128)
    }

    /// Assets less liabilities, rounded down.
    #[must_use]
    pub fn net_value(&self) -> Balance {
        Balance::new(self.scale.down(self.net(|sums| sums.value)))
    }

    /// Macaulay duration of a side in years, wad, to the nearest; zero where there is nothing. Rates are continuously
    /// compounded, so it is the modified duration too.
    #[must_use]
    pub fn duration(&self, side: Side) -> u128 {
        let sums = self.sums.of(side);
        ratio(sums.first, UNIT_YEARS, sums.value)
    }

    /// Convexity of a side in square years, wad, to the nearest.
    #[must_use]
    pub fn convexity(&self, side: Side) -> u128 {
        let sums = self.sums.of(side);
        ratio(sums.second, UNIT_YEARS_SQUARED, sums.value)
    }

    /// Dispersion of a side around its duration, `C - D^2`, in square years, wad: what a move of the curve that is not
    /// parallel can do to an immunised book.
    #[must_use]
    pub fn dispersion(&self, side: Side) -> u128 {
        let duration = self.duration(side);
        let square = wide::mul_div_up(duration, duration, WAD);
        self.convexity(side).saturating_sub(square)
    }

    /// The loss of value of a side when all rates rise by a basis point, rounded to the nearest.
    #[must_use]
    pub fn dv01(&self, side: Side) -> Balance {
        self.per_basis_point(self.sums.of(side).first as i128)
    }

    /// The same of assets less liabilities: positive if the book loses when rates rise. Exact before it is rounded once.
    #[must_use]
    pub fn net_dv01(&self) -> Balance {
        self.per_basis_point(self.net(|sums| sums.first))
    }

    /// A scaled `t PV` as a loss per basis point, to the nearest. Rounding is monotone, so sums of parts can be split
    /// exactly: see [`crate::analytics::key_rates`].
    #[must_use]
    pub fn per_basis_point(&self, first: i128) -> Balance {
        // UNIT / YEAR_BPS is below one.
        let size = wide::mul_div_down(first.unsigned_abs(), UNIT, YEAR_BPS) as i128;
        Balance::new(self.scale.nearest(if first < 0 { -size } else { size }))
    }

    /// Convexity of assets less liabilities in money: `sum t^2 PV` in square years times units, rounded down.
    #[must_use]
    pub fn net_convexity(&self) -> Balance {
        let second = self.net(|sums| sums.second);
        let size = wide::mul_div_down(second.unsigned_abs(), UNIT_YEARS_SQUARED, WAD) as i128;
        Balance::new(self.scale.down(if second < 0 { -size } else { size }))
    }

    /// Duration gap `D_A - (L / A) D_L` in years, wad, towards zero: positive if equity loses when rates rise. `None` without
    /// assets.
    #[must_use]
    pub fn duration_gap(&self) -> Option<i128> {
        self.over(self.net(|sums| sums.first), UNIT_YEARS, |value| {
            value.assets as i128
        })
    }

    /// Convexity gap `C_A - (L / A) C_L` in square years, wad, towards zero. `None` without assets.
    #[must_use]
    pub fn convexity_gap(&self) -> Option<i128> {
        self.over(self.net(|sums| sums.second), UNIT_YEARS_SQUARED, |value| {
            value.assets as i128
        })
    }

    /// Duration of equity `(A D_A - L D_L) / (A - L)` in years, wad, towards zero. `None` where assets do not exceed
    /// liabilities.
    #[must_use]
    pub fn equity_duration(&self) -> Option<i128> {
        self.over(self.net(|sums| sums.first), UNIT_YEARS, |value| {
            value.assets as i128 - value.liabilities as i128
        })
    }

    /// What equity changes by for a small parallel move of rates (wad by the year), to the second order:
    /// `-sum t PV dy + sum t^2 PV dy^2 / 2`, assets less liabilities, rounded down.
    #[must_use]
    pub fn equity_change(&self, rates: i128) -> Balance {
        Balance::new(
            self.scale
                .down(self.first_order(rates) + self.second_order(rates)),
        )
    }

    /// The first-order part alone, rounded down.
    #[must_use]
    pub fn equity_change_first_order(&self, rates: i128) -> Balance {
        Balance::new(self.scale.down(self.first_order(rates)))
    }

    fn first_order(&self, rates: i128) -> i128 {
        let first = self.net(|sums| sums.first);
        -product(times(first, UNIT_YEARS), rates)
    }

    fn second_order(&self, rates: i128) -> i128 {
        let second = self.net(|sums| sums.second);
        product(product(times(second, UNIT_YEARS_SQUARED), rates), rates) >> 1
    }

    /// The scaled sums, for rules that compare the sides.
    pub(crate) fn sides(&self) -> Sides<Sums> {
        self.sums
    }

    fn net(&self, sum: impl Fn(&Sums) -> u128) -> i128 {
        // Each is below 2^109.
        sum(&self.sums.assets) as i128 - sum(&self.sums.liabilities) as i128
    }

    fn over(
        &self,
        numerator: i128,
        unit: u128,
        denominator: impl Fn(Sides<u128>) -> i128,
    ) -> Option<i128> {
        let denominator = denominator(Sides {
            assets: self.sums.assets.value,
            liabilities: self.sums.liabilities.value,
        });
        if denominator <= 0 {
            return None;
        }
        let size = wide::mul_div_down(numerator.unsigned_abs(), unit, denominator.unsigned_abs());
        let size = i128::try_from(size).unwrap_or(i128::MAX);
        Some(if numerator < 0 { -size } else { size })
    }
}

impl Sums {
    /// The scaled present value.
    pub(crate) const fn value(&self) -> u128 {
        self.value
    }
}

/// A time as a fraction of the unit, with 64 fractional bits.
#[must_use]
pub(crate) fn fraction(seconds: u64) -> u64 {
    seconds.min(super::zeros::FURTHEST) << 34
}

/// `numerator * unit / denominator` to the nearest; zero over zero is zero.
fn ratio(numerator: u128, unit: u128, denominator: u128) -> u128 {
    if denominator == 0 {
        return 0;
    }
    // Twice the quotient, so that the last bit tells which way to round.
    (wide::mul_div_down(numerator, unit * 2, denominator) + 1) >> 1
}

/// A signed number times an unsigned wad, towards zero.
fn times(number: i128, wad: u128) -> i128 {
    let size = wide::mul_div_down(number.unsigned_abs(), wad, WAD) as i128;
    if number < 0 { -size } else { size }
}

/// A signed number times a signed wad, towards zero.
fn product(number: i128, wad: i128) -> i128 {
    let size = times(number.saturating_abs(), wad.unsigned_abs());
    if (number < 0) == (wad < 0) {
        size
    } else {
        -size
    }
}
