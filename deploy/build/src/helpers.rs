//! Solidity that tests and tools deploy without a compiler at hand: compiled once, committed with
//! the hash of its source, and refused when the two no longer belong together.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::{BuildError, Workspace, solc};

/// A contract, the file it is written in, and the file it is compiled to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Helper {
    /// Name of the contract.
    pub name: &'static str,
    source: &'static str,
    artifact: &'static str,
}

/// All of them.
pub const HELPERS: [Helper; 3] = [
    Helper {
        name: "RoundFeed",
        source: "tests/foundry/src/mocks",
        artifact: "tests/foundry/artifacts",
    },
    Helper {
        name: "HostileFeed",
        source: "tests/foundry/src/mocks",
        artifact: "tests/integration/artifacts",
    },
    Helper {
        name: "RiskReader",
        source: "tests/integration/contracts",
        artifact: "tests/integration/artifacts",
    },
];

/// What is committed of a helper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Compiled {
    /// Version of the compiler.
    pub compiler: String,
    /// SHA-256 over the source and what it imports.
    pub source_sha256: String,
    /// Its interface.
    pub abi: Value,
    /// Its init code, without constructor arguments.
    pub bytecode: String,
}

impl Helper {
    /// Where the artifact is.
    #[must_use]
    pub fn path(&self, workspace: &Workspace) -> PathBuf {
        let file = format!("{}.json", self.name);
        workspace.root().join(self.artifact).join(file)
    }

    /// The committed artifact.
    ///
    /// # Errors
    /// When it is missing or malformed.
    pub fn read(&self, workspace: &Workspace) -> Result<Compiled, BuildError> {
        let path = self.path(workspace);
        let text = fs::read(&path).map_err(BuildError::io(&path))?;
        serde_json::from_slice(&text)
            .map_err(|error| BuildError::malformed(path.display().to_string(), error))
    }

    /// Write the artifact.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write(&self, workspace: &Workspace, compiled: &Compiled) -> Result<(), BuildError> {
        let path = self.path(workspace);
        let text = serde_json::to_string_pretty(compiled)
            .map_err(|error| BuildError::malformed(path.display().to_string(), error))?;
        fs::write(&path, text + "\n").map_err(BuildError::io(&path))
    }

    /// The hash an artifact of the present source would carry.
    ///
    /// # Errors
    /// When a source cannot be read.
    pub fn source_sha256(&self, workspace: &Workspace) -> Result<String, BuildError> {
        Ok(digest(&self.sources(workspace)?))
    }

    /// Compile it, as forge does.
    ///
    /// # Errors
    /// When the compiler is not installed, or refuses the source.
    pub fn compile(&self, workspace: &Workspace) -> Result<Compiled, BuildError> {
        let sources = self.sources(workspace)?;
        let foundry = workspace.foundry();
        let mut files = solc::compile(&foundry, &request(&sources))?;
        let mut contracts = files.remove(&self.file()).unwrap_or_default();
        let contract = contracts.remove(self.name).unwrap_or_default();
        let code = contract["evm"]["bytecode"]["object"].as_str();
        let Some(code) = code.filter(|code| !code.is_empty()) else {
            return Err(BuildError::malformed(self.file(), "it has no code"));
        };
        Ok(Compiled {
            compiler: solc::version(&foundry)?,
            source_sha256: digest(&sources),
            bytecode: format!("0x{code}"),
            abi: contract["abi"].clone(),
        })
    }

    fn file(&self) -> String {
        format!("{}.sol", self.name)
    }

    /// Its source and what it imports, by file name.
    fn sources(&self, workspace: &Workspace) -> Result<BTreeMap<String, String>, BuildError> {
        let folder = workspace.root().join(self.source);
        let mut found = BTreeMap::new();
        let mut wanted = vec![self.file()];
        while let Some(file) = wanted.pop() {
            if !found.contains_key(&file) {
                let text = read(&folder.join(&file))?;
                wanted.extend(imports(&text));
                found.insert(file, text);
            }
        }
        Ok(found)
    }
}

fn read(path: &Path) -> Result<String, BuildError> {
    fs::read_to_string(path).map_err(BuildError::io(path))
}

/// Names of the files of the same folder that a source imports.
fn imports(source: &str) -> impl Iterator<Item = String> + '_ {
    let lines = source.lines().filter(|line| line.starts_with("import "));
    lines.filter_map(|line| {
        let (_, rest) = line.split_once("\"./")?;
        Some(rest.split_once('"')?.0.to_owned())
    })
}

fn digest(sources: &BTreeMap<String, String>) -> String {
    let mut hash = Sha256::new();
    for (file, text) in sources {
        for part in [file, text] {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part);
        }
    }
    alloy_primitives::hex::encode(hash.finalize())
}

/// The settings are those of `tests/foundry/foundry.toml`.
fn request(sources: &BTreeMap<String, String>) -> Value {
    let source = |(file, text): (&String, &String)| (file.clone(), json!({"content": text}));
    let sources: serde_json::Map<_, _> = sources.iter().map(source).collect();
    json!({
        "language": "Solidity",
        "sources": sources,
        "settings": {
            "optimizer": {"enabled": true, "runs": 200},
            "evmVersion": "cancun",
            "metadata": {"bytecodeHash": "none", "appendCBOR": false},
            "outputSelection": {"*": {"*": ["abi", "evm.bytecode.object"]}},
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn test_imports_are_files_of_the_folder() {
        let source = "import {A} from \"./A.sol\";\nimport \"./B.sol\";\n// import \"./C.sol\";\n";
        assert_eq!(imports(source).collect::<Vec<_>>(), ["A.sol", "B.sol"]);
    }

    #[test]
    fn test_digest_tells_files_apart() {
        let of = |pairs: &[(&str, &str)]| {
            let owned = |(a, b): &(&str, &str)| ((*a).to_owned(), (*b).to_owned());
            digest(&pairs.iter().map(owned).collect())
        };
        assert_ne!(of(&[("a", "bc")]), of(&[("ab", "c")]));
        assert_eq!(of(&[("a", "bc")]), of(&[("a", "bc")]));
    }

    #[test]
    fn test_helpers_are_compiled_from_their_present_source() {
        let workspace = Workspace::locate().expect("tests run in a checkout");
        for helper in HELPERS {
            let have = helper.read(&workspace).expect("a committed artifact");
            let want = helper.source_sha256(&workspace).expect("its source");
            let path = helper.path(&workspace);
            assert_eq!(
                have.source_sha256,
                want,
                "{} is not of the present source; run `cargo alm check artifacts --update`",
                path.display()
            );
        }
    }
}
