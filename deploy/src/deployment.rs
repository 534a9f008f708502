//! Carrying a plan out. Every step looks at the chain first, so a run after a fault goes on where
//! the last one stopped, and a run on a finished deployment sends nothing.

mod cache;
mod hand_over;
mod program;
mod wiring;

use std::path::{Path, PathBuf};

use ethers::{
    contract::ContractError,
    providers::{Middleware, ProviderError},
    types::{Address, H256, U256},
};

use crate::{
    account::{Account, SendError},
    artifacts::Program,
    plan::{Plan, PlanError},
    record::{AssetRecord, Record, RecordError},
    revert,
    transport::Client,
};

pub(crate) use program::precompile;
pub use program::{DEPLOYER, estimate_data_fee};

/// Why a deployment stopped.
#[derive(Debug, thiserror::Error)]
pub enum DeployError {
    /// The plan is wrong.
    #[error(transparent)]
    Plan(#[from] PlanError),
    /// The record cannot be used.
    #[error(transparent)]
    Record(#[from] RecordError),
    /// A transaction did not happen.
    #[error(transparent)]
    Send(#[from] SendError),
    /// The chain cannot be reached or answers nonsense.
    #[error("{0}; check --rpc")]
    Provider(#[from] ProviderError),
    /// A read was refused.
    #[error("{what} failed: {reason}")]
    Read {
        /// What was read.
        what: &'static str,
        /// Why.
        reason: String,
    },
    /// The plan is for another chain.
    #[error(
        "the plan is for chain {want}, the RPC serves chain {have}; check --rpc and `chain_id`"
    )]
    OtherChain {
        /// Of the chain.
        have: U256,
        /// In the plan.
        want: u64,
    },
    /// No Stylus here.
    #[error("the chain has no Stylus ({0}); give the RPC of an Arbitrum chain")]
    NoStylus(String),
    /// The deploying contract is missing.
    #[error(
        "no StylusDeployer at {0:?}; deploy one and name it as `stylus_deployer` in the plan (creating and constructing in \
         two transactions would let a stranger construct in between)"
    )]
    NoDeployer(Address),
    /// Other code than ours stands at the address.
    #[error(
        "{name} at {address:?} has code hash {have:?}, the local build {want:?}; check out and build the version of the record, or give the plan another `network` to deploy anew beside it"
    )]
    CodeDiffers {
        /// Contract.
        name: String,
        /// Address.
        address: Address,
        /// On the chain.
        have: H256,
        /// Of the build.
        want: H256,
    },
    /// The contract answered with a different address.
    #[error("{name} was expected at {want:?} and deployed at {have:?}")]
    AddressDiffers {
        /// Contract.
        name: String,
        /// Deployed.
        have: Address,
        /// Expected.
        want: Address,
    },
    /// Settings are left to change, and the owner is someone else.
    #[error(
        "{what} is left to do, but the owner is {owner:?} and the sender {sender:?}; have the owner do it, or send from the owner"
    )]
    NotOwner {
        /// What is left.
        what: String,
        /// Owner.
        owner: Address,
        /// Sender.
        sender: Address,
    },
}

impl DeployError {
    fn read(what: &'static str, error: &ContractError<Client>) -> Self {
        let reason = match error {
            ContractError::Revert(data) => revert::explain(data),
            ContractError::ProviderError { e } => revert::reason(e),
            ContractError::DecodingError(_) | ContractError::AbiError(_) => {
                "the address does not answer as it should".into()
            }
            other => other.to_string(),
        };
        Self::Read { what, reason }
    }
}

/// A plan about to be carried out.
#[derive(Debug)]
pub struct Deployment<'a> {
    /// Who sends.
    pub account: &'a Account,
    /// What is to stand in the end.
    pub plan: &'a Plan,
    /// The contract's bytes.
    pub program: &'a Program,
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
        let mut record = self.open_record().await?;
        let engine = self.deploy_program(&mut record, progress).await?;
        self.save(&record)?;
        if self.plan.cache {
            self.cache_program(engine, &mut record, progress).await?;
            self.save(&record)?;
        }
        for asset in &self.plan.assets {
            self.wire(engine, asset, progress).await?;
            let wired = AssetRecord {
                asset: asset.asset,
                feed: asset.feed,
            };
            record.assets.insert(asset.name.clone(), wired);
            self.save(&record)?;
        }
        self.hand_over(engine, &mut record, progress).await?;
        self.save(&record)?;
        Ok(record)
    }

    async fn open_record(&self) -> Result<Record, DeployError> {
        let have = self.account.client().get_chainid().await?;
        let found = self
            .record
            .as_deref()
            .map(Record::read)
            .transpose()?
            .flatten();
        if let (Some(path), Some(found)) = (&self.record, &found)
            && U256::from(found.chain_id) != have
        {
            let (path, have, want) = (path.clone(), found.chain_id, have.as_u64());
            return Err(RecordError::OtherChain { path, have, want }.into());
        }
        let mut record = found.unwrap_or_default();
        record.schema = 1;
        record.network.clone_from(&self.plan.network);
        record.chain_id = have.as_u64();
        record.version = env!("CARGO_PKG_VERSION").into();
        record.git_commit = git_commit();
        Ok(record)
    }

    fn save(&self, record: &Record) -> Result<(), DeployError> {
        match &self.record {
            Some(path) => Ok(record.write(path)?),
            None => Ok(()),
        }
    }

    /// Who is to own the contracts: by the plan, else who deployed, whoever goes on now.
    fn final_owner(&self, record: &Record) -> Address {
        self.plan.owner.unwrap_or(record.deployer)
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

/// The commit of the repository the tool was built in; `None` outside of one.
fn git_commit() -> Option<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let output = std::process::Command::new("git")
        .arg("-C")
        .arg(folder)
        .args(["rev-parse", "HEAD"])
        .output()
        .ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| text.trim().to_owned())
}
