//! How much of an asset a market absorbs.
//!
//! - [`pool`]: what a pool of concentrated liquidity pays for a sale that moves its price by a given slippage;
//! - [`ticks`]: the grid of such a pool, and where on it liquidity changes;
//! - [`report`]: what is admitted of a reported depth beside what a pool shows.

pub mod pool;
pub mod report;
pub mod ticks;
