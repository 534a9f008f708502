//! `rate-model`: floating rates found by the market, and the zero curves over them.
//!
//! Assumptions, safety: the balance sheet registered for a book reports the utilisation that holds from its call on; the
//! owner is a timelock. Liveness: the balance sheet reports now and then; if it does not, the last report holds on.
//! The interface and its units: `alm_abi::IRateModel`; the formulas: `alm_engine::rates`.
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

mod book;
mod contract;
mod errors;
mod events;
mod governance;
mod layout;
mod selectors;
mod signed;
mod storage;
mod views;

pub use contract::RateModel;
#[cfg(feature = "export-abi")]
pub use contract::print_from_args;
