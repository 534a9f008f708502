//! `credit-lens`: views of what collateral may lose and what its sale does to its price: one for all.

use super::{Description, program};
use crate::revert;
use abi::CreditLensErrors;

/// Typed calls, generated from the JSON of the interface.
pub mod abi {
    #![allow(missing_docs, clippy::all, clippy::pedantic, unreachable_pub)] // generated
    ethers::contract::abigen!(CreditLens, "../solidity-interfaces/abi/ICreditLens.json");
}

/// Package, and name in the record.
pub const PACKAGE: &str = "credit-lens";

/// What the tool knows of it.
pub const DESCRIPTION: Description = Description {
    package: PACKAGE,
    planned: |plan| program::of_monitor(plan, PACKAGE),
    explain: revert::decoded::<CreditLensErrors>,
};
