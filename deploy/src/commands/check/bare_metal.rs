//! The numbers and the rules compile where there is no operating system and no `std`.

use alm_build::Workspace;
use alm_front::toolchain;
use std::process::Command;

use super::cargo::complaint;

/// A target that has never had a `std`.
const TARGET: &str = "riscv32imac-unknown-none-elf";
/// The crates that must not know of one.
const PACKAGES: [&str; 2] = ["alm-math", "alm-engine"];

/// Checks them with `core` and `alloc` from source, and nothing else to depend on.
pub(super) fn check(workspace: &Workspace) -> eyre::Result<Vec<String>> {
    let tools = toolchain::find(workspace.root())?;
    let mut command = Command::new(&tools.cargo);
    command
        .args(["check", "--locked", "--lib", "--target", TARGET])
        .args(["-Z", "build-std=core,alloc"])
        .args(PACKAGES.iter().flat_map(|name| ["--package", name]))
        .current_dir(workspace.root())
        // The pinned compilers are stable ones; building the library from source is not, yet.
        .env("RUSTC_BOOTSTRAP", "1")
        .env("RUSTC", &tools.rustc)
        .env(
            "CARGO_TARGET_DIR",
            workspace.root().join("target/bare-metal"),
        )
        .env_remove("RUSTFLAGS")
        .env_remove("CARGO_ENCODED_RUSTFLAGS");
    complaint(
        command,
        "something below the contracts needs more than `core` and `alloc`",
    )
}
