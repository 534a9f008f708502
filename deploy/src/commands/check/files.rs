//! Files a reader can hold in mind.

use std::fs;
use std::process::{Command, Stdio};

use alm_build::Workspace;
use eyre::{WrapErr, ensure};

/// Longest source file; most are far shorter.
const MAX_LINES: usize = 500;

/// Source files longer than the limit.
pub(super) fn long(workspace: &Workspace) -> eyre::Result<Vec<String>> {
    let mut complaints = Vec::new();
    for name in sources(workspace)? {
        let path = workspace.root().join(&name);
        // A file just deleted is still listed until the deletion is committed.
        let Ok(text) = fs::read_to_string(&path) else {
            continue;
        };
        complaints.extend(complaint(&name, text.lines().count()));
    }
    Ok(complaints)
}

fn complaint(name: &str, lines: usize) -> Option<String> {
    (lines > MAX_LINES).then(|| format!("{name} has {lines} lines; split it (limit {MAX_LINES})"))
}

fn sources(workspace: &Workspace) -> eyre::Result<Vec<String>> {
    let output = Command::new("git")
        .args(["ls-files", "*.rs", "tests/foundry/*.sol"])
        .current_dir(workspace.root())
        .stdin(Stdio::null())
        .output()
        .wrap_err("cannot start git")?;
    ensure!(
        output.status.success(),
        "git cannot list the files of this checkout"
    );
    let names = String::from_utf8(output.stdout)?;
    Ok(names.lines().map(str::to_owned).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn test_complaint_above_the_limit_only() {
        assert_eq!(complaint("a.rs", MAX_LINES), None);
        let words = complaint("a.rs", MAX_LINES + 1).expect("one line too many");
        assert!(words.starts_with("a.rs has 501 lines"), "{words}");
    }
}
