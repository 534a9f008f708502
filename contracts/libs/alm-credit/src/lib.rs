//! The accounts of a credit desk: where they lie in storage, what they are worth, and what is done with them.
//!
//! One address, two programs: `credit-desk` holds what borrowers and liquidators use, `credit-terms` governance, pushed terms
//! and views: together they would pass what one program may weigh. The first lets the second answer what it does not know,
//! in its storage ([`extension`]). Both are routers over the functions here; what a program does not name is not in it.
//!
//! Layout and order of work: `contracts/docs/credit-desk.md`; the rules: `alm_engine::credit`.
#![no_std]
#![allow(
    clippy::missing_errors_doc,
    reason = "every function fails with the typed errors of its interface"
)]
#![deny(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]

extern crate alloc;

mod account;
mod actions;
mod asset;
mod batch;
mod collateral;
mod desk;
mod duties;
mod errors;
pub mod extension;
mod fixed;
mod floating;
mod globals;
mod layout;
mod liquidate;
mod listing;
mod loan;
mod notes;
mod offers;
mod operators;
mod oracle;
mod order;
mod pushes;
mod realise;
mod report;
mod sheet;
mod shortage;
mod tokens;
mod views;
mod weigh;

pub use desk::Desk;
