//! From a depth report to the time and the cost of a liquidation.

use crate::{
    units::{PPM, RATIO_ONE, Ratio},
    wide,
};

/// How fast, and at what cost, an asset can be sold, as reported.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Liquidity {
    /// What the market absorbs at `slippage`, whole units of the quote currency, not zero.
    pub depth: u64,
    /// The most that may have to be sold, same unit.
    pub exposure: u64,
    /// Price move at which the depth was measured, bps.
    pub slippage: u16,
    /// Half of the bid-ask spread, bps.
    pub half_spread: u16,
    /// Seconds from a price move to the first sale.
    pub latency: u32,
    /// Seconds in which the market refills the depth.
    pub refill: u32,
}

/// What the haircut needs of a [`Liquidity`], small enough to be packed beside a feed's address.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Liquidation {
    /// Seconds until the whole exposure is sold, 24 bits.
    pub horizon: u32,
    /// Half-spread and average price impact, 1e-6, 20 bits.
    pub cost: u32,
    /// The no-spiral factor less one, bps, 20 bits.
    pub crowding: u32,
}

/// Largest horizon that is stored: 194 days.
const HORIZON_MAX: u128 = 0xff_ffff;
/// Largest stored value of the cost and the crowding; a cost of one is below it.
const FIELD_MAX: u128 = 0xf_ffff;
/// A day's tightening may not set off sales that move the price by more than this: about the deviation of a day at an annual
/// volatility of one, which is when thresholds come down.
const DAILY_IMPACT: u32 = RATIO_ONE / 20;

impl Liquidation {
    /// Sells the exposure in pieces of one depth, a refill apart.
    ///
    /// - horizon = latency + refill * exposure / depth;
    /// - cost = half-spread + slippage / 2 * min(1, exposure / depth): the average over a linear book;
    /// - crowding = slippage * exposure / depth. A constant-product pool that moves by a small slippage x when D is
    ///   sold holds R = 2 D / x of value on a side, so lambda = 1 + 2 c / R = 1 + x c / D for collateral c.
    ///
    /// # Rounding
    /// Up, and saturating upwards; a depth of zero counts as one.
    #[must_use]
    pub fn of(report: &Liquidity) -> Self {
        let depth = u128::from(report.depth.max(1));
        let exposure = u128::from(report.exposure);
        let slippage = u128::from(report.slippage);
        let pieces = |scaled: u128, size: u128| wide::mul_div_up(scaled, size, depth);
        let wait = pieces(u128::from(report.refill), exposure);
        // 1 bps = 100e-6, and half of it 50e-6.
        let impact = pieces(slippage.saturating_mul(50), exposure.min(depth));
        let spread = u128::from(report.half_spread).saturating_mul(100);
        Self {
            horizon: wait
                .saturating_add(u128::from(report.latency))
                .min(HORIZON_MAX) as u32,
            cost: spread.saturating_add(impact).min(FIELD_MAX) as u32,
            crowding: pieces(slippage, exposure).min(FIELD_MAX) as u32,
        }
    }

    /// The cost as a wad.
    #[must_use]
    pub fn cost_wad(&self) -> u128 {
        u128::from(self.cost).saturating_mul(PPM)
    }

    /// The fastest tightening the market can take, per day: selling what a step makes liquidatable moves the price
    /// by at most five per cent a day, since a fall d of the threshold moves it by d * crowding.
    ///
    /// # Rounding
    /// Down.
    #[must_use]
    pub fn tightening_limit(&self) -> Ratio {
        let impact = u64::from(DAILY_IMPACT).saturating_mul(10_000);
        impact
            .checked_div(self.crowding.into())
            .map_or(RATIO_ONE, |limit| limit.min(RATIO_ONE.into()) as Ratio)
    }
}
