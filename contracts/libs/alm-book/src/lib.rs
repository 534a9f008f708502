//! The books of a balance sheet: where they lie in storage, what is done around every function, and the functions.
//!
//! One address, three programs: `balance-sheet` holds what savers and borrowers do every day, `fixed-book` the other
//! actions on fixed positions, `treasury-book` strike, governance, losses, buffer, capital and most views: together they
//! would pass what one program may weigh. The first lets the others answer what it does not know, in its storage ([`extension`]). All are tables of
//! the functions here; what a program does not name is not in it.
//!
//! Order of work: [`frame`] checks the lock and the caller, loads the book and brings it to this block ([`open`]), lets
//! the function act on it in memory, writes it back, tells and pays.
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

mod arrears;
mod books;
mod buffer;
mod cells;
mod equity;
mod errors;
mod events;
mod exits;
pub mod extension;
mod fixed;
mod fixed_terms;
pub mod frame;
mod funding;
mod governance;
mod holdings;
mod layout;
mod lending;
mod limits;
mod losses;
pub mod open;
pub mod parts;
mod position;
mod quotes;
mod redemptions;
mod revaluation;
mod storage;
mod strike;
mod term_deposits;
mod term_loans;
mod terms;
mod tokens;
mod views;

pub use books::Books;
pub use frame::Function;
pub use open::Open;
