//! `parameters`: the governance of a pool. It owns the balance sheet and the contracts around it.
//!
//! Assumptions, safety: its owner is a timelock; the balance sheet and the rate model it was given are the ones it owns,
//! and refuse what their own compiled bounds forbid. Liveness: none; the pool works without it. The interface and its
//! units: `alm_abi::IParameters`; the rules: `alm_engine::governance`; roles and layout: `contracts/docs/parameters.md`.
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

mod actor;
mod bands;
mod bundle;
mod change;
mod condition;
mod contract;
mod errors;
mod events;
mod execute;
mod pause;
mod selectors;
mod settings;
mod signed;
mod stewardship;
mod storage;
mod targets;

pub use contract::Parameters;
#[cfg(feature = "export-abi")]
pub use contract::print_from_args;
