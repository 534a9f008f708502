//! Licences of everything that is compiled in.

use alm_build::Workspace;
use eyre::{WrapErr, ensure};
use serde::Deserialize;

use crate::commands::cargo;

/// Licences that ask for no more than a notice (of the weaker copyleft ones: none changed by us).
const ACCEPTED: [&str; 15] = [
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "ISC",
    "MIT",
    "MIT-0",
    "MPL-2.0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// Packages that carry a licence file instead of an expression; each was read.
/// `ring` 0.16: ISC, with parts under the OpenSSL and BSD-style licences.
const READ: [(&str, &str); 1] = [("ring", "0.16.")];

/// Packages whose licence is not accepted.
pub(super) fn check(workspace: &Workspace) -> eyre::Result<Vec<String>> {
    let mut command = cargo::command(workspace);
    command.args(["metadata", "--format-version", "1", "--locked"]);
    let output = command.output().wrap_err("cannot start cargo")?;
    ensure!(
        output.status.success(),
        "cargo metadata: {}",
        String::from_utf8_lossy(&output.stderr).trim()
    );
    let metadata: Metadata = serde_json::from_slice(&output.stdout)?;
    ensure!(
        !metadata.packages.is_empty(),
        "cargo metadata lists no packages"
    );
    Ok(metadata.packages.iter().filter_map(complaint).collect())
}

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    version: String,
    license: Option<String>,
}

fn complaint(package: &Package) -> Option<String> {
    let Package {
        name,
        version,
        license,
    } = package;
    match license {
        Some(words) if is_accepted(words) => None,
        Some(words) => Some(format!(
            "{name} {version}: licence `{words}` is not accepted"
        )),
        None if READ
            .iter()
            .any(|(known, of)| name == known && version.starts_with(of)) =>
        {
            None
        }
        None => Some(format!(
            "{name} {version} states no licence; read its file, then list it"
        )),
    }
}

/// True if a choice the expression leaves is accepted. `/` is the old way to write `OR`.
fn is_accepted(expression: &str) -> bool {
    let spaced = expression
        .replace('/', " OR ")
        .replace('(', " ( ")
        .replace(')', " ) ");
    let words: Vec<_> = spaced.split_whitespace().collect();
    let mut rest = words.as_slice();
    any(&mut rest) == Some(true) && rest.is_empty()
}

/// Alternatives; `None` for something that is no expression.
fn any(words: &mut &[&str]) -> Option<bool> {
    let mut verdict = all(words)?;
    while take(words, "OR") {
        verdict |= all(words)?;
    }
    Some(verdict)
}

/// Licences that hold together.
fn all(words: &mut &[&str]) -> Option<bool> {
    let mut verdict = one(words)?;
    while take(words, "AND") {
        verdict &= one(words)?;
    }
    Some(verdict)
}

fn one(words: &mut &[&str]) -> Option<bool> {
    if take(words, "(") {
        let verdict = any(words)?;
        return take(words, ")").then_some(verdict);
    }
    let (name, rest) = words.split_first()?;
    *words = rest;
    if !take(words, "WITH") {
        return Some(ACCEPTED.contains(name));
    }
    let (exception, rest) = words.split_first()?;
    *words = rest;
    Some(ACCEPTED.contains(&format!("{name} WITH {exception}").as_str()))
}

fn take(words: &mut &[&str], word: &str) -> bool {
    match words.split_first() {
        Some((first, rest)) if *first == word => {
            *words = rest;
            true
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn test_is_accepted_needs_one_alternative() {
        assert!(is_accepted("MIT OR GPL-3.0"));
        assert!(is_accepted("GPL-3.0/MIT"));
        assert!(!is_accepted("GPL-3.0 OR AGPL-3.0"));
    }

    #[test]
    fn test_is_accepted_needs_every_part() {
        assert!(is_accepted("(MIT OR GPL-3.0) AND Unicode-3.0"));
        assert!(!is_accepted("MIT AND GPL-3.0"));
        assert!(!is_accepted("(MIT OR Apache-2.0) AND GPL-3.0"));
    }

    #[test]
    fn test_is_accepted_knows_exceptions() {
        assert!(is_accepted("Apache-2.0 WITH LLVM-exception OR GPL-3.0"));
        assert!(!is_accepted("GPL-3.0 WITH Classpath-exception-2.0"));
    }

    #[test]
    fn test_is_accepted_refuses_what_is_no_expression() {
        for words in ["", "MIT OR", "(MIT", "MIT Apache-2.0", "MIT WITH"] {
            assert!(!is_accepted(words), "{words}");
        }
    }

    #[test]
    fn test_complaint_about_a_package_without_licence() {
        let package = |name: &str, version: &str| Package {
            name: name.to_owned(),
            version: version.to_owned(),
            license: None,
        };
        assert!(complaint(&package("unheard-of", "1.0.0")).is_some());
        assert_eq!(complaint(&package("ring", "0.16.20")), None);
    }
}
