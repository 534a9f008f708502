//! Solidity that tests and tools deploy without a compiler at hand: compiled once, committed with
//! the hash of its source, and refused when the two no longer belong together.

mod sources;

use std::fs;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::{BuildError, Workspace, solc};
use sources::Sources;

/// A contract, the file it is written in, and the file it is compiled to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Helper {
    /// Name of the contract.
    pub name: &'static str,
    source: &'static str,
    artifact: &'static str,
}

/// All of them.
pub const HELPERS: [Helper; 12] = [
    Helper::new("RoundFeed", MOCKS, SHARED),
    Helper::new("PlainToken", TOKENS, SHARED),
    Helper::new("BookYardstick", "tests/foundry/src/yardstick", SHARED),
    Helper::new("HostileFeed", MOCKS, SCENARIOS),
    Helper::new("PhaseFeed", MOCKS, SCENARIOS),
    Helper::new("PlainVault", STRATEGIES, SCENARIOS),
    Helper::new("FeeToken", TOKENS, SCENARIOS),
    Helper::new("HookToken", TOKENS, SCENARIOS),
    Helper::new("SilentToken", "tests/integration/contracts", SCENARIOS),
    Helper::new("HookProbe", "tests/integration/contracts", SCENARIOS),
    Helper::new("PoolTrader", "tests/integration/contracts", SCENARIOS),
    Helper::new("RiskReader", "tests/integration/contracts", SCENARIOS),
];

/// Sources that Solidity tests use too.
const MOCKS: &str = "tests/foundry/src/mocks";
const TOKENS: &str = "tests/foundry/src/mocks/tokens";
const STRATEGIES: &str = "tests/foundry/src/mocks/strategies";
/// What the tool deploys, and what only scenarios do.
const SHARED: &str = "tests/foundry/artifacts";
const SCENARIOS: &str = "tests/integration/artifacts";

/// What is committed of a helper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Compiled {
    /// Version of the compiler.
    pub compiler: String,
    /// SHA-256 over the source, what it imports of its folder, and the locked packages it imports from.
    pub source_sha256: String,
    /// Its interface.
    pub abi: Value,
    /// Its init code, without constructor arguments.
    pub bytecode: String,
}

impl Helper {
    const fn new(name: &'static str, source: &'static str, artifact: &'static str) -> Self {
        Self {
            name,
            source,
            artifact,
        }
    }

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
        sources::digest(workspace, &self.own(workspace)?)
    }

    /// Compile it, as forge does.
    ///
    /// # Errors
    /// When the compiler is not installed, or refuses the source.
    pub fn compile(&self, workspace: &Workspace) -> Result<Compiled, BuildError> {
        let own = self.own(workspace)?;
        let source_sha256 = sources::digest(workspace, &own)?;
        let mut all = sources::of_packages(workspace, &own)?;
        all.extend(own);
        let foundry = workspace.foundry();
        let mut files = solc::compile(&foundry, &request(&all))?;
        let mut contracts = files.remove(&self.file()).unwrap_or_default();
        let contract = contracts.remove(self.name).unwrap_or_default();
        let code = contract["evm"]["bytecode"]["object"].as_str();
        let Some(code) = code.filter(|code| !code.is_empty()) else {
            return Err(BuildError::malformed(self.file(), "it has no code"));
        };
        Ok(Compiled {
            compiler: solc::version(&foundry)?,
            source_sha256,
            bytecode: format!("0x{code}"),
            abi: contract["abi"].clone(),
        })
    }

    fn file(&self) -> String {
        format!("{}.sol", self.name)
    }

    /// Its source and what it imports of its folder, by file name.
    fn own(&self, workspace: &Workspace) -> Result<Sources, BuildError> {
        let folder = workspace.root().join(self.source);
        sources::own(workspace, &folder, &self.file())
    }
}

/// The settings are those of `tests/foundry/foundry.toml`.
fn request(sources: &Sources) -> Value {
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
