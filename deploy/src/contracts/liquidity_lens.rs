//! `liquidity-lens`: views of coverage, funding, survival and solvency over the books: one for all.

use super::{Description, program};
use crate::revert;
use abi::LiquidityLensErrors;

/// Typed calls, generated from the JSON of the interface.
pub mod abi {
    #![allow(missing_docs, clippy::all, clippy::pedantic, unreachable_pub)] // generated
    ethers::contract::abigen!(
        LiquidityLens,
        "../solidity-interfaces/abi/ILiquidityLens.json"
    );
}

/// Package, and name in the record.
pub const PACKAGE: &str = "liquidity-lens";

/// What the tool knows of it.
pub const DESCRIPTION: Description = Description {
    package: PACKAGE,
    planned: |plan| program::of_books(plan, PACKAGE),
    explain: revert::decoded::<LiquidityLensErrors>,
};
