//! The rules of the engine: pure functions over plain structs.
//!
//! Nothing here knows of a chain, a contract or an SDK; nothing allocates, nothing panics. What the contracts
//! execute, the lenses preview and the host tests recompute is this code.
//!
//! Conventions: a plain `u128` is a wad (1e18) unless its name says otherwise; times are whole seconds; a risk is
//! rounded up, a resource down, always against the borrower. Where a figure leaves its range, the function saturates
//! on the cautious side instead of failing, and says so.
#![no_std]
#![deny(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]

pub mod analytics;
pub mod book;
pub mod buffer;
pub mod concentration;
pub mod covariance;
pub mod credit;
pub mod deal;
pub mod depth;
pub mod governance;
pub mod guard;
pub mod haircut;
pub mod imbalance;
pub mod ladder;
pub mod money;
pub mod monitor;
pub mod parameters;
pub mod queue;
pub mod ramp;
pub mod rates;
pub mod ratios;
pub mod refusal;
pub mod units;
pub mod volatility;
pub mod week;
mod wide;
