//! The toolchain that `rust-toolchain.toml` pins, as rustup installed it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::{Origin, Toolchain, has_library_source};
use crate::{Failure, path, process};

/// The pinned toolchain, if rustup has installed it with the standard library's source.
///
/// # Errors
/// What is missing, and the command that adds it.
pub fn find(root: &Path) -> Result<Toolchain, Failure> {
    let channel = channel(root)?;
    let rustup = rustup().ok_or_else(|| Failure::new("rustup is not on the path"))?;
    let rustc = process::output(Command::new(rustup).args([
        "which",
        "--toolchain",
        channel.as_str(),
        "rustc",
    ]))
    .map(PathBuf::from)
    .ok_or_else(|| Failure::new(format!("run `rustup toolchain install {channel}`")))?;
    let bin = rustc.parent().unwrap_or(Path::new("/")).to_path_buf();
    let sysroot = bin.parent().unwrap_or(Path::new("/")).to_path_buf();
    if !has_library_source(&sysroot) {
        return Err(Failure::new(format!(
            "run `rustup component add rust-src --toolchain {channel}`"
        )));
    }
    Ok(Toolchain {
        origin: Origin::Pinned,
        cargo: bin.join("cargo"),
        linker: linker(&sysroot),
        rustc,
        sysroot,
    })
}

/// The program that manages toolchains, if it is installed.
pub fn rustup() -> Option<PathBuf> {
    path::find("rustup")
}

/// The pinned version, e.g. `1.95.0`.
///
/// # Errors
/// When `rust-toolchain.toml` cannot be read or names no channel.
pub fn channel(root: &Path) -> Result<String, Failure> {
    let file = root.join("rust-toolchain.toml");
    let text = fs::read_to_string(&file)
        .map_err(|error| Failure::new(format!("cannot read {}: {error}", file.display())))?;
    channel_of(&text).ok_or_else(|| Failure::new(format!("{} names no channel", file.display())))
}

fn channel_of(text: &str) -> Option<String> {
    let value = text
        .lines()
        .filter_map(|line| line.split_once('='))
        .find(|(key, _)| key.trim() == "channel")?
        .1;
    Some(value.trim().trim_matches('"').to_owned())
}

/// A toolchain without the linker of its own uses the one on the path.
fn linker(sysroot: &Path) -> Option<PathBuf> {
    let hosts = fs::read_dir(sysroot.join("lib/rustlib")).ok()?;
    let own = hosts
        .flatten()
        .any(|host| path::is_executable(&host.path().join("bin/rust-lld")));
    if own { None } else { path::find("wasm-ld") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn test_channel_of_reads_the_pin() {
        let text = "[toolchain]\nchannel = \"1.95.0\"\ncomponents = [\"rustfmt\"]\n";
        assert_eq!(channel_of(text).as_deref(), Some("1.95.0"));
    }

    #[test]
    fn test_channel_of_nothing_is_none() {
        assert_eq!(channel_of("[toolchain]\n"), None);
    }

    #[test]
    fn test_channel_without_a_file_names_it() {
        let failure = channel(Path::new("/nowhere")).expect_err("there is no such folder");
        assert!(failure.to_string().contains("/nowhere/rust-toolchain.toml"));
    }
}
