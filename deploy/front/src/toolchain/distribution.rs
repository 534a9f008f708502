//! The distribution's compiler with its source package, as Debian has them.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::{Origin, Toolchain, has_library_source};
use crate::{Failure, path, process};

/// Packages of Debian 12 that make its compiler able to build the contracts.
pub const PACKAGES: [&str; 4] = ["rustc-web", "cargo-web", "rust-web-src", "lld"];

/// First version that knows `-Cpanic=immediate-abort` and builds this workspace.
const MINIMUM: (u32, u32) = (1, 95);

/// The distribution's toolchain, if it is recent, with source and a WASM linker.
///
/// # Errors
/// What is missing, and the packages that bring it.
pub fn find() -> Result<Toolchain, Failure> {
    let rustc = Path::new("/usr/bin/rustc");
    let cargo = Path::new("/usr/bin/cargo");
    if !path::is_executable(rustc) || !path::is_executable(cargo) {
        return Err(missing("/usr/bin/rustc and /usr/bin/cargo are not there"));
    }
    let version = process::output(Command::new(rustc).arg("--version")).unwrap_or_default();
    if version_of(&version).is_none_or(|have| have < MINIMUM) {
        let (major, minor) = MINIMUM;
        return Err(missing(&format!(
            "`{version}` is older than {major}.{minor}"
        )));
    }
    let sysroot = process::output(Command::new(rustc).args(["--print", "sysroot"]))
        .map_or_else(|| PathBuf::from("/usr"), PathBuf::from);
    if !has_library_source(&sysroot) {
        return Err(missing("the standard library's source is not there"));
    }
    let Some(linker) = path::find("wasm-ld") else {
        return Err(missing("the linker wasm-ld is not there"));
    };
    Ok(Toolchain {
        origin: Origin::Distribution,
        cargo: cargo.to_path_buf(),
        rustc: rustc.to_path_buf(),
        sysroot,
        linker: Some(linker),
    })
}

fn missing(what: &str) -> Failure {
    Failure::new(format!(
        "{what}; on Debian 12 run `apt-get install {}`",
        PACKAGES.join(" ")
    ))
}

/// Major and minor number in a version line such as `rustc 1.96.0 (ac68faa20 2026-05-25)`.
fn version_of(line: &str) -> Option<(u32, u32)> {
    let mut numbers = line.split_whitespace().nth(1)?.split('.');
    Some((numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn test_version_of_a_distribution_line() {
        let line = "rustc 1.96.0 (ac68faa20 2026-05-25) (built from a source tarball)";
        assert_eq!(version_of(line), Some((1, 96)));
    }

    #[test]
    fn test_version_of_something_else_is_none() {
        assert_eq!(version_of(""), None);
        assert_eq!(version_of("rustc"), None);
        assert_eq!(version_of("rustc new"), None);
    }

    #[test]
    fn test_missing_names_every_package() {
        let text = missing("something").to_string();
        assert!(PACKAGES.iter().all(|package| text.contains(package)));
    }
}
