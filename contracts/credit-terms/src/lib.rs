//! `credit-terms`: the second program of the credit desk, run at its address: terms of collateral, prices noted, governance
//! and views.
//!
//! Assumptions: those of `credit-desk`, which alone calls it by delegation. By itself it has no owner, and refuses whatever
//! would change anything. Interfaces: `alm_abi::ICreditTerms`, and the views of `ICreditDesk`; functions: `alm_credit`.
#![cfg_attr(not(any(test, feature = "export-abi")), no_std)]
#![cfg_attr(not(any(test, feature = "export-abi")), no_main)]
#![allow(
    missing_docs,
    clippy::missing_errors_doc,
    reason = "the SDK's macros generate undocumented items"
)]
#![deny(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]

extern crate alloc;

mod contract;
mod selectors;

pub use contract::CreditTerms;
#[cfg(feature = "export-abi")]
pub use contract::print_from_args;
