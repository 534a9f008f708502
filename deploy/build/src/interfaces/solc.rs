//! The interfaces as the Solidity compiler reads them.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;
use serde_json::{Value, json};

use super::abi::{self, Item};
use crate::{BuildError, solc};

/// Compile the interfaces and return the sorted items of each.
///
/// # Errors
/// When the compiler is not installed, or refuses a source: with its words.
pub(super) fn compile(
    foundry: &Path,
    sources: &BTreeMap<String, String>,
) -> Result<BTreeMap<String, Vec<Item>>, BuildError> {
    let mut interfaces = BTreeMap::new();
    for (file, contracts) in solc::compile(foundry, &request(sources))? {
        for (name, contract) in contracts {
            if format!("{name}.sol") == file {
                let mut contract = Contract::deserialize(contract)
                    .map_err(|error| BuildError::malformed("the answer of solc", error))?;
                abi::sort(&mut contract.abi);
                interfaces.insert(name, contract.abi);
            }
        }
    }
    Ok(interfaces)
}

#[derive(Deserialize)]
struct Contract {
    abi: Vec<Item>,
}

fn request(sources: &BTreeMap<String, String>) -> Value {
    let source =
        |(name, text): (&String, &String)| (format!("{name}.sol"), json!({"content": text}));
    let sources: serde_json::Map<_, _> = sources.iter().map(source).collect();
    json!({
        "language": "Solidity",
        "sources": sources,
        "settings": {"outputSelection": {"*": {"*": ["abi"]}}},
    })
}
