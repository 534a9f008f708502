//! The people and the market around a pool in a crisis, without a chain: what of a replay is a model, and can be checked by
//! itself. The contracts are no part of it; the tool plays them on the embedded chain.
//!
//! * [`path`]: one sequence of prices from the months before a crisis through it, and its phases.
//! * [`borrowers`]: how much each of them has, how near to the limit he borrows, when he looks at his loan again.
//! * [`market`]: what a sale fetches while depth is used up, refilled, and thinned by volatility.
//! * [`liquidator`]: how much of an offered liquidation pays.
//! * [`leavers`]: how many depositors want out after a fall of prices.
//! * [`calibration`]: the constant terms that offer as much as the engine did on average in calm months.
//!
//! Values are floating point numbers in whole units of the quote currency: they decide what people do. What it does to
//! balances is the contracts' integer arithmetic.

pub mod borrowers;
pub mod calibration;
pub mod leavers;
pub mod liquidator;
pub mod market;
pub mod path;

/// Seconds of a day.
pub const DAY: u64 = 86_400;
/// Seconds of a year of 365 days.
pub const YEAR: f64 = 31_536_000.0;

/// Seconds as a number for ratios.
#[expect(
    clippy::cast_precision_loss,
    reason = "times of histories are far below 2^53"
)]
pub(crate) fn seconds(time: u64) -> f64 {
    time as f64
}
