//! Built contracts on disk, as the other tools read them.

use std::fs;
use std::path::{Path, PathBuf};

use alloy_primitives::{B256, keccak256};

use crate::{BuildError, Workspace};

/// The bytes of one built contract.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Artifact {
    /// Name of the package.
    pub name: String,
    /// Plain WASM.
    pub wasm: Vec<u8>,
    /// Deployed code: prefix and compressed WASM.
    pub code: Vec<u8>,
}

impl Artifact {
    /// Read a contract of the last build.
    ///
    /// # Errors
    /// When it has not been built.
    pub fn load(workspace: &Workspace, name: &str) -> Result<Self, BuildError> {
        Ok(Self {
            name: name.to_owned(),
            wasm: read(&file(workspace, name, "wasm"), name)?,
            code: read(&file(workspace, name, "code"), name)?,
        })
    }

    /// Write `<name>.wasm` and `<name>.code` beside the manifest.
    ///
    /// # Errors
    /// When a file cannot be written.
    pub fn store(&self, workspace: &Workspace) -> Result<(), BuildError> {
        let folder = workspace.artifacts();
        fs::create_dir_all(&folder).map_err(BuildError::io(&folder))?;
        write(&file(workspace, &self.name, "wasm"), &self.wasm)?;
        write(&file(workspace, &self.name, "code"), &self.code)
    }

    /// Keccak-256 of the deployed code, as the chain reports it.
    pub fn code_hash(&self) -> B256 {
        keccak256(&self.code)
    }
}

fn file(workspace: &Workspace, name: &str, extension: &str) -> PathBuf {
    workspace.artifacts().join(format!("{name}.{extension}"))
}

fn read(path: &Path, name: &str) -> Result<Vec<u8>, BuildError> {
    fs::read(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => BuildError::NotBuilt(name.to_owned()),
        _ => BuildError::io(path)(error),
    })
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), BuildError> {
    fs::write(path, bytes).map_err(BuildError::io(path))
}
