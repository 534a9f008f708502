//! `balance-sheet`: one book per token, its cash, loans and deposits, floating and fixed, limits and the price of imbalance.
//!
//! Assumptions, safety: the owner is a timelock or the contract of parameters; a book's token moves exactly what it is
//! asked to move (fee-on-transfer and rebasing tokens are refused by the check on what was received); the programs named at
//! construction are `fixed-book` and `treasury-book`. Liveness: none; paying in, paying back and leaving by the queue need nobody. The
//! interfaces and their units: `alm_abi::IBalanceSheet`, `IFixedBook`, `ITreasury` and `IRedemptions`; the rules: `alm_engine`; the books
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

pub use contract::BalanceSheet;
#[cfg(feature = "export-abi")]
pub use contract::print_from_args;
