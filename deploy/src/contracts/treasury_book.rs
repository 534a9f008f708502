//! `treasury-book`: the third program of the balance sheet, which runs it in its own storage: one for all books.

use super::{Description, program};
use crate::revert;
use abi::TreasuryBookErrors;

/// Typed calls, generated from the JSON of the interface.
pub mod abi {
    #![allow(missing_docs, clippy::all, clippy::pedantic, unreachable_pub)] // generated
    ethers::contract::abigen!(TreasuryBook, "../solidity-interfaces/abi/ITreasury.json");
}

/// Package, and name in the record.
pub const PACKAGE: &str = "treasury-book";

/// What the tool knows of it.
pub const DESCRIPTION: Description = Description {
    package: PACKAGE,
    planned: |plan| program::of_books(plan, PACKAGE),
    explain: revert::decoded::<TreasuryBookErrors>,
};
