//! `depth-reader`: what a pool of concentrated liquidity pays for a sale that moves its price by a slippage.
//!
//! Assumptions, safety: the pool the caller names is a pool, and its history is long; what a false pool says is the
//! caller's to judge. Liveness: none is needed; there is no state and no owner. Interface and units:
//! `alm_abi::IDepthReader`; rules: `alm_engine::depth`; `contracts/docs/depth-reader.md`.
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

mod contract;
mod pool;
mod walk;

pub use contract::DepthReader;
#[cfg(feature = "export-abi")]
pub use contract::print_from_args;
