//! `risk-engine`: volatility, haircuts and collateral ratios measured on chain.
//!
//! Assumptions, safety: a feed reports the price it is trusted for, and numbers its rounds in the order of time; the
//! owner is a timelock. Liveness: somebody calls `poke` now and then; if nobody does, no volatility falls, and the
//! opening LTV goes to its floor. The interface and its units: `alm_abi::IRiskEngine`; the formulas: `alm_engine`.
#![cfg_attr(not(any(test, feature = "export-abi")), no_std)]
#![cfg_attr(not(any(test, feature = "export-abi")), no_main)]
#![allow(
    missing_docs,
    clippy::missing_errors_doc,
    reason = "the SDK's macros generate undocumented items"
)]

extern crate alloc;

mod asset;
mod contract;
mod errors;
mod events;
mod given;
mod governance;
mod layout;
mod sampling;
mod selectors;
mod storage;
mod views;

pub use contract::RiskEngine;
#[cfg(feature = "export-abi")]
pub use contract::print_from_args;
