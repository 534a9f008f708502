//! The committed record of sizes, and how a build compares with it.

use std::collections::BTreeMap;
use std::fs;

use serde::{Deserialize, Serialize};

use crate::{BuildError, Entry, Manifest, Tools, Workspace};

/// Growth, in percent, that other tools than the recorded ones may cause.
const TOLERANCE_PERCENT: usize = 5;

/// What is committed about every contract.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sizes {
    /// The tools the figures hold for.
    #[serde(flatten)]
    pub tools: Tools,
    /// The contracts by name.
    pub contracts: BTreeMap<String, Size>,
}

/// The size of one contract.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Size {
    /// Optimisation level.
    pub opt_level: String,
    /// Bytes of plain WASM.
    pub wasm_bytes: usize,
    /// Bytes of deployed code.
    pub code_bytes: usize,
    /// Keccak-256 of the deployed code.
    pub code_hash: String,
}

impl Sizes {
    /// The committed file.
    ///
    /// # Errors
    /// When it cannot be read or is malformed.
    pub fn read(workspace: &Workspace) -> Result<Self, BuildError> {
        let path = workspace.sizes();
        let text = fs::read(&path).map_err(BuildError::io(&path))?;
        serde_json::from_slice(&text)
            .map_err(|error| BuildError::malformed(path.display().to_string(), error))
    }

    /// Write the file that is to be committed.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write(&self, workspace: &Workspace) -> Result<(), BuildError> {
        let path = workspace.sizes();
        let text = serde_json::to_string_pretty(self)
            .map_err(|error| BuildError::malformed(path.display().to_string(), error))?;
        fs::write(&path, text + "\n").map_err(BuildError::io(&path))
    }

    /// How a build departs from the committed figures, in words; nothing if it does not.
    ///
    /// Byte for byte when the tools are the recorded ones, within 5 % when they are not.
    pub fn differences(&self, manifest: &Manifest) -> Vec<String> {
        let built = Self::from(manifest);
        let names = self.contracts.keys().chain(built.contracts.keys());
        let names: std::collections::BTreeSet<_> = names.collect();
        let same_tools = self.tools == built.tools;
        let compare = |name: &&String| {
            let (old, new) = (self.contracts.get(*name), built.contracts.get(*name));
            difference(old, new, same_tools).map(|words| format!("{name}: {words}"))
        };
        names.iter().filter_map(compare).collect()
    }
}

impl From<&Manifest> for Sizes {
    fn from(manifest: &Manifest) -> Self {
        let size = |entry: &Entry| (entry.name.clone(), Size::from(entry));
        Self {
            tools: manifest.tools.clone(),
            contracts: manifest.contracts.iter().map(size).collect(),
        }
    }
}

impl From<&Entry> for Size {
    fn from(entry: &Entry) -> Self {
        Self {
            opt_level: entry.opt_level.clone(),
            wasm_bytes: entry.wasm_bytes,
            code_bytes: entry.code_bytes,
            code_hash: entry.code_hash.to_string(),
        }
    }
}

fn difference(old: Option<&Size>, new: Option<&Size>, same_tools: bool) -> Option<String> {
    let (old, new) = match (old, new) {
        (Some(old), Some(new)) => (old, new),
        (Some(_), None) => return Some("recorded, but not built".to_owned()),
        (None, _) => return Some("built, but not recorded".to_owned()),
    };
    if same_tools && old != new {
        return Some(format!(
            "{} bytes recorded, {} built, by the same tools ({} and {})",
            old.code_bytes, new.code_bytes, old.code_hash, new.code_hash
        ));
    }
    let most = old.code_bytes + old.code_bytes * TOLERANCE_PERCENT / 100;
    (new.code_bytes > most).then(|| {
        format!(
            "{} bytes recorded, {} built by other tools: more than {TOLERANCE_PERCENT} % above",
            old.code_bytes, new.code_bytes
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloy_primitives::B256;

    fn manifest(compiler: &str, code_bytes: usize) -> Manifest {
        Manifest {
            tools: Tools {
                compiler: compiler.to_owned(),
                wasm_opt: "108".to_owned(),
            },
            contracts: vec![Entry {
                name: "vault".to_owned(),
                opt_level: "3".to_owned(),
                wasm_bytes: 30_000,
                code_bytes,
                wasm_sha256: B256::ZERO,
                code_hash: B256::ZERO,
            }],
        }
    }

    fn differences(recorded: usize, compiler: &str, built: usize) -> Vec<String> {
        Sizes::from(&manifest("a", recorded)).differences(&manifest(compiler, built))
    }

    #[test]
    fn test_differences_same_tools_same_bytes_is_none() {
        assert_eq!(differences(1_000, "a", 1_000), [] as [String; 0]);
    }

    #[test]
    fn test_differences_same_tools_smaller_is_one() {
        assert_eq!(differences(1_000, "a", 999).len(), 1);
    }

    #[test]
    fn test_differences_other_tools_within_bounds_is_none() {
        assert_eq!(differences(1_000, "b", 1_050), [] as [String; 0]);
    }

    #[test]
    fn test_differences_other_tools_beyond_bounds_is_one() {
        assert_eq!(differences(1_000, "b", 1_051).len(), 1);
    }

    #[test]
    fn test_differences_names_what_is_not_built() {
        let mut nothing = manifest("a", 0);
        nothing.contracts.clear();
        let words = Sizes::from(&manifest("a", 1)).differences(&nothing);
        assert_eq!(words, ["vault: recorded, but not built"]);
        let words = Sizes::from(&nothing).differences(&manifest("a", 1));
        assert_eq!(words, ["vault: built, but not recorded"]);
    }
}
