//! The compiled tests of the workspace.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::Stdio;

use alm_build::Workspace;
use eyre::{WrapErr, ensure};
use serde::Deserialize;

use super::Part;
use crate::commands::cargo;

/// An executable full of tests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Binary {
    /// Folder of its package, relative to the top.
    pub(super) package: PathBuf,
    /// Name of the library, program or test file.
    pub(super) name: String,
    /// The file to run.
    pub(super) executable: PathBuf,
    /// The folder to run it in, as cargo would.
    pub(super) folder: PathBuf,
}

impl Binary {
    /// True if the part runs tests of this executable. Vector tests lie among unit tests and are
    /// told apart by name.
    pub(super) fn serves(&self, part: Part) -> bool {
        match self.home() {
            Part::Unit => matches!(part, Part::Unit | Part::Vectors),
            home => home == part,
        }
    }

    /// True if everything in it tests against reference numbers.
    pub(super) fn is_vectors(&self) -> bool {
        self.name.starts_with("vectors")
    }

    fn home(&self) -> Part {
        if self.package.starts_with("tests/devchain") {
            Part::Wat
        } else if self.package.starts_with("tests") {
            Part::Integration
        } else {
            Part::Unit
        }
    }
}

/// Compile every test of the workspace; the compiler's progress goes to standard error.
///
/// In two calls: the contracts' side asks for other features of shared packages than the host's,
/// and in one call both sides would be compiled anew with the union.
///
/// # Errors
/// When one does not compile.
pub(super) fn compile(workspace: &Workspace) -> eyre::Result<Vec<Binary>> {
    let (contracts, host): (Vec<_>, Vec<_>) =
        packages(workspace)?.into_iter().partition(|package| {
            package
                .manifest_path
                .starts_with(workspace.root().join("contracts"))
        });
    let mut binaries = compile_together(workspace, &contracts)?;
    binaries.extend(compile_together(workspace, &host)?);
    Ok(binaries)
}

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    manifest_path: PathBuf,
}

fn packages(workspace: &Workspace) -> eyre::Result<Vec<Package>> {
    let mut command = cargo::command(workspace);
    command.args(["metadata", "--no-deps", "--format-version", "1"]);
    let output = command.output().wrap_err("cannot start cargo")?;
    let words = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "cargo metadata: {}", words.trim());
    let metadata: Metadata = serde_json::from_slice(&output.stdout)?;
    Ok(metadata.packages)
}

fn compile_together(workspace: &Workspace, packages: &[Package]) -> eyre::Result<Vec<Binary>> {
    let mut command = cargo::command(workspace);
    command
        .args(["test", "--no-run", "--profile", "host", "--locked"])
        .args(["--message-format", "json-render-diagnostics"])
        .args(
            packages
                .iter()
                .flat_map(|package| ["--package", package.name.as_str()]),
        )
        .stdout(Stdio::piped());
    let mut child = command.spawn().wrap_err("cannot start cargo")?;
    let mut binaries = Vec::new();
    if let Some(output) = child.stdout.take() {
        for line in BufReader::new(output).lines() {
            binaries.extend(binary(&line?, workspace.root()));
        }
    }
    let status = child.wait()?;
    ensure!(
        status.success(),
        "the tests do not compile; the compiler's words are above"
    );
    Ok(binaries)
}

#[derive(Deserialize)]
struct Message {
    manifest_path: PathBuf,
    target: Target,
    profile: Profile,
    executable: PathBuf,
}

#[derive(Deserialize)]
struct Target {
    name: String,
}

#[derive(Deserialize)]
struct Profile {
    test: bool,
}

/// The test executable a message of cargo is about, if it is about one.
fn binary(line: &str, root: &Path) -> Option<Binary> {
    let message: Message = serde_json::from_str(line).ok()?;
    let folder = message.manifest_path.parent()?;
    message.profile.test.then(|| Binary {
        package: folder.strip_prefix(root).unwrap_or(folder).to_path_buf(),
        name: message.target.name,
        executable: message.executable,
        folder: folder.to_path_buf(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(folder: &str, test: bool) -> Option<Binary> {
        let line = format!(
            r#"{{"reason":"compiler-artifact","manifest_path":"/top/{folder}/Cargo.toml",
                "target":{{"name":"vectors_exp"}},"profile":{{"test":{test}}},
                "executable":"/top/target/host/deps/x","fresh":true}}"#
        );
        binary(&line, Path::new("/top"))
    }

    #[test]
    fn test_binary_of_a_test_only() {
        let found = message("contracts/libs/alm-math", true).expect("it is a test");
        assert_eq!(found.package, Path::new("contracts/libs/alm-math"));
        assert_eq!(found.executable, Path::new("/top/target/host/deps/x"));
        assert!(found.is_vectors());
        assert_eq!(message("deploy", false), None);
        assert_eq!(
            binary(
                r#"{"reason":"build-finished","success":true}"#,
                Path::new("/")
            ),
            None
        );
    }

    #[test]
    fn test_serves_by_folder() {
        let parts = |folder: &str| {
            let found = message(folder, true).expect("it is a test");
            Part::ALL
                .into_iter()
                .filter(|part| found.serves(*part))
                .collect::<Vec<_>>()
        };
        assert_eq!(
            parts("contracts/libs/alm-math"),
            [Part::Unit, Part::Vectors]
        );
        assert_eq!(parts("deploy/build"), [Part::Unit, Part::Vectors]);
        assert_eq!(parts("tests/devchain/wasm"), [Part::Wat]);
        assert_eq!(parts("tests/integration"), [Part::Integration]);
        assert_eq!(parts("tests/harness"), [Part::Integration]);
    }
}
