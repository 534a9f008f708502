//! The Solidity compiler, spoken to in its standard JSON.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use alm_front::Failure;
use serde::Deserialize;
use serde_json::json;

use super::abi::{self, Item};
use crate::BuildError;

/// Compile the interfaces and return the sorted items of each.
///
/// # Errors
/// When the compiler is not installed, or refuses a source: with its words.
pub(super) fn compile(
    foundry: &Path,
    sources: &BTreeMap<String, String>,
) -> Result<BTreeMap<String, Vec<Item>>, BuildError> {
    let answer = run(foundry, &request(sources))?;
    let answer: Answer = serde_json::from_slice(&answer)
        .map_err(|error| BuildError::malformed("the answer of solc", error))?;
    let complaints: Vec<_> = answer
        .errors
        .iter()
        .filter(|found| found.matters())
        .collect();
    if let Some(first) = complaints.first() {
        return Err(BuildError::malformed(
            "solc",
            first.formatted_message.trim(),
        ));
    }
    let mut interfaces = BTreeMap::new();
    for (file, contracts) in answer.contracts {
        for (name, mut contract) in contracts {
            abi::sort(&mut contract.abi);
            if format!("{name}.sol") == file {
                interfaces.insert(name, contract.abi);
            }
        }
    }
    Ok(interfaces)
}

#[derive(Deserialize)]
struct Answer {
    #[serde(default)]
    errors: Vec<Complaint>,
    #[serde(default)]
    contracts: BTreeMap<String, BTreeMap<String, Contract>>,
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

#[derive(Deserialize)]
struct Contract {
    abi: Vec<Item>,
}

fn request(sources: &BTreeMap<String, String>) -> String {
    let source =
        |(name, text): (&String, &String)| (format!("{name}.sol"), json!({"content": text}));
    let sources: serde_json::Map<_, _> = sources.iter().map(source).collect();
    json!({
        "language": "Solidity",
        "sources": sources,
        "settings": {"outputSelection": {"*": {"*": ["abi"]}}},
    })
    .to_string()
}

fn run(foundry: &Path, request: &str) -> Result<Vec<u8>, BuildError> {
    let program = foundry.join("bin/solc");
    if !foundry.join("node_modules/solc").is_dir() {
        let words = "the Solidity compiler is not installed; run `npm ci` in tests/foundry";
        return Err(BuildError::Tool(Failure::new(words)));
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
