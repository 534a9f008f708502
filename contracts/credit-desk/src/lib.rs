//! `credit-desk`: loans against collateral that is held in custody, floating and fixed, and their liquidation.
//!
//! Assumptions, safety: the owner is a timelock; the balance sheet and the second program named at construction are honest; the
//! risk source pushes terms inside of the compiled bounds. A token that keeps a part of its transfers cannot be added as
//! collateral. Liveness: none for leaving: repaying, and withdrawing without debt, ask no feed; liquidation goes on without
//! fresh terms and prices. Interfaces and units: `alm_abi::ICreditDesk` and `ICreditTerms`; the rules:
//! `alm_engine::credit`; storage and functions: `alm_credit`; layout, locks and gas: `contracts/docs/credit-desk.md`.
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

pub use contract::CreditDesk;
#[cfg(feature = "export-abi")]
pub use contract::print_from_args;
