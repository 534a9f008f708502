//! The record of a build: which tools, which bytes.

use std::fs;
use std::path::PathBuf;

use alloy_primitives::B256;
use serde::{Deserialize, Serialize};

use crate::{BuildError, Workspace};

/// The tools that shape the bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tools {
    /// Version line of the compiler.
    pub compiler: String,
    /// Version line of the optimiser.
    pub wasm_opt: String,
}

/// One built contract.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Name of the package.
    pub name: String,
    /// Optimisation level it was built at.
    pub opt_level: String,
    /// Bytes of plain WASM.
    pub wasm_bytes: usize,
    /// Bytes of deployed code: prefix and compressed WASM.
    pub code_bytes: usize,
    /// SHA-256 of the plain WASM.
    pub wasm_sha256: B256,
    /// Keccak-256 of the deployed code, as the chain reports it.
    pub code_hash: B256,
}

/// Everything a build made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The tools it was made with.
    #[serde(flatten)]
    pub tools: Tools,
    /// The contracts, by name.
    pub contracts: Vec<Entry>,
}

impl Manifest {
    /// The manifest of the last build.
    ///
    /// # Errors
    /// When nothing has been built, or the file is malformed.
    pub fn read(workspace: &Workspace) -> Result<Self, BuildError> {
        let path = path(workspace);
        let text = match fs::read(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Err(BuildError::NotBuilt("contracts".to_owned()));
            }
            Err(error) => return Err(BuildError::io(&path)(error)),
        };
        serde_json::from_slice(&text)
            .map_err(|error| BuildError::malformed(path.display().to_string(), error))
    }

    /// Record a build; contracts it did not make keep their entry if the tools are the same.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn write(&self, workspace: &Workspace) -> Result<(), BuildError> {
        let path = path(workspace);
        let text = serde_json::to_string_pretty(&self.merged(Self::read(workspace).ok()))
            .map_err(|error| BuildError::malformed(path.display().to_string(), error))?;
        fs::write(&path, text + "\n").map_err(BuildError::io(&path))
    }

    /// The entry of a contract.
    ///
    /// # Errors
    /// When it has not been built.
    pub fn entry(&self, name: &str) -> Result<&Entry, BuildError> {
        let found = self.contracts.iter().find(|entry| entry.name == name);
        found.ok_or_else(|| BuildError::NotBuilt(name.to_owned()))
    }

    fn merged(&self, old: Option<Self>) -> Self {
        let mut merged = self.clone();
        if let Some(old) = old.filter(|old| old.tools == self.tools) {
            let is_new = |entry: &Entry| self.entry(&entry.name).is_err();
            merged
                .contracts
                .extend(old.contracts.into_iter().filter(is_new));
        }
        merged.contracts.sort_by(|a, b| a.name.cmp(&b.name));
        merged
    }
}

fn path(workspace: &Workspace) -> PathBuf {
    workspace.artifacts().join("manifest.json")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest(compiler: &str, names: &[&str]) -> Manifest {
        let entry = |name: &&str| Entry {
            name: (*name).to_owned(),
            opt_level: "3".to_owned(),
            wasm_bytes: 2,
            code_bytes: 1,
            wasm_sha256: B256::ZERO,
            code_hash: B256::ZERO,
        };
        Manifest {
            tools: Tools {
                compiler: compiler.to_owned(),
                wasm_opt: "108".to_owned(),
            },
            contracts: names.iter().map(entry).collect(),
        }
    }

    fn names(manifest: &Manifest) -> Vec<&str> {
        manifest
            .contracts
            .iter()
            .map(|entry| entry.name.as_str())
            .collect()
    }

    #[test]
    fn test_merged_keeps_what_the_same_tools_made() {
        let merged = manifest("a", &["y"]).merged(Some(manifest("a", &["x", "y"])));
        assert_eq!(names(&merged), ["x", "y"]);
    }

    #[test]
    fn test_merged_drops_what_other_tools_made() {
        let merged = manifest("a", &["y"]).merged(Some(manifest("b", &["x", "y"])));
        assert_eq!(names(&merged), ["y"]);
    }

    #[test]
    fn test_entry_of_an_unbuilt_contract_says_what_to_run() {
        let error = manifest("a", &[]).entry("x").expect_err("it is not there");
        assert_eq!(error.to_string(), "`x` is not built; run `cargo alm build`");
    }
}
