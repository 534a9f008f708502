//! `term-desk`: fixed deposits as ERC-6909 claims, one id for each currency and maturity.
//!
//! The desk keeps who holds which claim; the balance sheet keeps the assets, prices claims and decides what its limits
//! allow. A deposit moves tokens from the caller to the balance sheet and then reports them; whoever leaves is paid by the
//! balance sheet.
//!
//! Assumptions, safety: the balance sheet given at construction is honest. Liveness: it has named this desk the term desk
//! of a book. There is no owner and no parameter. Interface and units: `alm_abi::ITermDesk`; layout, locks and gas:
//! `contracts/docs/term-desk.md`.
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

mod claims;
mod config;
mod contract;
mod entrance;
mod exit;
mod ledger;
mod naming;
mod quotes;
mod selectors;
mod sheet;

pub use contract::TermDesk;
#[cfg(feature = "export-abi")]
pub use contract::print_from_args;
