//! The contracts of the workspace, and what their manifests say about building them.

use std::fmt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use alm_front::Toolchain;
use serde::Deserialize;

use crate::{BuildError, Workspace};

/// An optimisation level of the compiler.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Level {
    /// `2`
    Two,
    /// `3`: for speed; the smallest for most contracts built from the SDK.
    Three,
    /// `s`: for size.
    S,
    /// `z`: for size, without vectorised loops.
    Z,
}

impl Level {
    /// Every level worth trying.
    pub const ALL: [Self; 4] = [Self::Two, Self::Three, Self::S, Self::Z];

    /// As the compiler spells it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Two => "2",
            Self::Three => "3",
            Self::S => "s",
            Self::Z => "z",
        }
    }

    /// The level spelt like this.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.as_str() == text)
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A deployable program: a package with a `Stylus.toml` under `contracts/`, where those that ship
/// are, or under `tests/programs/`, where those are that only tests deploy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contract {
    /// Name of the package.
    pub name: String,
    /// Folder of the package.
    pub folder: PathBuf,
    /// Level found to be the smallest compressed; `[package.metadata.contract] opt-level`.
    pub level: Level,
    /// Whether it is one of the contracts, and not there for tests.
    pub ships: bool,
    /// Most bytes of deployed code by its own budget; `[package.metadata.contract] max-code-bytes`.
    pub max_code_bytes: Option<usize>,
}

impl Contract {
    /// File name of the compiler's output.
    pub(crate) fn library_file(&self) -> String {
        format!("{}.wasm", self.name.replace('-', "_"))
    }
}

/// Every contract and test program of the workspace, by name.
///
/// # Errors
/// When the workspace's manifests cannot be read.
pub fn discover(workspace: &Workspace, toolchain: &Toolchain) -> Result<Vec<Contract>, BuildError> {
    let output = Command::new(&toolchain.cargo)
        .args(["metadata", "--no-deps", "--format-version", "1"])
        .env("RUSTC", &toolchain.rustc)
        .current_dir(workspace.root())
        .stdin(Stdio::null())
        .output()
        .map_err(BuildError::io(&toolchain.cargo))?;
    if !output.status.success() {
        let reason = String::from_utf8_lossy(&output.stderr);
        return Err(BuildError::malformed("cargo metadata", reason.trim()));
    }
    parse(&output.stdout, workspace.root())
}

/// The named contracts, or all when no name is given.
///
/// # Errors
/// When a name is unknown.
pub fn select(all: Vec<Contract>, names: &[String]) -> Result<Vec<Contract>, BuildError> {
    let is_known = |name: &&String| all.iter().any(|contract| &contract.name == *name);
    if let Some(name) = names.iter().find(|name| !is_known(name)) {
        let known: Vec<_> = all.iter().map(|contract| contract.name.as_str()).collect();
        return Err(BuildError::UnknownContract {
            name: name.clone(),
            known: known.join(", "),
        });
    }
    let is_wanted = |contract: &Contract| names.is_empty() || names.contains(&contract.name);
    Ok(all.into_iter().filter(is_wanted).collect())
}

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    manifest_path: PathBuf,
    #[serde(default)]
    metadata: Option<Sections>,
}

#[derive(Deserialize)]
struct Sections {
    #[serde(default)]
    contract: Option<Settings>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Settings {
    opt_level: Option<serde_json::Value>,
    max_code_bytes: Option<usize>,
}

fn parse(metadata: &[u8], root: &Path) -> Result<Vec<Contract>, BuildError> {
    let metadata: Metadata = serde_json::from_slice(metadata)
        .map_err(|error| BuildError::malformed("cargo metadata", error))?;
    let mut found = Vec::new();
    let (contracts, programs) = (root.join("contracts"), root.join("tests/programs"));
    for package in metadata.packages {
        let folder = package.manifest_path.parent().unwrap_or(root);
        let ships = folder.starts_with(&contracts);
        if (ships || folder.starts_with(&programs)) && folder.join("Stylus.toml").is_file() {
            found.push(contract(&package, folder, ships)?);
        }
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(found)
}

fn contract(package: &Package, folder: &Path, ships: bool) -> Result<Contract, BuildError> {
    let empty = Settings::default();
    let settings = package
        .metadata
        .as_ref()
        .and_then(|all| all.contract.as_ref());
    let settings = settings.unwrap_or(&empty);
    Ok(Contract {
        name: package.name.clone(),
        folder: folder.to_path_buf(),
        level: level(package, settings.opt_level.as_ref())?,
        ships,
        max_code_bytes: settings.max_code_bytes,
    })
}

fn level(package: &Package, value: Option<&serde_json::Value>) -> Result<Level, BuildError> {
    let Some(value) = value else {
        return Ok(Level::Three);
    };
    let text = value.to_string();
    Level::parse(text.trim_matches('"')).ok_or_else(|| {
        BuildError::malformed(
            format!("opt-level in {}", package.manifest_path.display()),
            format!("{text} is none of 2, 3, \"s\", \"z\""),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn metadata(folder: &Path, contract: &str) -> Vec<u8> {
        let manifest = folder.join("contracts/vault/Cargo.toml");
        let program = folder.join("tests/programs/token/Cargo.toml");
        format!(
            r#"{{"packages":[{{"name":"vault","manifest_path":{manifest:?},"metadata":{contract}}},
                {{"name":"token","manifest_path":{program:?},"metadata":null}},
                {{"name":"tool","manifest_path":"/elsewhere/Cargo.toml","metadata":null}}]}}"#
        )
        .into_bytes()
    }

    fn checkout() -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a temporary folder");
        for package in ["contracts/vault", "tests/programs/token"] {
            let package = folder.path().join(package);
            std::fs::create_dir_all(&package).expect("a new folder");
            std::fs::write(package.join("Stylus.toml"), "[contract]\n").expect("a new file");
        }
        folder
    }

    fn parse_with(contract: &str) -> Result<Vec<Contract>, BuildError> {
        let folder = checkout();
        parse(&metadata(folder.path(), contract), folder.path())
    }

    #[test]
    fn test_parse_reads_level_and_budget() {
        let found = parse_with(r#"{"contract":{"opt-level":"s","max-code-bytes":12288}}"#)
            .expect("well-formed metadata");
        let names: Vec<_> = found.iter().map(|one| (&*one.name, one.ships)).collect();
        assert_eq!(names, [("token", false), ("vault", true)]);
        assert_eq!(found[1].level, Level::S);
        assert_eq!(found[1].max_code_bytes, Some(12_288));
        assert_eq!(found[1].library_file(), "vault.wasm");
    }

    #[test]
    fn test_parse_without_settings_takes_level_three() {
        let found = parse_with("null").expect("well-formed metadata");
        assert_eq!(
            (found[0].level, found[0].max_code_bytes),
            (Level::Three, None)
        );
    }

    #[test]
    fn test_parse_refuses_an_unknown_level() {
        let error = parse_with(r#"{"contract":{"opt-level":7}}"#).expect_err("no such level");
        assert!(error.to_string().contains("7 is none of"), "{error}");
    }

    #[test]
    fn test_parse_refuses_an_unknown_key() {
        let error = parse_with(r#"{"contract":{"budget":7}}"#).expect_err("no such key");
        assert!(error.to_string().contains("budget"), "{error}");
    }

    #[test]
    fn test_select_unknown_name_lists_what_there_is() {
        let all = parse_with("null").expect("well-formed metadata");
        let error = select(all, &["volt".to_owned()]).expect_err("no such contract");
        assert_eq!(
            error.to_string(),
            "there is no contract `volt`; there are: token, vault"
        );
    }
}
