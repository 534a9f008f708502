//! Lognormal shortfall of collateral over a liquidation horizon.
//!
//! `deviation` is the standard deviation of the log-price over the horizon, `sigma sqrt(tau)`, wad. `cost` is the
//! fraction lost in the sale, wad. `quantile` is z at the confidence level, wad. The drift is zero unless a function
//! takes one: a real-world drift cannot be known.

use alm_math::lean;

use crate::{units::WAD, wide};

/// Largest variance over a horizon that is told apart: a deviation of ten loses everything.
const VARIANCE_MAX: u128 = 100_000_000_000_000_000_000_000_000_000_000_000_000;

/// Distances to default are told apart up to 1e12 deviations.
const FAR: u128 = 1 << 100;

/// Standard deviation of the log-price over `horizon` seconds at `variance` per second (1e36), wad, rounded up;
/// saturates at ten.
#[must_use]
pub fn deviation_up(variance: u128, horizon: u64) -> u128 {
    // A checked product of 128 bits is larger code than this call.
    let total = wide::mul_div_up(variance, u128::from(horizon), 1).min(VARIANCE_MAX);
    if total == 0 {
        return 0;
    }
    // lean::sqrt(x) is sqrt(x) * 1e9 to the nearest, so one more is not below the root.
    let root = lean::sqrt(total).saturating_add(1);
    wide::mul_div_up(root, 1, 1_000_000_000)
}

/// Value-at-risk haircut `1 - (1 - cost) e^((mu - s^2/2) - z s)`, wad, rounded up.
///
/// `drift` is mu tau, wad.
#[must_use]
pub fn value_at_risk_haircut(deviation: u128, quantile: u128, cost: u128, drift: i128) -> u128 {
    let half_square = wide::mul_div_up(deviation, deviation, WAD) >> 1;
    let fall = lean::mul_up(quantile, deviation)
        .unwrap_or(u128::MAX)
        .saturating_add(half_square);
    let exponent = drift.saturating_sub(i128::try_from(fall).unwrap_or(i128::MAX));
    let kept = lean::exp(exponent).unwrap_or(u128::MAX).saturating_sub(1);
    after_cost_haircut(kept, cost)
}

/// Expected-shortfall haircut `1 - (1 - cost) e^(mu tau) Phi(-z - s) / Phi(-z)`, wad, rounded up.
///
/// The tail probability `1 - alpha` is taken as `Phi(-z)`: the mean of the worst share of outcomes that the quantile
/// itself defines. Fat tails enter through a larger deviation.
#[must_use]
pub fn expected_shortfall_haircut(
    deviation: u128,
    quantile: u128,
    cost: u128,
    drift: i128,
) -> u128 {
    let tail = lean::normal_tail(quantile);
    let beyond = lean::normal_tail(quantile.saturating_add(deviation));
    // Beyond nine deviations both are zero, and nothing is kept.
    let kept = wide::mul_div_down(beyond, WAD, tail.max(1));
    after_cost_haircut(grown(kept, drift).unwrap_or(u128::MAX), cost)
}

/// A value times `e^drift`, rounded down; `None` where that does not exist.
#[inline(always)] // so that without a drift the exponential is not linked
fn grown(value: u128, drift: i128) -> Option<u128> {
    if drift == 0 {
        return Some(value);
    }
    lean::mul_down(value, lean::exp(drift).unwrap_or(WAD)).ok()
}

/// One less the kept share of the price, after cost, rounded up; 0 where more is kept than was there.
fn after_cost_haircut(kept: u128, cost: u128) -> u128 {
    let proceeds = wide::mul_div_down(kept, WAD.saturating_sub(cost), WAD);
    WAD.saturating_sub(proceeds)
}

/// The distances to default of a loan, wad.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Distance {
    /// `[ln((1 - cost) V / D) + mu tau - s^2 / 2] / s`.
    pub d2: i128,
    /// `d2 + s`.
    pub d1: i128,
}

/// A loan against one collateral over one horizon. Values in any one unit at scale 1e18.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Loan {
    /// What the collateral fetches after cost, `(1 - cost) V`.
    pub proceeds: u128,
    /// The debt.
    pub debt: u128,
    /// Standard deviation of the log-price over the horizon, wad.
    pub deviation: u128,
    /// mu tau, wad.
    pub drift: i128,
}

impl Loan {
    /// The distances to default; `None` where the debt or the proceeds are zero. Without a deviation, and where the
    /// quotient leaves its range, they saturate at 1e12 deviations.
    #[must_use]
    #[inline(always)] // so that a drift of zero costs nothing
    pub fn distance(&self) -> Option<Distance> {
        let moneyness = lean::ln_ratio(self.proceeds, self.debt).ok()?;
        let half_square = wide::mul_div_up(self.deviation, self.deviation, WAD) >> 1;
        let numerator = moneyness
            .saturating_add(self.drift)
            .saturating_sub_unsigned(half_square);
        let magnitude = wide::mul_div_down(numerator.unsigned_abs(), WAD, self.deviation);
        let magnitude = magnitude.min(FAR) as i128;
        let d2 = if numerator < 0 {
            magnitude.wrapping_neg()
        } else {
            magnitude
        };
        let deviation = self.deviation.min(FAR) as i128;
        Some(Distance {
            d2,
            // Both are at most 2^100.
            d1: d2.wrapping_add(deviation),
        })
    }

    /// Probability that the proceeds do not cover the debt, wad, to the nearest.
    #[must_use]
    pub fn shortfall_probability(&self) -> u128 {
        match self.distance() {
            Some(distance) => lean::normal_cdf(distance.d2.saturating_neg()),
            None if self.proceeds < self.debt => WAD,
            None => 0,
        }
    }

    /// Expected loss `D Phi(-d2) - P e^(mu tau) Phi(-d1)`, in the loan's unit, rounded up: an undiscounted put on the
    /// proceeds, struck at the debt.
    #[must_use]
    #[inline(always)] // as the distance
    pub fn expected_loss_up(&self) -> u128 {
        let Some(Distance { d1, d2 }) = self.distance() else {
            return self.debt.saturating_sub(self.proceeds);
        };
        let grown = grown(self.proceeds, self.drift).unwrap_or(0);
        let owed = wide::mul_div_up(self.debt, lean::normal_cdf(d2.wrapping_neg()), WAD);
        let fetched = wide::mul_div_down(grown, lean::normal_cdf(d1.wrapping_neg()), WAD);
        owed.saturating_sub(fetched)
    }

    /// Expected loss once there is one, in the loan's unit; the whole debt where the probability vanishes.
    #[must_use]
    pub fn loss_given_shortfall(&self) -> u128 {
        lean::div_up(self.expected_loss_up(), self.shortfall_probability())
            .map_or(self.debt, |loss| loss.min(self.debt))
    }

    /// Probability that the proceeds touch the debt before the horizon's end, wad:
    /// `Phi((b - n)/s) + e^(2 n b / s^2) Phi((b + n)/s)` with `b = ln(D / P)` and `n = mu tau - s^2/2`.
    #[must_use]
    pub fn first_passage_probability(&self) -> u128 {
        if self.proceeds <= self.debt {
            return WAD;
        }
        self.barrier_probability().unwrap_or(0).min(WAD)
    }

    fn barrier_probability(&self) -> Option<u128> {
        let barrier = lean::ln_ratio(self.debt, self.proceeds).ok()?;
        let square = lean::mul_up(self.deviation, self.deviation).ok()?;
        let trend = self.drift.checked_sub(signed(square >> 1))?;
        let direct = lean::normal_cdf(quotient(barrier.checked_sub(trend)?, self.deviation)?);
        let reflected = lean::normal_cdf(quotient(barrier.checked_add(trend)?, self.deviation)?);
        if reflected == 0 {
            return Some(direct);
        }
        // 2 n b / s^2 in two quotients, so that no square is too small to divide by.
        let steps = quotient(barrier, self.deviation)?;
        let slope = quotient(trend.checked_mul(2)?, self.deviation)?;
        let image = lean::exp(product(slope, steps)?)?;
        direct.checked_add(lean::mul_up(image, reflected).ok()?)
    }
}

/// Expected-loss haircut check: the largest loan, as a share of the collateral's value, that `loan_to_value` may be
/// scaled to so that the expected loss is within `budget`; all wad, rounded down.
///
/// The loss is convex in the debt and vanishes with it, so scaling the debt by budget / loss scales the loss by at
/// least as much: one evaluation is enough, and errs on the cautious side.
#[must_use]
pub fn within_loss_budget_down(
    loan_to_value: u128,
    deviation: u128,
    cost: u128,
    budget: u128,
) -> u128 {
    let loan = Loan {
        proceeds: WAD.saturating_sub(cost),
        debt: loan_to_value,
        deviation,
        drift: 0,
    };
    let loss = loan.expected_loss_up();
    if loss <= budget {
        loan_to_value
    } else {
        wide::mul_div_down(loan_to_value, budget, loss)
    }
}

/// A wad as a signed one, saturating.
fn signed(value: u128) -> i128 {
    i128::try_from(value).unwrap_or(i128::MAX)
}

/// A signed wad over an unsigned one, towards zero.
fn quotient(numerator: i128, divisor: u128) -> Option<i128> {
    let magnitude = signed(lean::div_down(numerator.unsigned_abs(), divisor).ok()?);
    Some(if numerator < 0 {
        magnitude.checked_neg()?
    } else {
        magnitude
    })
}

/// The product of two signed wads, towards zero.
fn product(a: i128, b: i128) -> Option<i128> {
    let magnitude = signed(lean::mul_down(a.unsigned_abs(), b.unsigned_abs()).ok()?);
    Some(if (a < 0) == (b < 0) {
        magnitude
    } else {
        magnitude.checked_neg()?
    })
}
