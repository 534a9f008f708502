//! Checks that cargo makes: format, lints, documentation.

use std::process::Command;

use alm_build::Workspace;
use alm_front::toolchain;

use crate::commands::cargo;

/// The formatter would change nothing.
pub(super) fn format(workspace: &Workspace) -> eyre::Result<Vec<String>> {
    let mut command = cargo::command(workspace);
    command.args(["fmt", "--all", "--check"]);
    complaint(command, "run `cargo fmt --all`")
}

/// The linter has nothing to say, natively and for the contracts' own target.
pub(super) fn lints(workspace: &Workspace) -> eyre::Result<Vec<String>> {
    let mut command = cargo::command(workspace);
    command
        .args([
            "clippy",
            "--profile",
            "host",
            "--workspace",
            "--all-targets",
        ])
        .args(["--locked", "--", "-D", "warnings"]);
    let mut complaints = complaint(command, "the linter's words are above")?;
    complaints.extend(contract_lints(workspace)?);
    Ok(complaints)
}

/// The documentation builds without warnings.
pub(super) fn docs(workspace: &Workspace) -> eyre::Result<Vec<String>> {
    let mut command = cargo::command(workspace);
    command
        .args([
            "doc",
            "--profile",
            "host",
            "--workspace",
            "--no-deps",
            "--locked",
        ])
        .env("RUSTDOCFLAGS", "-D warnings");
    complaint(command, "the warnings are above")
}

fn contract_lints(workspace: &Workspace) -> eyre::Result<Vec<String>> {
    if !has_wasm_library(workspace) {
        eprintln!("  no prebuilt library for the contracts' target: linted natively only");
        return Ok(Vec::new());
    }
    let mut complaints = Vec::new();
    for contract in alm_build::Pipeline::new(workspace.clone())?.contracts()? {
        let mut command = cargo::command(workspace);
        command
            .args(["clippy", "--profile", "host", "--lib", "--locked"])
            .args(["--package", &contract.name])
            .args(["--target", "wasm32-unknown-unknown", "--", "-D", "warnings"]);
        complaints.extend(complaint(command, &format!("in {}", contract.name))?);
    }
    Ok(complaints)
}

fn has_wasm_library(workspace: &Workspace) -> bool {
    toolchain::find_pinned(workspace.root()).is_ok_and(|found| {
        let library = "lib/rustlib/wasm32-unknown-unknown/lib";
        found.sysroot.join(library).is_dir()
    })
}

/// Nothing if the command succeeds, else what failed and what to do.
pub(super) fn complaint(command: Command, advice: &str) -> eyre::Result<Vec<String>> {
    let words = cargo::spoken(&command);
    if cargo::succeeds(command)? {
        return Ok(Vec::new());
    }
    Ok(vec![format!("`{words}` fails: {advice}")])
}
