//! What collateral is worth when it has to be sold.
//!
//! - [`liquidity`]: how long a sale takes and what it costs, from a depth report;
//! - [`shortfall`]: lognormal value at risk, expected shortfall, expected loss over that time;
//! - [`smart_ltv`]: a peer's rule, for comparison in reports.

pub mod liquidity;
pub mod shortfall;
pub mod smart_ltv;
