//! Foundry and the Solidity compiler, as the lock file of `tests/foundry` pins them.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use alm_front::{Failure, path, process};

use super::apt;
use crate::say;

/// Long enough for a slow line; a hang ends.
const LIMIT: Duration = Duration::from_secs(1_200);

/// Install the packages if the lock file has changed since they were installed.
///
/// # Errors
/// When there is no Node.js, or a package cannot be fetched.
pub(crate) fn prepare(root: &Path) -> Result<(), Failure> {
    let project = root.join("tests/foundry");
    if is_current(&project) {
        return Ok(());
    }
    if path::find("npm").is_none() || path::find("node").is_none() {
        apt::install(&["nodejs", "npm"])?;
    }
    say("installing Foundry and the Solidity compiler (npm packages)");
    let mut command = Command::new("npm");
    command
        .args(["ci", "--no-audit", "--no-fund", "--loglevel", "warn"])
        .current_dir(&project);
    match process::run_within(&mut command, LIMIT) {
        Ok(status) if status.success() => remember(&project),
        Ok(status) => Err(failure(&status.to_string())),
        Err(error) => Err(failure(&error.to_string())),
    }
}

/// True if what is installed is what the lock file says.
fn is_current(project: &Path) -> bool {
    let installed = fs::read(project.join(COPY)).ok();
    installed.is_some() && installed == fs::read(project.join("package-lock.json")).ok()
}

/// The lock file as it was when the packages were installed.
const COPY: &str = "node_modules/.installed-lock.json";

fn remember(project: &Path) -> Result<(), Failure> {
    fs::copy(project.join("package-lock.json"), project.join(COPY))
        .map(|_| ())
        .map_err(|error| failure(&error.to_string()))
}

fn failure(reason: &str) -> Failure {
    Failure::new(format!(
        "`npm ci` in tests/foundry: {reason}. Check the network and run the same command again"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn project(name: &str) -> std::path::PathBuf {
        let folder = std::env::temp_dir().join(format!("alm-front-{name}-{}", std::process::id()));
        fs::create_dir_all(folder.join("node_modules")).expect("a new folder");
        fs::write(folder.join("package-lock.json"), "{}").expect("a new file");
        folder
    }

    #[test]
    fn test_is_current_after_remember_only() {
        let project = project("current");
        assert!(!is_current(&project));
        remember(&project).expect("both folders are there");
        assert!(is_current(&project));
        fs::write(project.join("package-lock.json"), "{ }").expect("the file is there");
        assert!(!is_current(&project));
        fs::remove_dir_all(project).expect("the folder is there");
    }
}
