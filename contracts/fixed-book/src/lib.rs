//! `fixed-book`: the second program of a balance sheet. Fixed deposits and loans: made, ended, and quoted;
//! but for the new deposit, which the first program makes itself.
//!
//! Run by `balance-sheet` in its storage, under its address; called by itself it has no book, no owner and no tokens, and
//! refuses everything. The interfaces and their units: `alm_abi::IFixedBook`; the books
//! in storage: `alm_book`; the accounting: `contracts/docs/balance-sheet.md`.
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

pub use contract::FixedBook;
#[cfg(feature = "export-abi")]
pub use contract::print_from_args;
