//! The steps from source to bytes, one contract at a time.

mod compile;
mod encode;
mod inspect;
mod optimise;

use alloy_primitives::B256;
use alm_front::{Toolchain, toolchain};
use sha2::{Digest, Sha256};

use crate::contract::discover;
use crate::{Artifact, BuildError, Contract, Entry, Level, Tools, Workspace};
use optimise::Optimiser;

/// The tools of this machine, ready to build the contracts of a checkout.
#[derive(Debug, Clone)]
pub struct Pipeline {
    workspace: Workspace,
    toolchain: Toolchain,
    optimiser: Optimiser,
}

/// A contract that passed every check, with its record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Built {
    /// Its bytes.
    pub artifact: Artifact,
    /// What the manifest says of it.
    pub entry: Entry,
}

impl Pipeline {
    /// Find the tools.
    ///
    /// # Errors
    /// When the machine lacks one, with what to install.
    pub fn new(workspace: Workspace) -> Result<Self, BuildError> {
        Ok(Self {
            toolchain: toolchain::find(workspace.root())?,
            optimiser: Optimiser::find()?,
            workspace,
        })
    }

    /// The same tools, but this compiler.
    pub fn with_toolchain(self, toolchain: Toolchain) -> Self {
        Self { toolchain, ..self }
    }

    /// Versions of the tools that shape the bytes.
    pub fn tools(&self) -> Tools {
        Tools {
            compiler: self.toolchain.version(),
            wasm_opt: self.optimiser.version().to_owned(),
        }
    }

    /// The checkout it builds.
    pub fn workspace(&self) -> &Workspace {
        &self.workspace
    }

    /// Every contract of the checkout, by name.
    ///
    /// # Errors
    /// When the manifests cannot be read.
    pub fn contracts(&self) -> Result<Vec<Contract>, BuildError> {
        let mut found = self.programs()?;
        found.retain(|contract| contract.ships);
        Ok(found)
    }

    /// Every contract of the checkout, and every program that only tests deploy, by name.
    ///
    /// # Errors
    /// When the manifests cannot be read.
    pub fn programs(&self) -> Result<Vec<Contract>, BuildError> {
        discover(&self.workspace, &self.toolchain)
    }

    /// Build a contract at its recorded level.
    ///
    /// # Errors
    /// When it does not compile, or its bytes break a rule.
    pub fn build(&self, contract: &Contract) -> Result<Built, BuildError> {
        self.build_at(contract, contract.level)
    }

    /// Build a contract at a given level. Messages of the compiler go to standard error.
    ///
    /// # Errors
    /// When it does not compile, or its bytes break a rule.
    pub fn build_at(&self, contract: &Contract, level: Level) -> Result<Built, BuildError> {
        let raw = compile::compile(&self.workspace, &self.toolchain, contract, level)?;
        inspect::entry_point(contract, &raw)?;
        let plain = encode::plain(&contract.name, &raw)?;
        let scratch = self.workspace.artifacts();
        let optimised = self.optimiser.run(contract, &plain, &scratch)?;
        let wasm = encode::without_custom_sections(&contract.name, &optimised)?;
        inspect::entry_point(contract, &wasm)?;
        inspect::activation(contract, &wasm)?;
        let code = encode::compressed(&contract.name, &wasm)?;
        inspect::size(contract, code.len())?;
        let artifact = Artifact {
            name: contract.name.clone(),
            wasm,
            code,
        };
        Ok(Built {
            entry: entry(&artifact, level),
            artifact,
        })
    }
}

fn entry(artifact: &Artifact, level: Level) -> Entry {
    Entry {
        name: artifact.name.clone(),
        opt_level: level.to_string(),
        wasm_bytes: artifact.wasm.len(),
        code_bytes: artifact.code.len(),
        wasm_sha256: B256::from_slice(&Sha256::digest(&artifact.wasm)),
        code_hash: artifact.code_hash(),
    }
}
