//! Hedging a book of short puts with a perpetual: how much, what it saves, what it costs.
//!
//! Wads throughout; volatilities and rates by the year. Sources: minimum variance (Johnson 1960), Whalley and Wilmott (1997)
//! for the band, Leland (1985) for the volatility that pays for rebalancing.

use alm_math::lean;

use crate::{haircut::shortfall::Loan, units::WAD};

/// What is hedged, and with what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hedge {
    /// Value of the collateral.
    pub exposure: u128,
    /// What is lent against it.
    pub debt: u128,
    /// Volatility of the collateral.
    pub sigma_spot: u128,
    /// Volatility of the perpetual.
    pub sigma_perpetual: u128,
    /// Their correlation, between minus one and one.
    pub correlation: i128,
    /// Time held, years.
    pub time: u128,
    /// What a short position pays by the year; negative if it is paid.
    pub funding: i128,
    /// Fee and slippage of one trade, as a share of its value.
    pub trading: u128,
}

/// What a hedge does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Short position per unit of the exposure that leaves the least variance.
    pub ratio: i128,
    /// Volatility that is left.
    pub residual: u128,
    /// Expected loss without the hedge.
    pub unhedged: u128,
    /// Expected loss with it.
    pub hedged: u128,
    /// What it costs: funding, and trades in and out.
    pub cost: i128,
}

impl Outcome {
    /// Whether it saves more than it costs.
    #[must_use]
    pub fn worthwhile(&self) -> bool {
        let saved = self.unhedged.saturating_sub(self.hedged);
        i128::try_from(saved).unwrap_or(i128::MAX) > self.cost
    }
}

impl Hedge {
    /// The hedge of least variance; `None` where a figure does not fit.
    #[must_use]
    pub fn outcome(&self) -> Option<Outcome> {
        let scaled = lean::mul_down(self.correlation.unsigned_abs(), self.sigma_spot).ok()?;
        let size = lean::div_down(scaled, self.sigma_perpetual).ok()?;
        let ratio = signed(size, self.correlation < 0)?;
        let square = lean::mul_div_up(
            self.correlation.unsigned_abs(),
            self.correlation.unsigned_abs(),
            WAD,
        )
        .ok()?;
        let left = lean::sqrt(WAD.checked_sub(square)?);
        let residual = lean::mul_up(self.sigma_spot, left).ok()?;
        Some(Outcome {
            ratio,
            residual,
            unhedged: self.expected_loss(self.sigma_spot)?,
            hedged: self.expected_loss(residual)?,
            cost: self.cost(ratio)?,
        })
    }

    /// The expected loss of the loan at a volatility, rounded up.
    fn expected_loss(&self, sigma: u128) -> Option<u128> {
        let loan = Loan {
            proceeds: self.exposure,
            debt: self.debt,
            deviation: lean::mul_up(sigma, lean::sqrt(self.time)).ok()?,
            drift: 0,
        };
        Some(loan.expected_loss_up())
    }

    /// Funding over the time held, and two trades.
    fn cost(&self, ratio: i128) -> Option<i128> {
        let notional = lean::mul_up(self.exposure, ratio.unsigned_abs()).ok()?;
        let carried = lean::mul_up(self.funding.unsigned_abs(), self.time).ok()?;
        let funding = lean::mul_up(notional, carried).ok()?;
        let trades = lean::mul_up(notional, self.trading.checked_mul(2)?).ok()?;
        // A long hedge of a negative ratio is paid what a short one pays.
        let paid = (self.funding < 0) != (ratio < 0);
        signed(trades, false)?.checked_add(signed(funding, paid)?)
    }
}

/// Half of the band of delta within which rebalancing costs more than it saves:
/// `(3/2 e^(-r T) cost S gamma^2 / aversion)^(1/3)`, wad. `cost` is of one trade, as a share; `aversion` is absolute.
#[must_use]
pub fn half_band(
    discount: u128,
    cost: u128,
    spot: u128,
    gamma: u128,
    aversion: u128,
) -> Option<u128> {
    let price = lean::mul_div_down(cost, spot.checked_mul(3)?, 2 * WAD).ok()?;
    let weighted = lean::mul_down(lean::mul_down(price, gamma).ok()?, gamma).ok()?;
    let cube = lean::div_down(lean::mul_down(weighted, discount).ok()?, aversion).ok()?;
    if cube == 0 {
        return Some(0);
    }
    lean::exp(lean::ln(cube).ok()?.checked_div(3)?)
}

/// `sqrt(8 / pi)`, wad.
const ROOT_8_PI: u128 = 1_595_769_121_605_730_712;

/// Leland's number, wad: `sqrt(8 / pi) cost / (sigma sqrt(dt))`, with the cost of one trade and the years between two.
#[must_use]
pub fn leland_number(cost: u128, sigma: u128, years: u128) -> Option<u128> {
    let deviation = lean::mul_down(sigma, lean::sqrt(years)).ok()?;
    lean::mul_div_up(ROOT_8_PI, cost, deviation).ok()
}

/// The volatility at which a short put pays for its rebalancing: `sigma sqrt(1 + number)`, wad.
#[must_use]
pub fn leland_short(sigma: u128, number: u128) -> Option<u128> {
    lean::mul_up(sigma, lean::sqrt(WAD.checked_add(number)?)).ok()
}

/// The volatility at which a put held does: `sigma sqrt(1 - number)`, wad; nothing from a number of one on.
#[must_use]
pub fn leland_long(sigma: u128, number: u128) -> Option<u128> {
    lean::mul_down(sigma, lean::sqrt(WAD.saturating_sub(number))).ok()
}

fn signed(size: u128, negative: bool) -> Option<i128> {
    let size = i128::try_from(size).ok()?;
    if negative {
        size.checked_neg()
    } else {
        Some(size)
    }
}
