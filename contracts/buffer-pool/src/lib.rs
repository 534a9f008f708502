//! `buffer-pool`: the backstop of one book, as ERC-20 shares behind ERC-4626.
//!
//! Suppliers bear the book's losses first and lend it cash for redemptions; they earn the buffer's share of its income. The
//! pool keeps the assets itself, in cash and in strategies, and tells the book what it can count on. They never fund a loan.
//!
//! Assumptions, safety: the balance sheet given at construction is honest; the owner names strategies that hold what they
//! say. Liveness: none of any strategy but for the assets in it. Interfaces and units: `alm_abi::{IBufferPool,
//! IBufferTreasury}`; rules: `alm_engine::buffer`; layout, locks, exchange with the book: `contracts/docs/buffer-pool.md`.
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

mod appraisal;
mod claims;
mod config;
mod contract;
mod duties;
mod entrance;
mod errors;
mod exits;
mod governance;
mod pool;
mod rebalance;
mod selectors;
mod sheet;
mod storage;
mod vaults;
mod views;

pub use contract::BufferPool;
#[cfg(feature = "export-abi")]
pub use contract::print_from_args;
