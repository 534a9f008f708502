//! `redeem-queue`: redemptions of one deposit vault that wait for cash, in the form of ERC-7540.
//!
//! The queue keeps who asked for how many shares, in the generation of which day, and what was paid; the vault keeps the
//! shares that wait, under the queue's address; the balance sheet keeps the cash that is set aside. The rules are those of
//! `alm_engine::queue`.
//!
//! Assumptions, safety: the vault given at construction is honest, and has named this queue. Liveness: somebody calls
//! `settle`; there is no owner and no parameter. Interface and units: `alm_abi::IRedeemQueue`; layout, locks and order:
//! `contracts/docs/redeem-queue.md`.
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

mod cancellation;
mod claim;
mod config;
mod contract;
mod errors;
mod operators;
mod request;
mod requests;
mod selectors;
mod settlement;
mod standards;
mod storage;
mod vault;
mod views;

pub use contract::RedeemQueue;
#[cfg(feature = "export-abi")]
pub use contract::print_from_args;
