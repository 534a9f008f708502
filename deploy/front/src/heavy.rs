//! The tool itself: built with its many dependencies, then run in this process's place.

use std::env;
use std::ffi::OsString;
use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

use alm_front::Failure;

use crate::say;

/// Name of the tool's package and binary.
const PACKAGE: &str = "alm-deploy";

/// Build the tool; the compiler's progress goes to standard error.
///
/// # Errors
/// When it does not compile, or a package cannot be fetched.
pub(crate) fn build(root: &Path) -> Result<PathBuf, Failure> {
    say("building the tool (minutes the first time, then nothing)");
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command
        .args(["build", "--profile", "host", "--package", PACKAGE])
        .args(["--bin", PACKAGE, "--locked"])
        .args(["--message-format", "json-render-diagnostics"])
        .current_dir(root)
        .stdin(Stdio::null())
        .stdout(Stdio::piped());
    forget_this_package(&mut command);
    let mut child = command
        .spawn()
        .map_err(|error| Failure::new(format!("cannot start cargo: {error}")))?;
    let executable = child.stdout.take().and_then(|output| {
        let lines = BufReader::new(output).lines().map_while(Result::ok);
        lines.filter_map(|line| executable_of(&line)).last()
    });
    let status = child
        .wait()
        .map_err(|error| Failure::new(format!("lost sight of cargo: {error}")))?;
    match executable {
        Some(file) if status.success() => Ok(file),
        _ => Err(Failure::new(
            "the tool does not build. If the messages above speak of downloads, check the \
             network and run the same command again: it goes on where it stopped",
        )),
    }
}

/// Run the tool in this process's place.
///
/// # Errors
/// When it cannot be started.
pub(crate) fn hand_over(tool: &Path, arguments: &[OsString]) -> Result<ExitCode, Failure> {
    let mut command = Command::new(tool);
    command.args(arguments);
    forget_this_package(&mut command);
    // `exec` returns only if it failed.
    let error = command.exec();
    Err(Failure::new(format!(
        "cannot start {}: {error}",
        tool.display()
    )))
}

/// `cargo run` tells a program about its own package; that is nobody else's.
fn forget_this_package(command: &mut Command) {
    for (name, _) in env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") {
            command.env_remove(&name);
        }
    }
}

/// The binary's file in a message of cargo, if the message is about the tool.
fn executable_of(message: &str) -> Option<PathBuf> {
    let is_artifact = message.contains("\"reason\":\"compiler-artifact\"");
    let (_, rest) = message.split_once("\"executable\":\"")?;
    let (file, _) = rest.split_once('"')?;
    is_artifact.then(|| PathBuf::from(file.replace("\\\\", "\\")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn test_executable_of_an_artifact() {
        let message = r#"{"reason":"compiler-artifact","target":{"name":"alm-deploy"},"executable":"/t/host/alm-deploy","fresh":true}"#;
        assert_eq!(
            executable_of(message),
            Some(PathBuf::from("/t/host/alm-deploy"))
        );
    }

    #[test]
    fn test_executable_of_a_library_is_none() {
        let message = r#"{"reason":"compiler-artifact","executable":null,"fresh":true}"#;
        assert_eq!(executable_of(message), None);
    }

    #[test]
    fn test_executable_of_other_messages_is_none() {
        assert_eq!(
            executable_of(r#"{"reason":"build-finished","success":true}"#),
            None
        );
    }
}
