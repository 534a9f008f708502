//! The bytes that are deployed: those of the last build, and the committed stand-in feed.

use alm_build::{Artifact, BuildError, Manifest, Workspace};
use ethers::types::{Bytes, H256};

use crate::{bindings::ROUNDFEED_BYTECODE, convert};

/// Name of the contract this tool deploys.
pub const RISK_ENGINE: &str = "risk-engine";

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

/// Init code of the one-slot price feed with that many decimals.
#[must_use]
pub fn round_feed_init_code(decimals: u8) -> Bytes {
    let mut code = ROUNDFEED_BYTECODE.to_vec();
    code.extend(ethers::abi::encode(&[ethers::abi::Token::Uint(
        decimals.into(),
    )]));
    code.into()
}
