//! The items of an interface, in a form that is written the same every time.

use alloy_primitives::{B256, keccak256};
use serde::{Deserialize, Serialize};

use crate::BuildError;

/// What an item of an ABI is. The order is that of the table of selectors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Kind {
    /// Callable; identified by 4 bytes.
    Function,
    /// Revert data; identified by 4 bytes.
    Error,
    /// Log; identified by 32 bytes.
    Event,
}

/// A function, an error or an event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Item {
    /// What it is.
    #[serde(rename = "type")]
    pub(super) kind: Kind,
    /// Its name.
    pub(super) name: String,
    /// What goes in.
    #[serde(default)]
    pub(super) inputs: Vec<Parameter>,
    #[serde(skip_serializing_if = "Option::is_none")]
    outputs: Option<Vec<Parameter>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    state_mutability: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    anonymous: Option<bool>,
}

/// A parameter; a struct has components.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Parameter {
    name: String,
    #[serde(rename = "type")]
    kind: String,
    internal_type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    indexed: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    components: Option<Vec<Parameter>>,
}

impl Item {
    /// Name and canonical types, what the identifier is the hash of.
    pub(super) fn signature(&self) -> String {
        format!("{}({})", self.name, types(&self.inputs))
    }

    /// Keccak-256 of the signature; functions and errors go by its first 4 bytes.
    pub(super) fn hash(&self) -> B256 {
        keccak256(self.signature())
    }
}

impl Parameter {
    /// Structs spelt out as tuples, the rest as it is.
    fn canonical(&self) -> String {
        match (&self.components, self.kind.strip_prefix("tuple")) {
            (Some(components), Some(dimensions)) => {
                format!("({}){dimensions}", types(components))
            }
            _ => self.kind.clone(),
        }
    }
}

/// Order of the items in files: by kind, then by signature.
pub(super) fn sort(items: &mut [Item]) {
    items.sort_by_cached_key(|item| (item.kind, item.signature()));
}

/// The file of an interface.
pub(super) fn json(name: &str, items: &[Item]) -> Result<String, BuildError> {
    serde_json::to_string_pretty(items)
        .map(|text| text + "\n")
        .map_err(|error| BuildError::malformed(format!("the ABI of {name}"), error))
}

fn types(parameters: &[Parameter]) -> String {
    let canonical: Vec<_> = parameters.iter().map(Parameter::canonical).collect();
    canonical.join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(json: &str) -> Item {
        serde_json::from_str(json).expect("a well-formed item")
    }

    #[test]
    fn test_signature_spells_structs_out() {
        let set = item(
            r#"{"type":"function","name":"set","stateMutability":"view","outputs":[],"inputs":[
                {"name":"a","type":"address","internalType":"address"},
                {"name":"p","type":"tuple[2]","internalType":"struct I.P[2]","components":[
                    {"name":"x","type":"uint16","internalType":"uint16"},
                    {"name":"y","type":"bytes4[]","internalType":"bytes4[]"}]}]}"#,
        );
        assert_eq!(set.signature(), "set(address,(uint16,bytes4[])[2])");
    }

    #[test]
    fn test_hash_of_a_known_function() {
        let transfer = item(
            r#"{"type":"function","name":"transfer","inputs":[
                {"name":"to","type":"address"},{"name":"amount","type":"uint256"}]}"#,
        );
        assert_eq!(transfer.hash()[..4], [0xa9, 0x05, 0x9c, 0xbb]);
    }

    #[test]
    fn test_sort_puts_functions_before_errors_before_events() {
        let mut items = [
            item(r#"{"type":"event","name":"A"}"#),
            item(r#"{"type":"error","name":"A"}"#),
            item(r#"{"type":"function","name":"B"}"#),
            item(r#"{"type":"function","name":"A"}"#),
        ];
        sort(&mut items);
        let order: Vec<_> = items
            .iter()
            .map(|item| (item.kind, item.name.as_str()))
            .collect();
        let expected = [
            (Kind::Function, "A"),
            (Kind::Function, "B"),
            (Kind::Error, "A"),
            (Kind::Event, "A"),
        ];
        assert_eq!(order, expected);
    }
}
