//! The Solidity compiler, spoken to in its standard JSON.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use alm_front::Failure;
use serde::Deserialize;
use serde_json::Value;

use crate::BuildError;

/// What the compiler says of each contract, by source file and name.
pub(crate) type Contracts = BTreeMap<String, BTreeMap<String, Value>>;

/// Compile, all sources inlined; a warning is a failure.
///
/// # Errors
/// When the compiler is not installed, or refuses a source: with its words.
pub(crate) fn compile(foundry: &Path, request: &Value) -> Result<Contracts, BuildError> {
    let answer = run(foundry, &request.to_string())?;
    let answer: Answer = serde_json::from_slice(&answer)
        .map_err(|error| BuildError::malformed("the answer of solc", error))?;
    match answer.errors.iter().find(|found| found.matters()) {
        Some(first) => Err(BuildError::malformed(
            "solc",
            first.formatted_message.trim(),
        )),
        None => Ok(answer.contracts),
    }
}

/// The compiler's version.
///
/// # Errors
/// When it is not installed.
pub(crate) fn version(foundry: &Path) -> Result<String, BuildError> {
    #[derive(Deserialize)]
    struct Package {
        version: String,
    }
    let path = foundry.join("node_modules/solc/package.json");
    let text = std::fs::read(&path).map_err(|_| not_installed())?;
    let package: Package = serde_json::from_slice(&text)
        .map_err(|error| BuildError::malformed(path.display().to_string(), error))?;
    Ok(package.version)
}

#[derive(Deserialize)]
struct Answer {
    #[serde(default)]
    errors: Vec<Complaint>,
    #[serde(default)]
    contracts: Contracts,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Complaint {
    severity: String,
    formatted_message: String,
}

impl Complaint {
    fn matters(&self) -> bool {
        self.severity != "info"
    }
}

fn run(foundry: &Path, request: &str) -> Result<Vec<u8>, BuildError> {
    let program = foundry.join("bin/solc");
    if !foundry.join("node_modules/solc").is_dir() {
        return Err(not_installed());
    }
    let mut child = Command::new(&program)
        .arg("--standard-json")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(BuildError::io(&program))?;
    if let Some(mut input) = child.stdin.take() {
        input
            .write_all(request.as_bytes())
            .map_err(BuildError::io(&program))?;
    }
    let output = child.wait_with_output().map_err(BuildError::io(&program))?;
    Ok(output.stdout)
}

fn not_installed() -> BuildError {
    let words = "the Solidity compiler is not installed; run `npm ci` in tests/foundry";
    BuildError::Tool(Failure::new(words))
}
