//! `covariance`: how up to sixteen collaterals move together, measured on chain.
//!
//! The contract takes the newest samples of a risk engine, which nobody can choose, and moves one correlation for every
//! two assets whose samples lie in the same two slots. The rules are those of `alm_engine::covariance`.
//!
//! Assumptions, safety: the engine given at construction is honest; the owner is a timelock. Liveness: somebody calls
//! `sampleAll` once a slot; if nobody does, everything counts as moving together. Interface and units:
//! `alm_abi::ICovariance`; layout: `contracts/docs/covariance.md`.
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

mod config;
mod contract;
mod engine;
mod errors;
mod member;
mod membership;
mod pairs;
mod sampling;
mod selectors;
mod views;

pub use contract::Covariance;
#[cfg(feature = "export-abi")]
pub use contract::print_from_args;
