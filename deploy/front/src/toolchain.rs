//! Compilers that can build the contracts: they need the source of the standard library.
//!
//! The search goes in order: the pinned toolchain of rustup with `rust-src`, then the
//! distribution's compiler with its source package and a WASM linker.

mod distribution;
mod pinned;

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::{Failure, process};

pub use distribution::{PACKAGES, find as find_distribution};
pub use pinned::{channel, find as find_pinned, rustup};

/// Where a toolchain comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// Installed by rustup, version pinned by `rust-toolchain.toml`.
    Pinned,
    /// Installed by the distribution's package manager.
    Distribution,
}

/// A compiler that can build the standard library and the contracts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Toolchain {
    /// Where it comes from.
    pub origin: Origin,
    /// The build tool.
    pub cargo: PathBuf,
    /// The compiler.
    pub rustc: PathBuf,
    /// Folder the compiler finds its own files in.
    pub sysroot: PathBuf,
    /// A linker to name to the compiler; `None` if it brings its own.
    pub linker: Option<PathBuf>,
}

impl Toolchain {
    /// The compiler's version line, e.g. `rustc 1.95.0 (59807616e 2026-04-14)`.
    pub fn version(&self) -> String {
        let line = process::output(Command::new(&self.rustc).arg("--version"));
        let line = line.unwrap_or_else(|| "rustc of unknown version".to_owned());
        // What a distribution adds in its own words says nothing about the compiler.
        match line.find(')') {
            Some(end) => line[..=end].to_owned(),
            None => line,
        }
    }

    /// Folder of the standard library's source.
    pub fn library_source(&self) -> PathBuf {
        library_source(&self.sysroot)
    }
}

/// Find a compiler for the contracts of the workspace at `root`.
///
/// # Errors
/// When there is none: what each candidate lacks, and what to install.
pub fn find(root: &Path) -> Result<Toolchain, Failure> {
    find_pinned(root).or_else(|pinned| {
        find_distribution().map_err(|distribution| {
            Failure::new(format!(
                "no compiler on this machine can build the contracts.\n\
                 - rustup: {pinned}\n\
                 - distribution: {distribution}"
            ))
        })
    })
}

fn library_source(sysroot: &Path) -> PathBuf {
    sysroot.join("lib/rustlib/src/rust/library")
}

fn has_library_source(sysroot: &Path) -> bool {
    library_source(sysroot).join("Cargo.lock").is_file()
}
