//! The put that a lender is short: value and sensitivities by Black, Scholes and Merton.
//!
//! A loan against collateral is a put on the collateral struck at the debt: the borrower may walk away. Rates, carry and
//! volatility are wads by the year.

use alm_math::lean;

use crate::{
    analytics::factor::Factor,
    units::{WAD, YEAR},
};

/// A put. Spot and strike in one unit at scale 1e18, neither of them zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Put {
    /// Price of the collateral.
    pub spot: u128,
    /// The debt.
    pub strike: u128,
    /// Volatility.
    pub sigma: u128,
    /// Interest.
    pub rate: i128,
    /// What the collateral earns.
    pub carry: i128,
    /// Time to its end, in years at scale 1e27: see [`years`].
    pub time: u128,
}

/// What a put is worth and what moves it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Greeks {
    /// Value, in the unit of spot and strike.
    pub value: u128,
    /// Change of value per change of the spot: between minus one and zero, wad.
    pub delta: i128,
    /// Change of delta per change of the spot. It spans too many sizes for a wad.
    pub gamma: Factor,
    /// Change of value per year that passes, in the unit of spot and strike.
    pub theta: i128,
    /// Change of value per change of the volatility by one, in the unit of spot and strike.
    pub vega: u128,
    /// Probability that the put ends in the money, wad.
    pub in_the_money: u128,
}

/// The least deviation over the put's time that is told from none: 1e-9, at scale 1e27.
const LEAST_DEVIATION: u128 = WAD;
/// What a deviation has more digits than a wad.
const FINER: u128 = 1_000_000_000;
/// `2^64 / (2e18 ln 2)` with 124 fractional bits: from a square, wad, to the powers of two of the density.
const PER_SQUARE: u128 = 0xd4e7_7a47_3097_9b27_92f4_6bd3_5d5b_2a8e;
/// `1 / sqrt(2 pi)` as a power of two with 64 fractional bits.
const DENSITY_AT_ZERO: i128 = -24_455_735_256_403_655_385;
/// Distances are told apart up to 70 deviations: so a square has at most 73 bits.
const FURTHEST: u128 = 70 * WAD;

impl Put {
    /// Value and sensitivities; `None` where a figure does not fit, or spot or strike is zero.
    #[must_use]
    pub fn greeks(&self) -> Option<Greeks> {
        let deviation = self.deviation()?;
        let (d1, d2) = self.distances(deviation)?;
        let [unspent, earned] = [self.rate, self.carry].map(|rate| self.discount(rate));
        let (unspent, earned) = (unspent?, earned?);
        let owed = lean::mul_down(self.strike, unspent).ok()?;
        let held = lean::mul_down(self.spot, earned).ok()?;
        let in_the_money = lean::normal_cdf(d2.checked_neg()?);
        let tail = lean::normal_cdf(d1.checked_neg()?);
        let (owed_part, held_part) = (part(owed, in_the_money)?, part(held, tail)?);
        let density = lean::normal_pdf(d1);
        let root = self.root()? / FINER;
        let vega = part(part(held, density)?, root)?;
        let decay =
            lean::mul_div_down(part(held, density)?, self.sigma, root.checked_mul(2)?).ok()?;
        let theta = signed(decay)?
            .checked_neg()?
            .checked_add(times(self.rate, owed_part)?)?
            .checked_sub(times(self.carry, held_part)?)?;
        Some(Greeks {
            value: owed_part.saturating_sub(held_part),
            delta: signed(part(earned, tail)?)?.checked_neg()?,
            gamma: self.gamma(d1, deviation, earned)?,
            theta,
            vega,
            in_the_money,
        })
    }

    /// `sigma sqrt(T)`, 1e27: far from the strike, a density magnifies its error by the square of the distance.
    fn deviation(&self) -> Option<u128> {
        Some(part(self.sigma, self.root()?)?.max(LEAST_DEVIATION))
    }

    /// `sqrt(T)` of the years, 1e27.
    fn root(&self) -> Option<u128> {
        Some(lean::sqrt(self.time.checked_mul(FINER)?))
    }

    /// A rate over the whole time, wad, to the nearest.
    fn over_time(&self, rate: i128) -> Option<i128> {
        let twice = lean::mul_div_down(rate.unsigned_abs(), self.time, FINER * WAD / 2).ok()?;
        let size = signed(twice.saturating_add(1) >> 1)?;
        if rate < 0 {
            size.checked_neg()
        } else {
            Some(size)
        }
    }

    /// `d1` and `d2`, wad, of a deviation at scale 1e27.
    fn distances(&self, deviation: u128) -> Option<(i128, i128)> {
        let moneyness = lean::ln_ratio(self.spot, self.strike).ok()?;
        let drift = self.over_time(self.rate.checked_sub(self.carry)?)?;
        let middle = over(moneyness.checked_add(drift)?, deviation)?;
        let half = signed(deviation / FINER)?;
        // Half of the deviation each way.
        let upper = middle.checked_add(half >> 1)?;
        Some((upper, upper.checked_sub(half)?))
    }

    /// `e^(-rate T)`, wad.
    fn discount(&self, rate: i128) -> Option<u128> {
        lean::exp(self.over_time(rate)?.checked_neg()?)
    }

    /// `e^(-qT) phi(d1) / (S sigma sqrt T)`.
    fn gamma(&self, d1: i128, deviation: u128, earned: u128) -> Option<Factor> {
        let distance = d1.unsigned_abs().min(FURTHEST);
        let square = part(distance, distance)?;
        // 124 fractional bits, 4 above the number and 128 below it.
        let halvings = lean::mul_high(square << 4, PER_SQUARE);
        let density = Factor::exp2(DENSITY_AT_ZERO.checked_sub(signed(halvings)?)?);
        let base = part(self.spot, deviation)?;
        Some(
            density
                .times(Factor::ratio(earned, base)?)
                .times(Factor::ratio(FINER, 1)?),
        )
    }
}

/// Seconds as years at scale 1e27, rounded down: a wad of a few hours is too coarse far from the strike.
#[must_use]
pub fn years(seconds: u64) -> u128 {
    lean::mul_div_down(seconds.into(), FINER * WAD, YEAR.into()).unwrap_or(u128::MAX)
}

/// The product of two wads, to the nearest.
fn part(a: u128, b: u128) -> Option<u128> {
    let twice = lean::mul_div_down(a, b, WAD / 2).ok()?;
    Some(twice.saturating_add(1) >> 1)
}

fn signed(wad: u128) -> Option<i128> {
    i128::try_from(wad).ok()
}

/// A signed wad times an unsigned one, to the nearest.
fn times(a: i128, b: u128) -> Option<i128> {
    let size = signed(part(a.unsigned_abs(), b)?)?;
    if a < 0 {
        size.checked_neg()
    } else {
        Some(size)
    }
}

/// A signed wad over a number at scale 1e27, to the nearest.
fn over(a: i128, b: u128) -> Option<i128> {
    let twice = lean::mul_div_down(a.unsigned_abs(), 2 * FINER * WAD, b).ok()?;
    let size = signed(twice.saturating_add(1) >> 1)?;
    if a < 0 {
        size.checked_neg()
    } else {
        Some(size)
    }
}
