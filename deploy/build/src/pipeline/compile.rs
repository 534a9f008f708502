//! One call of the compiler: one package, the standard library from source.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use alm_front::Toolchain;

use crate::{BuildError, Contract, Level, Workspace};

/// The target of every contract.
const TARGET: &str = "wasm32-unknown-unknown";

/// Bytes of shadow stack: a larger one costs pages, and so gas, on every call.
const STACK_BYTES: u32 = 32_768;

/// The compiler's output for a contract.
pub(super) fn compile(
    workspace: &Workspace,
    toolchain: &Toolchain,
    contract: &Contract,
    level: Level,
) -> Result<Vec<u8>, BuildError> {
    let folder = target_folder(workspace, level);
    let status = command(workspace, toolchain, contract, level, &folder)
        .status()
        .map_err(BuildError::io(&toolchain.cargo))?;
    if !status.success() {
        return Err(BuildError::Compile {
            contract: contract.name.clone(),
            level,
        });
    }
    let file = folder
        .join(TARGET)
        .join("release")
        .join(contract.library_file());
    fs::read(&file).map_err(BuildError::io(&file))
}

/// Apart from the host's, and one a level, so that nothing is built twice.
fn target_folder(workspace: &Workspace, level: Level) -> PathBuf {
    workspace.artifacts().join(format!("cargo-{level}"))
}

fn command(
    workspace: &Workspace,
    toolchain: &Toolchain,
    contract: &Contract,
    level: Level,
    folder: &Path,
) -> Command {
    let mut command = Command::new(&toolchain.cargo);
    let inherited = env::vars_os().filter_map(|(name, _)| name.into_string().ok());
    for name in inherited.filter(|name| shapes_the_build(name)) {
        command.env_remove(name);
    }
    command
        .args([
            "build",
            "--locked",
            "--lib",
            "--release",
            "--target",
            TARGET,
        ])
        .args(["--package", &contract.name])
        .args(["-Z", "build-std=core,alloc,std,panic_abort"])
        .args(["-Z", "build-std-features="])
        .current_dir(workspace.root())
        // The pinned compilers are stable ones; building std from source is not, yet.
        .env("RUSTC_BOOTSTRAP", "1")
        .env("RUSTC", &toolchain.rustc)
        .env("CARGO_TARGET_DIR", folder)
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", level.as_str())
        .env(
            "CARGO_ENCODED_RUSTFLAGS",
            flags(workspace, toolchain).join("\u{1f}"),
        )
        .stdin(Stdio::null())
        .stdout(Stdio::null());
    command
}

/// True for what a user's shell, or the cargo that started this tool, would impose on the bytes.
///
/// Where cargo keeps and fetches packages from stays: that is the machine's business.
fn shapes_the_build(variable: &str) -> bool {
    const KEPT: [&str; 6] = [
        "CARGO_HOME",
        "CARGO_HTTP_",
        "CARGO_NET_",
        "CARGO_REGISTRIES_",
        "CARGO_REGISTRY_",
        "CARGO_TERM_",
    ];
    let imposes = variable.starts_with("CARGO")
        || variable.starts_with("RUSTC")
        || matches!(variable, "RUSTUP_TOOLCHAIN" | "RUSTFLAGS");
    imposes && !KEPT.iter().any(|kept| variable.starts_with(kept))
}

fn flags(workspace: &Workspace, toolchain: &Toolchain) -> Vec<String> {
    let mut flags = vec![
        "-Zunstable-options".to_owned(),
        // A reachable panic of the usual kind links the whole formatter: half the size limit.
        "-Cpanic=immediate-abort".to_owned(),
        // Nothing beyond the first WASM, so nothing an activation refuses.
        "-Ctarget-cpu=mvp".to_owned(),
        // What activations accept of the later features, and what makes code smaller: one operator for a copy.
        "-Ctarget-feature=+bulk-memory,+sign-ext".to_owned(),
        // Small functions cost more to call than to repeat, at every level; the levels for size repeat too few.
        "-Cllvm-args=-inline-threshold=75".to_owned(),
        // No file names in the data: no panic tells them.
        "-Zlocation-detail=none".to_owned(),
        format!("-Clink-arg=-zstack-size={STACK_BYTES}"),
    ];
    flags.extend(
        toolchain
            .linker
            .iter()
            .map(|file| format!("-Clinker={}", file.display())),
    );
    flags.extend(remaps(workspace, toolchain));
    flags
}

/// Names for folders that differ from machine to machine. The last that matches wins.
fn remaps(workspace: &Workspace, toolchain: &Toolchain) -> Vec<String> {
    let library = toolchain.library_source();
    let real_library = library.canonicalize().unwrap_or_else(|_| library.clone());
    let folders = [
        (cargo_home(), "/cargo"),
        (workspace.root().to_path_buf(), "/alm"),
        (library, "/rust/library"),
        (real_library, "/rust/library"),
    ];
    let remap = |(folder, name): &(PathBuf, &str)| {
        format!("--remap-path-prefix={}={name}", folder.display())
    };
    folders.iter().map(remap).collect()
}

fn cargo_home() -> PathBuf {
    let home = || PathBuf::from(env::var_os("HOME").unwrap_or_default()).join(".cargo");
    env::var_os("CARGO_HOME").map_or_else(home, PathBuf::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn test_shapes_the_build_clears_what_changes_bytes() {
        for name in [
            "CARGO",
            "CARGO_ENCODED_RUSTFLAGS",
            "CARGO_PROFILE_RELEASE_LTO",
            "CARGO_TARGET_DIR",
            "RUSTC",
            "RUSTC_WRAPPER",
            "RUSTUP_TOOLCHAIN",
            "RUSTFLAGS",
        ] {
            assert!(shapes_the_build(name), "{name}");
        }
    }

    #[test]
    fn test_shapes_the_build_keeps_the_rest() {
        for name in [
            "PATH",
            "HOME",
            "CARGO_HOME",
            "CARGO_HTTP_PROXY",
            "RUSTUP_HOME",
        ] {
            assert!(!shapes_the_build(name), "{name}");
        }
    }
}
