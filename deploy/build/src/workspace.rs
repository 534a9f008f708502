//! Where things are in a checkout.

use std::env;
use std::path::{Path, PathBuf};

use crate::BuildError;

/// A checkout of this workspace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Workspace {
    root: PathBuf,
}

impl Workspace {
    /// The checkout that holds the current folder, or else the one this tool was built from.
    ///
    /// # Errors
    /// When neither is a checkout.
    pub fn locate() -> Result<Self, BuildError> {
        let here = env::current_dir().map_err(BuildError::io(Path::new(".")))?;
        Self::above(&here).or_else(|_| Self::above(Path::new(env!("CARGO_MANIFEST_DIR"))))
    }

    /// The checkout that holds a folder.
    ///
    /// # Errors
    /// When no folder upward is one.
    pub fn above(folder: &Path) -> Result<Self, BuildError> {
        folder
            .ancestors()
            .find(|folder| folder.join("deploy/build/Cargo.toml").is_file())
            .map(|root| Self {
                root: root.to_path_buf(),
            })
            .ok_or_else(|| BuildError::NoWorkspace(folder.to_path_buf()))
    }

    /// The top folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Where built contracts and their manifest are.
    pub fn artifacts(&self) -> PathBuf {
        self.root.join("target/contracts")
    }

    /// The committed sizes.
    pub fn sizes(&self) -> PathBuf {
        self.root.join("contracts/sizes.json")
    }

    /// Where the generated Solidity interfaces are.
    pub fn interfaces(&self) -> PathBuf {
        self.root.join("solidity-interfaces")
    }

    /// Where the Foundry project, its packages and the Solidity compiler are.
    pub fn foundry(&self) -> PathBuf {
        self.root.join("tests/foundry")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn test_above_finds_the_top_from_within() {
        let workspace = Workspace::above(Path::new(env!("CARGO_MANIFEST_DIR")))
            .expect("the sources of this crate lie in a checkout");
        assert!(workspace.root().join("rust-toolchain.toml").is_file());
    }

    #[test]
    fn test_above_refuses_a_folder_elsewhere() {
        let error = Workspace::above(Path::new("/")).expect_err("the file system's root is none");
        assert!(matches!(error, BuildError::NoWorkspace(folder) if folder == Path::new("/")));
    }
}
