//! `risk-monitor`: early warnings, the regime, a histogram of liquidation prices, and the terms of collateral that follow.
//!
//! It reads a book, its vault, a risk engine and a matrix of correlations, and is the risk source of a credit desk. The
//! rules are those of `alm_engine::monitor`.
//!
//! Assumptions, safety: the sources the owner names are honest; the owner is a timelock. Liveness: somebody calls
//! `evaluate`, `measure` and `pushTerms` now and then; if nobody does, the desk's terms expire, and it takes no new risk.
//! Interface and units: `alm_abi::IRiskMonitor`; layout: `contracts/docs/risk-monitor.md`.
#![cfg_attr(not(any(test, feature = "export-abi")), no_std)]
#![cfg_attr(not(any(test, feature = "export-abi")), no_main)]
#![deny(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]
#![allow(
    missing_docs,
    clippy::missing_errors_doc,
    reason = "the SDK's macros generate undocumented items"
)]

extern crate alloc;

mod cascade;
mod contract;
mod credit;
mod errors;
mod evaluation;
mod followed;
mod histogram;
mod selectors;
mod sources;
mod state;
mod terms;
mod views;

pub use contract::RiskMonitor;
#[cfg(feature = "export-abi")]
pub use contract::print_from_args;
