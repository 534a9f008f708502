//! Forge, on the bytes that ship: started by the Foundry project's own `run`, its verdict read
//! from its last line.

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Command, Stdio};

use alm_build::Workspace;
use eyre::{WrapErr, ensure, eyre};

use super::counts::Counts;
use crate::commands::cargo;

/// Program that runs the WASM for forge.
const EXECUTOR: &str = "devchain-executor";

/// Run every forge test; the output goes to standard error.
///
/// # Errors
/// When forge cannot run, or ends without a verdict.
pub(super) fn run(workspace: &Workspace) -> eyre::Result<Counts> {
    let executor = executor(workspace)?;
    let script = workspace.foundry().join("run");
    let mut child = Command::new(&script)
        .env("STYLUS_EXECUTOR_BIN", executor)
        .env("STYLUS_CONTRACTS", workspace.artifacts())
        .current_dir(workspace.foundry())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .wrap_err_with(|| script.display().to_string())?;
    let mut counts = None;
    if let Some(output) = child.stdout.take() {
        for line in BufReader::new(output).lines() {
            let line = line?;
            counts = verdict(&line).or(counts);
            eprintln!("{line}");
        }
    }
    let status = child.wait()?;
    let counts = counts.ok_or_else(|| eyre!("forge ended without a verdict ({status})"))?;
    ensure!(
        status.success() || counts.failed > 0,
        "every forge test passed, but the run failed ({status}); its words are above"
    );
    Ok(counts)
}

/// Build the executor. Named together with this tool, it is built of the same dependencies.
fn executor(workspace: &Workspace) -> eyre::Result<PathBuf> {
    let mut command = cargo::command(workspace);
    command
        .args(["build", "--profile", "host", "--locked"])
        .args(["--package", env!("CARGO_PKG_NAME"), "--package", "devchain"])
        .args([
            "--bin",
            EXECUTOR,
            "--message-format",
            "json-render-diagnostics",
        ])
        .stdout(Stdio::piped());
    let output = command
        .stderr(Stdio::inherit())
        .output()
        .wrap_err("cannot start cargo")?;
    ensure!(output.status.success(), "{EXECUTOR} does not compile");
    let messages = String::from_utf8_lossy(&output.stdout);
    let found = messages.lines().filter_map(executable).next_back();
    found.ok_or_else(|| eyre!("cargo built no {EXECUTOR}"))
}

fn executable(message: &str) -> Option<PathBuf> {
    let message: serde_json::Value = serde_json::from_str(message).ok()?;
    message.get("executable")?.as_str().map(PathBuf::from)
}

/// The counts in `Ran 3 test suites in 2.1s (…): 20 tests passed, 0 failed, 0 skipped (20 …)`.
fn verdict(line: &str) -> Option<Counts> {
    let (_, figures) = line.strip_prefix("Ran ")?.split_once(": ")?;
    let (passed, rest) = figures.split_once(" tests passed, ")?;
    let (failed, _) = rest.split_once(" failed")?;
    Some(Counts {
        passed: passed.trim().parse().ok()?,
        failed: failed.trim().parse().ok()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn test_verdict_of_the_last_line() {
        let line = "Ran 2 test suites in 11.85ms (9.44ms CPU time): 20 tests passed, 1 failed, \
                    0 skipped (21 total tests)";
        assert_eq!(
            verdict(line),
            Some(Counts {
                passed: 20,
                failed: 1
            })
        );
    }

    #[test]
    fn test_verdict_of_a_suite_is_none() {
        assert_eq!(verdict("Ran 3 tests for test/A.t.sol:ATest"), None);
        assert_eq!(
            verdict("Suite result: ok. 3 passed; 0 failed; 0 skipped"),
            None
        );
    }

    #[test]
    fn test_executable_of_an_artifact_only() {
        let message = r#"{"reason":"compiler-artifact","executable":"/t/devchain-executor"}"#;
        assert_eq!(
            executable(message),
            Some(PathBuf::from("/t/devchain-executor"))
        );
        assert_eq!(
            executable(r#"{"reason":"compiler-artifact","executable":null}"#),
            None
        );
    }
}
