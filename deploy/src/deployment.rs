//! Carrying a plan out. Every step looks at the chain first, so a run after a fault goes on where
//! the last one stopped, and a run on a finished deployment sends nothing.
//!
//! First all contracts are deployed, then all are wired, then all are handed over.

mod authority;
mod cache;
mod data_fee;
mod error;
mod hand_over;
mod precompiles;
mod program;
mod site;

use std::path::PathBuf;

use ethers::{providers::Middleware, types::U256};

use crate::{account::Account, artifacts::Programs, contracts, plan::Plan, record::Record};

pub use data_fee::estimate_data_fee;
pub use error::DeployError;
pub use precompiles::{ARB_DEBUG, ARB_WASM, ARB_WASM_CACHE};
pub use program::DEPLOYER;
pub use site::Site;

/// A plan about to be carried out.
#[derive(Debug)]
pub struct Deployment<'a> {
    /// Who sends.
    pub account: &'a Account,
    /// What is to stand in the end.
    pub plan: &'a Plan,
    /// The contracts' bytes.
    pub programs: &'a Programs,
    /// Where the record is kept; absent: nowhere.
    pub record: Option<PathBuf>,
}

impl Deployment<'_> {
    /// Carries the plan out and returns the record. `progress` hears of every step.
    ///
    /// # Errors
    /// [`DeployError`]; after it has been dealt with, the same call goes on.
    pub async fn run(
        &self,
        progress: &mut (dyn FnMut(&str) + Send),
    ) -> Result<Record, DeployError> {
        self.plan.check()?;
        check_chain(self.account, self.plan).await?;
        self.account.settle().await?;
        let file = self.record.clone();
        let mut site = Site::open(self.account, self.plan, file, progress).await?;
        let contracts = contracts::planned(self.plan);
        for contract in &contracts {
            let program = self.programs.get(contract.package())?;
            site.deploy(contract.as_ref(), program).await?;
            site.save()?;
            if self.plan.cache {
                site.cache(&contract.name(), program).await?;
                site.save()?;
            }
        }
        for contract in &contracts {
            contract.wire(&mut site).await?;
            site.save()?;
        }
        for contract in contracts.iter().filter(|contract| contract.has_owner()) {
            site.hand_over(contract.as_ref()).await?;
            site.save()?;
        }
        Ok(site.record)
    }
}

/// Refuses a chain the plan is not for.
///
/// # Errors
/// [`DeployError::OtherChain`], or when the chain cannot be reached.
pub async fn check_chain(account: &Account, plan: &Plan) -> Result<(), DeployError> {
    let have = account.client().get_chainid().await?;
    match plan.chain_id.filter(|want| have != U256::from(*want)) {
        Some(want) => Err(DeployError::OtherChain { have, want }),
        None => Ok(()),
    }
}
