//! What the contracts share above the SDK.
//!
//! - [`arguments`]: strict decoding of calldata made of words;
//! - [`words`]: results, errors and events as plain 32-byte words, so that a typed error costs a few bytes of code;
//! - [`packed`]: several fields in one storage slot;
//! - [`slots`]: storage by slot number;
//! - [`ownable`]: an owner, replaced in two steps;
//! - [`lock`]: one transient-storage lock per contract;
//! - [`feed`]: reads of price feeds that cannot be made to misbehave;
//! - [`entry`]: what a chain calls, [`host`]: what a contract asks of it.
//!
//! How a contract uses them: `contracts/docs/contract-kit.md`.
#![cfg_attr(not(any(test, feature = "export-abi")), no_std)]
#![deny(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]

extern crate alloc;

pub mod arguments;
pub mod entry;
pub mod feed;
pub mod host;
pub mod lock;
pub mod ownable;
pub mod packed;
pub mod slots;
pub mod words;

pub use words::Failure;
