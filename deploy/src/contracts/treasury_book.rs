//! `treasury-book`: the third program of the balance sheet, which runs it in its own storage. It owns nothing and has no settings.

use async_trait::async_trait;
use ethers::abi::Token;

use super::{Contract, Description};
use crate::{
    deployment::{DeployError, Site},
    plan::Plan,
    revert,
};
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
    planned: |plan: &Plan| match plan.books.as_slice() {
        [] => Vec::new(),
        _ => vec![Box::new(Planned)],
    },
    explain: revert::decoded::<TreasuryBookErrors>,
};

/// The program: there is one for all books.
struct Planned;

#[async_trait(?Send)]
impl Contract for Planned {
    fn package(&self) -> &'static str {
        PACKAGE
    }

    fn has_owner(&self) -> bool {
        false
    }

    fn constructor(&self, _: &Site<'_>) -> Result<Vec<Token>, DeployError> {
        Ok(Vec::new())
    }

    async fn wire(&self, _: &mut Site<'_>) -> Result<(), DeployError> {
        Ok(())
    }
}
