//! A deployment under way: who sends, what is planned, what stands already.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use ethers::{
    providers::Middleware,
    types::{Address, BlockNumber, Bytes, U256},
};

use super::DeployError;
use crate::{
    account::Account,
    plan::Plan,
    record::{Record, RecordError},
    transport::Client,
};

/// A deployment under way.
pub struct Site<'a> {
    /// Who sends.
    pub(super) account: &'a Account,
    /// What is to stand in the end.
    pub(super) plan: &'a Plan,
    /// What stands.
    pub record: Record,
    file: Option<PathBuf>,
    progress: &'a mut (dyn FnMut(&str) + Send),
}

impl<'a> Site<'a> {
    /// Goes on with the record in `file`, or begins one.
    pub(super) async fn open(
        account: &'a Account,
        plan: &'a Plan,
        file: Option<PathBuf>,
        progress: &'a mut (dyn FnMut(&str) + Send),
    ) -> Result<Self, DeployError> {
        let have = account.client().get_chainid().await?;
        let found = file.as_deref().map(Record::read).transpose()?.flatten();
        if let (Some(path), Some(found)) = (&file, &found)
            && U256::from(found.chain_id) != have
        {
            let (path, have, want) = (path.clone(), found.chain_id, have.as_u64());
            return Err(RecordError::OtherChain { path, have, want }.into());
        }
        let record = Record {
            schema: 1,
            network: plan.network.clone(),
            chain_id: have.as_u64(),
            version: env!("CARGO_PKG_VERSION").into(),
            git_commit: git_commit(),
            ..found.unwrap_or_default()
        };
        Ok(Self {
            account,
            plan,
            record,
            file,
            progress,
        })
    }

    /// Who sends, and owns the contracts until they are handed over.
    #[must_use]
    pub fn sender(&self) -> Address {
        self.account.address()
    }

    /// The chain.
    #[must_use]
    pub fn client(&self) -> Arc<Client> {
        Arc::new(self.account.client().clone())
    }

    /// Time of the newest block.
    ///
    /// # Errors
    /// When the chain does not answer.
    pub async fn now(&self) -> Result<u64, DeployError> {
        let block = self.account.client().get_block(BlockNumber::Latest).await?;
        Ok(block.map_or(0, |block| block.timestamp.as_u64()))
    }

    /// Where a contract of the plan stands.
    ///
    /// # Errors
    /// [`RecordError::Missing`].
    pub fn address(&self, name: &str) -> Result<Address, RecordError> {
        self.record.address(name)
    }

    /// Tells whoever watches.
    pub fn say(&mut self, text: &str) {
        (self.progress)(text);
    }

    /// Keeps the record, where one is kept.
    ///
    /// # Errors
    /// [`DeployError::Record`].
    pub fn save(&self) -> Result<(), DeployError> {
        match &self.file {
            Some(path) => Ok(self.record.write(path)?),
            None => Ok(()),
        }
    }

    /// Sends a call that anyone may make.
    ///
    /// # Errors
    /// [`DeployError::Send`].
    pub async fn send(
        &mut self,
        contract: Address,
        what: &str,
        data: Bytes,
    ) -> Result<(), DeployError> {
        self.say(what);
        self.account
            .send(what, Some(contract), data, U256::zero())
            .await?;
        Ok(())
    }

    /// Who is to own the contracts: by the plan, else who deployed, whoever goes on now.
    pub(super) fn final_owner(&self) -> Address {
        self.plan.owner.unwrap_or(self.record.deployer)
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
