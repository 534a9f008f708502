//! Lending against collateral: what an account owns and owes, when it may borrow, and what a liquidation takes.
//!
//! Values are wads of the feeds' quote currency, ratios are [`crate::units::Ratio`]s (1e-7), amounts base units, prices at
//! their feed's decimals. What an account owns is rounded down, what it owes up.

pub mod bonus;
pub mod diversification;
pub mod liquidation;
pub mod price;
pub mod proportion;
pub mod ramp;
pub mod tally;
pub mod terms;
pub mod value;
