//! `depth-reader`: where the plan asks for one. It has no owner, no constructor and no settings.

use async_trait::async_trait;
use ethers::abi::Token;

use super::{Contract, Description};
use crate::{
    deployment::{DeployError, Site},
    plan::Plan,
    revert,
};
use abi::DepthReaderErrors;

/// Typed calls, generated from the JSON of the interface.
pub mod abi {
    #![allow(missing_docs, clippy::all, clippy::pedantic, unreachable_pub)] // generated
    ethers::contract::abigen!(DepthReader, "../solidity-interfaces/abi/IDepthReader.json");
}

/// Package, and name in the record.
pub const PACKAGE: &str = "depth-reader";

/// What the tool knows of it.
pub const DESCRIPTION: Description = Description {
    package: PACKAGE,
    planned: |plan: &Plan| match plan.depth_reader {
        false => Vec::new(),
        true => vec![Box::new(Planned)],
    },
    explain: revert::decoded::<DepthReaderErrors>,
};

/// The reader of a plan.
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
