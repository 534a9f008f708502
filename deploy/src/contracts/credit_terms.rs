//! `credit-terms`: the second program of the credit desk, which runs it in its own storage. What it governs is set at the desk's address.

use super::{Description, program};
use crate::revert;
use abi::CreditTermsErrors;

/// Typed calls, generated from the JSON of the interface.
pub mod abi {
    #![allow(missing_docs, clippy::all, clippy::pedantic, unreachable_pub)] // generated
    ethers::contract::abigen!(CreditTerms, "../solidity-interfaces/abi/ICreditTerms.json");
}

/// Package, and name in the record.
pub const PACKAGE: &str = "credit-terms";

/// What the tool knows of it.
pub const DESCRIPTION: Description = Description {
    package: PACKAGE,
    planned: |plan| match plan.credit {
        Some(_) => program::of_books(plan, PACKAGE),
        None => Vec::new(),
    },
    explain: revert::decoded::<CreditTermsErrors>,
};
