//! What the contracts share above the SDK.
//!
//! - [`arguments`]: strict decoding of calldata made of words;
//! - [`words`]: results, errors and events as plain 32-byte words, so that a typed error costs a few bytes of code;
//! - [`packed`]: several fields in one storage slot;
//! - [`slots`]: storage by slot number;
//! - [`ownable`]: an owner, replaced in two steps;
//! - [`lock`]: one transient-storage lock per contract;
//! - [`feed`]: reads of price feeds that cannot be made to misbehave;
//! - [`calls`]: calls whose errors are passed on, [`token`]: transfers of tokens that are not quite ERC-20;
//! - [`erc20`], [`permit`], [`text`]: a share token, its permits, its name;
//! - [`erc6909`]: a ledger of claims by id, [`checks`]: amounts, receivers and deadlines as callers give them;
//! - [`entry`]: what a chain calls, [selectors](mod@selectors): how it names functions, [`host`]: what a contract asks of it.
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
pub mod calls;
pub mod checks;
pub mod entry;
pub mod erc20;
pub mod erc6909;
pub mod feed;
pub mod host;
pub mod lock;
pub mod ownable;
pub mod packed;
pub mod permit;
pub mod selectors;
pub mod slots;
pub mod text;
pub mod token;
pub mod words;

pub use words::Failure;
