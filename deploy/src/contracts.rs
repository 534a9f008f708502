//! The contracts of the system, one file each: everything the tool knows of a contract, to deploy
//! it, to wire it and to read its refusals.
//!
//! To add one, write its file beside `risk_engine.rs` and name its [`Description`] in [`ALL`].

pub mod balance_sheet;
pub mod buffer_pool;
pub mod covariance;
pub mod credit_desk;
pub mod credit_lens;
mod credit_lines;
pub mod credit_terms;
pub mod deposit_vault;
pub mod depth_reader;
pub mod fixed_book;
pub mod liquidity_lens;
pub mod parameters;
mod per_book;
mod program;
pub mod rate_model;
pub mod rates_lens;
pub mod redeem_queue;
pub mod risk_engine;
pub mod risk_monitor;
pub mod term_desk;
pub mod treasury_book;

use async_trait::async_trait;
use ethers::abi::Token;

use crate::{
    artifacts::Programs,
    deployment::{DeployError, Site},
    plan::Plan,
    record::Record,
};

/// In the order of deployment: a constructor may name the address of an earlier one.
pub const ALL: [Description; 18] = [
    risk_engine::DESCRIPTION,
    covariance::DESCRIPTION,
    rate_model::DESCRIPTION,
    fixed_book::DESCRIPTION,
    treasury_book::DESCRIPTION,
    balance_sheet::DESCRIPTION,
    parameters::DESCRIPTION,
    deposit_vault::DESCRIPTION,
    redeem_queue::DESCRIPTION,
    buffer_pool::DESCRIPTION,
    term_desk::DESCRIPTION,
    depth_reader::DESCRIPTION,
    risk_monitor::DESCRIPTION,
    liquidity_lens::DESCRIPTION,
    rates_lens::DESCRIPTION,
    credit_lens::DESCRIPTION,
    credit_terms::DESCRIPTION,
    credit_desk::DESCRIPTION,
];

/// A kind of contract.
#[derive(Clone, Copy)]
pub struct Description {
    /// Package it is built from.
    pub package: &'static str,
    /// Those a plan asks for: none, one, or one for each of something.
    pub planned: for<'a> fn(&'a Plan) -> Vec<Box<dyn Contract + 'a>>,
    /// Its errors: revert data in words, `None` when it is no error of this contract.
    pub explain: fn(&[u8]) -> Option<String>,
}

/// One contract of a plan.
#[async_trait(?Send)]
pub trait Contract {
    /// Package it is built from.
    fn package(&self) -> &'static str;

    /// Its name in the record, and part of its address; it differs where a package is deployed
    /// more than once.
    fn name(&self) -> String {
        self.package().into()
    }

    /// Whether somebody owns it: in the end its governor, or else the plan's owner.
    fn has_owner(&self) -> bool {
        true
    }

    /// Name of the contract that is to own it in the end, if one is.
    fn governor(&self) -> Option<&'static str> {
        None
    }

    /// Arguments of the constructor. One that has an owner names the first, who is to be
    /// [`Site::sender`]: wiring comes before the hand-over.
    ///
    /// # Errors
    /// When it needs the address of a contract that does not stand yet.
    fn constructor(&self, site: &Site<'_>) -> Result<Vec<Token>, DeployError> {
        Ok(vec![Token::Address(site.sender())])
    }

    /// Takes out of a record what an earlier contract of this name had been told.
    fn forget(&self, _record: &mut Record) {}

    /// Brings its settings to those of the plan. Every contract of the plan stands by now.
    ///
    /// # Errors
    /// [`DeployError`].
    async fn wire(&self, site: &mut Site<'_>) -> Result<(), DeployError>;
}

/// The contracts a plan asks for, in the order of deployment.
#[must_use]
pub fn planned(plan: &Plan) -> Vec<Box<dyn Contract + '_>> {
    ALL.iter().flat_map(|kind| (kind.planned)(plan)).collect()
}

/// Revert data of any of the contracts, in words.
#[must_use]
pub fn explain(data: &[u8]) -> Option<String> {
    ALL.iter().find_map(|kind| (kind.explain)(data))
}

/// The bytes of all of them.
///
/// # Errors
/// When one has not been built.
pub fn programs() -> Result<Programs, alm_build::BuildError> {
    Programs::load(ALL.iter().map(|kind| kind.package))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn test_planned_contracts_have_names_and_packages_of_their_own_kind() {
        let mut plan = Plan::default();
        for (byte, name) in [(1, "USDC"), (2, "WETH")] {
            let token = ethers::types::Address::repeat_byte(byte);
            let mut book = crate::plan::BookPlan::new(name, token, 6);
            book.smallest_redemption = Some("1".into());
            book.fixed = Some(crate::plan::FixedSettings::default());
            book.buffer = Some(crate::plan::BufferSettings::default());
            plan.books.push(book);
        }
        let names: BTreeSet<_> = planned(&plan).iter().map(|one| one.name()).collect();
        assert_eq!(names.len(), planned(&plan).len(), "names are unique");
        for kind in ALL {
            for contract in (kind.planned)(&plan) {
                assert_eq!(contract.package(), kind.package);
            }
        }
    }

    #[test]
    fn test_contracts_are_packages_of_the_workspace() {
        let workspace = alm_build::Workspace::locate().expect("tests run in a checkout");
        for kind in ALL {
            let folder = workspace.root().join("contracts").join(kind.package);
            assert!(folder.join("Stylus.toml").is_file(), "{}", kind.package);
        }
    }
}
