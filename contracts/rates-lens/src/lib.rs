//! `rates-lens`: value, duration and interest-rate shocks of a book, as views.
//!
//! Assumptions, safety: the balance sheet named by the caller is honest; its answers are believed. It stores nothing, owns
//! nothing, and needs no lock. The interface and its units: `alm_abi::IRatesLens`; the formulas: `alm_engine::analytics`.
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

mod aggregate;
mod bank;
mod contract;
mod customers;
mod selectors;
mod views;

pub use contract::RatesLens;
#[cfg(feature = "export-abi")]
pub use contract::print_from_args;
