//! `fixed-book`: the second program of the balance sheet, which runs it in its own storage: one for all books.

use super::{Description, program};

/// Typed calls, generated from the JSON of the interface.
pub mod abi {
    #![allow(missing_docs, clippy::all, clippy::pedantic, unreachable_pub)] // generated
    ethers::contract::abigen!(FixedBook, "../solidity-interfaces/abi/IFixedBook.json");
}

/// Package, and name in the record.
pub const PACKAGE: &str = "fixed-book";

/// What the tool knows of it.
pub const DESCRIPTION: Description = Description {
    package: PACKAGE,
    planned: |plan| program::of_books(plan, PACKAGE),
    explain: |_| None,
};
