//! What a fresh machine lacks, added as far as this user may; fast when nothing is missing.

mod apt;
mod contracts;
mod packages;

use std::ffi::OsString;
use std::path::Path;

use alm_front::Failure;

use crate::verb::Verb;

/// Prepare the machine for a verb.
///
/// # Errors
/// When something is missing that cannot be added from here, with what to install.
pub(crate) fn prepare(root: &Path, verb: Verb, arguments: &[OsString]) -> Result<(), Failure> {
    if verb.needs_contract_tools() {
        contracts::prepare(root)?;
    }
    if verb.needs_packages() && wants_packages(verb, arguments) {
        packages::prepare(root)?;
    }
    Ok(())
}

/// `test` with named parts needs the packages only if one of those parts uses them.
fn wants_packages(verb: Verb, arguments: &[OsString]) -> bool {
    const WITHOUT: [&str; 3] = ["unit", "vectors", "wat"];
    const WITH: [&str; 2] = ["forge", "integration"];
    let names = |set: &[&str]| {
        arguments
            .iter()
            .any(|argument| set.iter().any(|name| argument == name))
    };
    verb != Verb::Test || names(&WITH) || !names(&WITHOUT)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wants(arguments: &[&str]) -> bool {
        let arguments: Vec<_> = arguments.iter().map(OsString::from).collect();
        wants_packages(Verb::Test, &arguments)
    }

    #[test]
    fn test_wants_packages_when_forge_is_among_the_parts() {
        assert!(wants(&["test"]));
        assert!(wants(&["test", "unit", "forge"]));
        assert!(wants(&["test", "--json", "out.json"]));
    }

    #[test]
    fn test_wants_no_packages_for_rust_alone() {
        assert!(!wants(&["test", "unit"]));
        assert!(!wants(&["test", "wat", "vectors"]));
    }
}
