//! Rust's own test runner: started per executable, its verdict read from its output.

use std::env;
use std::io::{BufRead, BufReader};
use std::path;
use std::process::{Child, Command, Stdio};

use eyre::WrapErr;

use super::Part;
use super::binaries::Binary;
use super::counts::Counts;

/// What tells vector tests from the others in the same executable.
const VECTORS: &str = "vectors_";

/// Variable that names another folder of reference numbers.
const VECTORS_FOLDER: &str = "ALM_VECTORS";

/// Run the tests of an executable that belong to a part; its output goes to standard error.
///
/// # Errors
/// When it cannot be started.
pub(super) fn run(binary: &Binary, part: Part) -> eyre::Result<Counts> {
    let Some(filter) = filter(binary, part) else {
        return Ok(Counts::default());
    };
    let mut child = start(binary, &filter)?;
    let mut counts = None;
    if let Some(output) = child.stdout.take() {
        for line in BufReader::new(output).lines() {
            let line = line?;
            counts = verdict(&line).or(counts);
            eprintln!("{line}");
        }
    }
    let status = child.wait()?;
    let counts = counts.unwrap_or_default();
    if !status.success() && counts.failed == 0 {
        // Ended without a verdict: a crash is one failure more than it counted.
        eprintln!("{}: {status}", binary.executable.display());
        return Ok(Counts {
            failed: 1,
            ..counts
        });
    }
    Ok(counts)
}

fn start(binary: &Binary, filter: &[&str]) -> eyre::Result<Child> {
    eprintln!("alm: {} {}", binary.package.display(), binary.name);
    let mut command = Command::new(&binary.executable);
    if let Some(folder) = env::var_os(VECTORS_FOLDER) {
        // Given relative to where the user is; the tests run elsewhere.
        command.env(VECTORS_FOLDER, path::absolute(folder)?);
    }
    command
        .args(filter)
        .current_dir(&binary.folder)
        .env("CARGO_MANIFEST_DIR", &binary.folder)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .wrap_err_with(|| binary.executable.display().to_string())
}

/// Arguments that select the part's tests; `None` if the executable has none of them.
fn filter(binary: &Binary, part: Part) -> Option<Vec<&'static str>> {
    match (part, binary.is_vectors()) {
        (Part::Vectors, true) => Some(Vec::new()),
        (Part::Vectors, false) => Some(vec![VECTORS]),
        (Part::Unit, true) => None,
        (Part::Unit, false) => Some(vec!["--skip", VECTORS]),
        _ => Some(Vec::new()),
    }
}

/// The counts in a line such as `test result: ok. 5 passed; 0 failed; 0 ignored; …`.
fn verdict(line: &str) -> Option<Counts> {
    let (_, figures) = line.strip_prefix("test result: ")?.split_once(". ")?;
    let figure = |name: &str| {
        let words = figures.split(';').map(str::trim);
        let mut found = words.filter_map(|words| words.strip_suffix(name));
        found.next()?.trim().parse().ok()
    };
    Some(Counts {
        passed: figure("passed")?,
        failed: figure("failed")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn script(text: &str, name: &str) -> (tempfile::TempDir, Binary) {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().expect("a temporary folder");
        let executable = folder.path().join("tests");
        std::fs::write(&executable, format!("#!/bin/sh\n{text}\n")).expect("a new file");
        let mode = std::fs::Permissions::from_mode(0o755);
        std::fs::set_permissions(&executable, mode).expect("our own file");
        let binary = Binary {
            package: "deploy".into(),
            name: name.to_owned(),
            executable,
            folder: folder.path().to_path_buf(),
        };
        (folder, binary)
    }

    #[test]
    fn test_verdict_reads_both_figures() {
        let line = "test result: FAILED. 12 passed; 3 failed; 0 ignored; 0 measured; 2 filtered \
                    out; finished in 0.02s";
        assert_eq!(
            verdict(line),
            Some(Counts {
                passed: 12,
                failed: 3
            })
        );
    }

    #[test]
    fn test_verdict_of_other_lines_is_none() {
        assert_eq!(verdict("test foo ... ok"), None);
        assert_eq!(verdict("test result: unknown"), None);
    }

    #[test]
    fn test_run_counts_a_crash_as_a_failure() {
        let (_folder, binary) = script("exit 101", "tool");
        let counts = run(&binary, Part::Unit).expect("it starts");
        assert_eq!(
            counts,
            Counts {
                passed: 0,
                failed: 1
            }
        );
    }

    #[test]
    fn test_run_passes_the_filter_of_the_part() {
        let text = "echo \"test result: ok. $# passed; 0 failed; 0 ignored\"";
        let (_folder, binary) = script(text, "tool");
        assert_eq!(run(&binary, Part::Unit).expect("it starts").passed, 2);
        assert_eq!(run(&binary, Part::Vectors).expect("it starts").passed, 1);
        let (_folder, binary) = script(text, "vectors");
        assert_eq!(run(&binary, Part::Vectors).expect("it starts").passed, 0);
        assert_eq!(
            run(&binary, Part::Unit).expect("it starts"),
            Counts::default()
        );
    }
}
