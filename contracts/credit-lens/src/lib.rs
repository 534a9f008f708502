//! `credit-lens`: what collateral may lose and what its sale does to its price, as views.
//!
//! Assumptions, safety: the risk monitor named by the caller is honest, and so is its engine; their answers are believed. It
//! stores nothing, owns nothing, and needs no lock. The interface and its units: `alm_abi::ICreditLens`; the formulas:
//! `alm_engine::{analytics, haircut, monitor}`.
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

mod asset;
mod cascade;
mod contract;
mod hedge;
mod loans;
mod numbers;
mod selectors;
mod signals;
mod views;

pub use contract::CreditLens;
#[cfg(feature = "export-abi")]
pub use contract::print_from_args;
