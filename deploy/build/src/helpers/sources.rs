//! The sources of a helper: its own files by name, and those of packages by the path they are imported by. Generated
//! interfaces count as own files: they are of this repository.

use std::collections::{BTreeMap, btree_map::Entry};
use std::fs;
use std::path::Path;

use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::{BuildError, Workspace};

/// Sources by the name the compiler knows them by.
pub(super) type Sources = BTreeMap<String, String>;

/// How imports from packages begin: scoped ones, and one that is remapped to a folder of its own.
const SCOPED: char = '@';
const REMAPPED: &str = "solady/";
/// How imports of generated interfaces begin, and where these are.
const INTERFACES: &str = "alm-interfaces/";
const INTERFACES_FOLDER: &str = "solidity-interfaces/src";

/// A file and every file of the same folder it imports, directly or not, and every interface. Packages are left out.
pub(super) fn own(workspace: &Workspace, folder: &Path, file: &str) -> Result<Sources, BuildError> {
    let mut found = Sources::new();
    let mut wanted = vec![file.to_owned()];
    while let Some(name) = wanted.pop() {
        if let Entry::Vacant(place) = found.entry(name) {
            let name = place.key();
            let path = match name.strip_prefix(INTERFACES) {
                Some(interface) => workspace.root().join(INTERFACES_FOLDER).join(interface),
                None => folder.join(name),
            };
            let text = read(&path)?;
            wanted.extend(resolved(name, &text).filter(|import| !is_of_package(import)));
            place.insert(text);
        }
    }
    Ok(found)
}

/// Every file of a package that these sources import, directly or not.
pub(super) fn of_packages(workspace: &Workspace, own: &Sources) -> Result<Sources, BuildError> {
    let modules = workspace.foundry().join("node_modules");
    let mut found = Sources::new();
    let mut wanted: Vec<_> = package_imports(own).collect();
    while let Some(name) = wanted.pop() {
        if let Entry::Vacant(place) = found.entry(name) {
            let name = place.key();
            let path = match name.strip_prefix(REMAPPED) {
                Some(rest) => modules.join(REMAPPED).join("src").join(rest),
                None => modules.join(name),
            };
            let text = read(&path)?;
            wanted.extend(resolved(name, &text));
            place.insert(text);
        }
    }
    Ok(found)
}

/// SHA-256 over the own files and, for each package they import from, its integrity by the lock file: so the hash is
/// known where no package is installed.
pub(super) fn digest(workspace: &Workspace, own: &Sources) -> Result<String, BuildError> {
    let mut parts = own.clone();
    for import in package_imports(own) {
        let segments = if import.starts_with(SCOPED) { 2 } else { 1 };
        let parts_of_name = import.split('/').take(segments);
        let package = parts_of_name.collect::<Vec<_>>().join("/");
        if let Entry::Vacant(place) = parts.entry(package) {
            let integrity = integrity(workspace, place.key())?;
            place.insert(integrity);
        }
    }
    Ok(hash(&parts))
}

fn integrity(workspace: &Workspace, package: &str) -> Result<String, BuildError> {
    let path = workspace.foundry().join("package-lock.json");
    let malformed = |why: String| BuildError::malformed(path.display().to_string(), why);
    let lock: Value =
        serde_json::from_str(&read(&path)?).map_err(|error| malformed(error.to_string()))?;
    let entry = &lock["packages"][format!("node_modules/{package}")]["integrity"];
    let entry = entry.as_str().map(str::to_owned);
    entry.ok_or_else(|| malformed(format!("it does not lock {package}")))
}

fn package_imports(own: &Sources) -> impl Iterator<Item = String> + '_ {
    let all = own.iter().flat_map(|(name, text)| resolved(name, text));
    all.filter(|import| is_of_package(import))
}

fn is_of_package(import: &str) -> bool {
    import.starts_with(SCOPED) || import.starts_with(REMAPPED)
}

fn read(path: &Path) -> Result<String, BuildError> {
    fs::read_to_string(path).map_err(BuildError::io(path))
}

/// What a source imports, by the names the compiler will ask for.
fn resolved<'a>(name: &'a str, text: &'a str) -> impl Iterator<Item = String> + 'a {
    imports(text).map(move |path| resolve(name, path))
}

/// The paths a source imports.
fn imports(source: &str) -> impl Iterator<Item = &str> {
    let lines = source.lines().filter(|line| line.starts_with("import "));
    lines.filter_map(|line| line.split('"').nth(1))
}

/// A path as it stands in a source, as the compiler resolves it: relative ones against the importing file.
fn resolve(from: &str, path: &str) -> String {
    if !path.starts_with('.') {
        return path.to_owned();
    }
    let mut parts: Vec<_> = from.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "." => {}
            ".." => drop(parts.pop()),
            _ => parts.push(part),
        }
    }
    parts.join("/")
}

fn hash(parts: &Sources) -> String {
    let mut hash = Sha256::new();
    for (file, text) in parts {
        for part in [file, text] {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part);
        }
    }
    alloy_primitives::hex::encode(hash.finalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn test_imports_are_the_quoted_paths() {
        let source = "import {A} from \"./A.sol\";\nimport \"./B.sol\";\n// import \"./C.sol\";\n";
        assert_eq!(imports(source).collect::<Vec<_>>(), ["./A.sol", "./B.sol"]);
    }

    #[test]
    fn test_resolve_follows_relative_paths_only() {
        assert_eq!(resolve("A.sol", "./B.sol"), "B.sol");
        assert_eq!(resolve("@a/b/c/D.sol", "../E.sol"), "@a/b/E.sol");
        assert_eq!(resolve("A.sol", "@a/b/E.sol"), "@a/b/E.sol");
    }

    #[test]
    fn test_hash_tells_files_apart() {
        let of = |pairs: &[(&str, &str)]| {
            let owned = |(a, b): &(&str, &str)| ((*a).to_owned(), (*b).to_owned());
            hash(&pairs.iter().map(owned).collect())
        };
        assert_ne!(of(&[("a", "bc")]), of(&[("ab", "c")]));
        assert_eq!(of(&[("a", "bc")]), of(&[("a", "bc")]));
    }

    #[test]
    fn test_digest_names_packages_by_the_lock_file() {
        let workspace = Workspace::locate().expect("tests run in a checkout");
        let source = |package: &str| {
            let import = format!("import {{T}} from \"@{package}/token/T.sol\";\n");
            Sources::from([("A.sol".to_owned(), import)])
        };
        assert!(digest(&workspace, &source("openzeppelin/contracts")).is_ok());
        let remapped = "import {M} from \"solady/utils/M.sol\";\n";
        let remapped = Sources::from([("A.sol".to_owned(), remapped.to_owned())]);
        assert!(digest(&workspace, &remapped).is_ok());
        let error = digest(&workspace, &source("nobody/nothing")).unwrap_err();
        assert!(error.to_string().contains("@nobody/nothing"), "{error}");
    }
}
