//! What was seen of one asset after one price.

use serde::Serialize;

/// The engine's answer after a price had been published and sampled. Ratios and volatilities are
/// fractions (0.8 is 80 %), converted once from the contract's wads for the report.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Observation {
    /// Block time, unix seconds.
    pub time: u64,
    /// Price in units of 1e-8.
    pub price: u64,
    /// Annual volatility over about a day.
    pub sigma_fast: f64,
    /// Annual volatility over about two weeks.
    pub sigma_slow: f64,
    /// Annual volatility the haircut uses.
    pub sigma_used: f64,
    /// Haircut.
    pub haircut: f64,
    /// Liquidation threshold the rules aim at: what new loans are opened against.
    pub threshold_new: f64,
    /// Liquidation threshold of existing loans, on its ramp.
    pub threshold_old: f64,
    /// Highest LTV of new borrowing.
    pub opening_ltv: f64,
    /// The engine calls its own figures stale.
    pub stale: bool,
}
