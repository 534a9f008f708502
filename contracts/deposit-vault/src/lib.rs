//! `deposit-vault`: the floating deposits of one book, as ERC-20 shares behind plain ERC-4626.
//!
//! The vault keeps shares; the balance sheet keeps the assets, prices them and decides what its limits allow. A deposit
//! moves tokens from the caller to the balance sheet and then reports them; a withdrawal is paid by the balance sheet.
//!
//! Assumptions, safety: the balance sheet given at construction is honest, and has listed the asset with this vault; its
//! owner names an honest redemption queue, once. Liveness: none; there is no owner and no parameter. Interface and units: `alm_abi::IDepositVault`; layout, locks and
//! the bound on the largest holder: `contracts/docs/deposit-vault.md`.
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
mod config;
mod contract;
mod entrance;
mod errors;
mod exit;
mod holders;
mod redemptions;
mod selectors;
mod sheet;

pub use contract::DepositVault;
#[cfg(feature = "export-abi")]
pub use contract::print_from_args;
