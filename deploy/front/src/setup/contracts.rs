//! A compiler and an optimiser for the contracts.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use alm_front::{Failure, path, process, toolchain};

use super::apt;
use crate::say;

/// Long enough for the component on a slow line; a machine without network is told apart sooner.
const LIMIT: Duration = Duration::from_secs(300);

/// What rustup has to add to the pinned toolchain.
const ADDITIONS: [[&str; 3]; 2] = [
    ["component", "add", "rust-src"],
    ["target", "add", "wasm32-unknown-unknown"],
];

/// Make sure that both are there.
///
/// # Errors
/// When one is missing and cannot be added, with what to install.
pub(crate) fn prepare(root: &Path) -> Result<(), Failure> {
    compiler(root)?;
    if path::find("wasm-opt").is_none() {
        apt::install(&["binaryen"])?;
    }
    Ok(())
}

fn compiler(root: &Path) -> Result<(), Failure> {
    if toolchain::find_pinned(root).is_ok() {
        return Ok(());
    }
    let is_known_to_fail = note(root).is_file();
    if is_known_to_fail && toolchain::find_distribution().is_ok() {
        return Ok(());
    }
    if complete_pinned(root) && toolchain::find_pinned(root).is_ok() {
        return Ok(());
    }
    if toolchain::find_distribution().is_ok() {
        say("rustup cannot add rust-src here; the distribution's compiler builds the contracts");
        return remember_failure(root);
    }
    let found = toolchain::find(root).map(|_| ());
    found.or_else(|missing| {
        apt::install(&toolchain::PACKAGES)
            .map_err(|apt| Failure::new(format!("{missing}\n{apt}")))?;
        toolchain::find(root).map(|_| ())
    })
}

/// Let rustup add what is missing; true if it could.
fn complete_pinned(root: &Path) -> bool {
    let (Some(rustup), Ok(channel)) = (toolchain::rustup(), toolchain::channel(root)) else {
        return false;
    };
    say("asking rustup for the source of the standard library");
    ADDITIONS.iter().all(|words| {
        let mut command = Command::new(&rustup);
        command.args(words).args(["--toolchain", channel.as_str()]);
        process::run_within(&mut command, LIMIT).is_ok_and(|status| status.success())
    })
}

/// Marks that rustup could not, so that it is not asked on every run.
fn note(root: &Path) -> PathBuf {
    root.join("target/contracts/rustup-cannot-add-rust-src")
}

fn remember_failure(root: &Path) -> Result<(), Failure> {
    let note = note(root);
    let folder = note.parent().unwrap_or(root);
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(&note, "delete this file to ask rustup again\n"))
        .map_err(|error| Failure::new(format!("cannot write {}: {error}", note.display())))
}
