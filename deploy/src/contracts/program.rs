//! A program without owner, arguments or settings: code that others run, or views over others' state.

use async_trait::async_trait;
use ethers::abi::Token;

use super::Contract;
use crate::{
    deployment::{DeployError, Site},
    plan::Plan,
};

/// The program of a package.
struct Program(&'static str);

/// The program of a package for a plan with books, of which it serves all.
pub(super) fn of_books<'plan>(
    plan: &'plan Plan,
    package: &'static str,
) -> Vec<Box<dyn Contract + 'plan>> {
    match plan.books.as_slice() {
        [] => Vec::new(),
        _ => vec![Box::new(Program(package))],
    }
}

/// The program of a package for a plan with a risk monitor, which it asks.
pub(super) fn of_monitor<'plan>(
    plan: &'plan Plan,
    package: &'static str,
) -> Vec<Box<dyn Contract + 'plan>> {
    match &plan.monitor {
        None => Vec::new(),
        Some(_) => vec![Box::new(Program(package))],
    }
}

#[async_trait(?Send)]
impl Contract for Program {
    fn package(&self) -> &'static str {
        self.0
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
