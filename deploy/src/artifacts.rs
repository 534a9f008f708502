//! The bytes that are deployed: those of the last build.

use std::collections::BTreeMap;

use alm_build::{Artifact, BuildError, Manifest, Workspace};
use ethers::types::{Bytes, H256};

use crate::convert;

/// A contract as it will stand on the chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Program {
    /// Name of the package.
    pub name: String,
    /// Prefix and compressed WASM: the account's code.
    pub code: Bytes,
    /// Keccak-256 of `code`.
    pub code_hash: H256,
    /// SHA-256 of the plain WASM, from the build's manifest.
    pub wasm_sha256: H256,
}

impl Program {
    /// Reads a contract of the last build.
    ///
    /// # Errors
    /// When it has not been built, or its files disagree with the manifest.
    pub fn load(name: &str) -> Result<Self, BuildError> {
        let workspace = Workspace::locate()?;
        let artifact = Artifact::load(&workspace, name)?;
        let manifest = Manifest::read(&workspace)?;
        let entry = manifest.entry(name)?;
        Ok(Self {
            name: name.into(),
            code_hash: convert::to_h256(artifact.code_hash()),
            wasm_sha256: convert::to_h256(entry.wasm_sha256),
            code: artifact.code.into(),
        })
    }

    /// Init code that deploys it: a prelude of 43 bytes, then the code.
    #[must_use]
    pub fn init_code(&self) -> Bytes {
        devchain_wasm::initcode::init_code(&self.code).into()
    }
}

/// The contracts of the last build, by package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Programs(BTreeMap<String, Program>);

impl Programs {
    /// Reads contracts of the last build.
    ///
    /// # Errors
    /// As [`Program::load`].
    pub fn load<'a>(packages: impl IntoIterator<Item = &'a str>) -> Result<Self, BuildError> {
        let load = |package: &str| Ok((package.to_owned(), Program::load(package)?));
        packages
            .into_iter()
            .map(load)
            .collect::<Result<_, _>>()
            .map(Self)
    }

    /// One of them.
    ///
    /// # Errors
    /// When it is not among them.
    pub fn get(&self, package: &str) -> Result<&Program, BuildError> {
        let found = self.0.get(package);
        found.ok_or_else(|| BuildError::NotBuilt(package.into()))
    }

    /// All of them, by package.
    pub fn iter(&self) -> impl Iterator<Item = &Program> {
        self.0.values()
    }
}
