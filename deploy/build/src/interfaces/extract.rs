//! `sol!` blocks in Rust source, as the Solidity text they are.

use crate::BuildError;

/// First line of every generated file.
const LICENCE: &str = "// SPDX-License-Identifier: MIT OR Apache-2.0";
/// Versions of the compiler that accept everything the declarations use.
const PRAGMA: &str = "pragma solidity >=0.8.20;";
/// Tells readers where changes belong.
const ORIGIN: &str =
    "// Generated from contracts/libs/alm-abi by `cargo alm check --update`; edit it there.";

/// One interface as declared in Rust.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Declaration {
    /// Name of the interface.
    pub(super) name: String,
    /// The Solidity text inside the block, without its indentation.
    pub(super) text: String,
}

impl Declaration {
    /// The text as a file that stands alone.
    pub(super) fn solidity(&self) -> String {
        format!("{LICENCE}\n{PRAGMA}\n\n{ORIGIN}\n\n{}", self.text)
    }
}

/// The interfaces in a Rust file: blocks that open with `sol! {` and close with `}`, both at the
/// start of a line, as the formatter leaves them.
pub(super) fn declarations(file: &str, source: &str) -> Result<Vec<Declaration>, BuildError> {
    let mut found = Vec::new();
    let mut lines = source.lines();
    while lines.any(|line| line == "sol! {") {
        let block: Vec<_> = lines.by_ref().take_while(|line| *line != "}").collect();
        found.push(declaration(file, &block)?);
    }
    Ok(found)
}

fn declaration(file: &str, block: &[&str]) -> Result<Declaration, BuildError> {
    let names: Vec<_> = block
        .iter()
        .filter_map(|line| interface_name(line))
        .collect();
    let [name] = names.as_slice() else {
        let reason = format!(
            "a `sol!` block declares {} interfaces, not one",
            names.len()
        );
        return Err(BuildError::malformed(file, reason));
    };
    let mut text = String::new();
    for line in block {
        text.push_str(line.strip_prefix("    ").unwrap_or(line));
        text.push('\n');
    }
    Ok(Declaration {
        name: (*name).to_owned(),
        text,
    })
}

fn interface_name(line: &str) -> Option<&str> {
    let rest = line.strip_prefix("    interface ")?;
    rest.split(|c: char| !c.is_alphanumeric() && c != '_')
        .next()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str = "//! Words.\nuse alloy_sol_types::sol;\n\nsol! {\n    /// @title T\n    \
        interface IOne {\n        error Bad();\n    }\n}\n\nsol! {\n    interface ITwo {\n    }\n}\n";

    #[test]
    fn test_declarations_finds_every_block() {
        let found = declarations("a.rs", SOURCE).expect("well-formed blocks");
        let names: Vec<_> = found.iter().map(|one| one.name.as_str()).collect();
        assert_eq!(names, ["IOne", "ITwo"]);
        assert_eq!(
            found[0].text,
            "/// @title T\ninterface IOne {\n    error Bad();\n}\n"
        );
    }

    #[test]
    fn test_declarations_refuses_a_block_without_interface() {
        let error = declarations("a.rs", "sol! {\n    error Bad();\n}\n").expect_err("none");
        assert_eq!(
            error.to_string(),
            "a.rs: a `sol!` block declares 0 interfaces, not one"
        );
    }

    #[test]
    fn test_solidity_states_licence_and_origin() {
        let found = declarations("a.rs", SOURCE).expect("well-formed blocks");
        let text = found[0].solidity();
        assert!(text.starts_with("// SPDX-License-Identifier: MIT OR Apache-2.0\npragma"));
        assert!(text.ends_with("    error Bad();\n}\n"));
    }
}
