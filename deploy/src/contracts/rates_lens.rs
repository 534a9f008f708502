//! `rates-lens`: views of value, duration and interest-rate shocks of the books: one for all.

use super::{Description, program};
use crate::revert;
use abi::RatesLensErrors;

/// Typed calls, generated from the JSON of the interface.
pub mod abi {
    #![allow(missing_docs, clippy::all, clippy::pedantic, unreachable_pub)] // generated
    ethers::contract::abigen!(RatesLens, "../solidity-interfaces/abi/IRatesLens.json");
}

/// Package, and name in the record.
pub const PACKAGE: &str = "rates-lens";

/// What the tool knows of it.
pub const DESCRIPTION: Description = Description {
    package: PACKAGE,
    planned: |plan| program::of_books(plan, PACKAGE),
    explain: revert::decoded::<RatesLensErrors>,
};
