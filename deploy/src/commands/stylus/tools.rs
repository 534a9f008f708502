//! The foreign tools, found and asked for their version.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use alm_build::Workspace;
use eyre::{WrapErr, bail, ensure, eyre};

/// The version this verb speaks of.
const CARGO_STYLUS: &str = "0.10.10";

/// Where the tools are.
#[derive(Debug)]
pub(super) struct Tools {
    cargo_stylus: PathBuf,
    cast: PathBuf,
    channel: String,
    /// What cargo-stylus says it is.
    pub(super) version: String,
}

impl Tools {
    /// Finds them.
    ///
    /// # Errors
    /// When one is missing, with how to install it.
    pub(super) fn find(
        workspace: &Workspace,
        cargo_stylus: Option<PathBuf>,
        cast: Option<PathBuf>,
    ) -> eyre::Result<Self> {
        let found = cargo_stylus.or_else(|| alm_front::path::find("cargo-stylus"));
        let cargo_stylus = found.ok_or_else(|| {
            eyre!(
                "there is no cargo-stylus on PATH; run `cargo install cargo-stylus@{CARGO_STYLUS} --locked`, or name \
                 one by --cargo-stylus"
            )
        })?;
        let version = output(Command::new(&cargo_stylus).args(["stylus", "--version"]))
            .wrap_err_with(|| format!("{} does not run", cargo_stylus.display()))?;
        if !version.contains(CARGO_STYLUS) {
            eprintln!(
                "alm: written for cargo-stylus {CARGO_STYLUS}, this is {}",
                version.trim()
            );
        }
        let own = workspace.foundry().join("node_modules/.bin/cast");
        let cast = cast.or_else(|| own.is_file().then_some(own));
        let cast = cast.or_else(|| alm_front::path::find("cast"));
        let Some(cast) = cast else {
            bail!("there is no cast; run `npm ci` in tests/foundry, or name one by --cast");
        };
        let version = version.trim().to_owned();
        let channel = alm_front::toolchain::channel(workspace.root())
            .map_err(|failure| eyre!("{failure}"))?;
        Ok(Self {
            cargo_stylus,
            cast,
            channel,
            version,
        })
    }

    /// Runs `cargo stylus` in a folder, by our toolchain and without what the cargo above us has set;
    /// everything it says. The toolchain the SDK's template names need not be installed.
    ///
    /// # Errors
    /// When it fails, with its last words.
    pub(super) fn stylus(&self, folder: &Path, arguments: &[&str]) -> eyre::Result<String> {
        let mut command = Command::new(&self.cargo_stylus);
        command.arg("stylus").args(arguments).current_dir(folder);
        for (name, _) in std::env::vars_os() {
            if is_inherited(&name) {
                command.env_remove(&name);
            }
        }
        output(command.env("RUSTUP_TOOLCHAIN", &self.channel))
    }

    /// Our toolchain's version.
    pub(super) fn channel(&self) -> &str {
        &self.channel
    }

    /// Runs cast.
    ///
    /// # Errors
    /// When it fails, with its last words.
    pub(super) fn cast(&self, arguments: &[&str]) -> eyre::Result<String> {
        output(Command::new(&self.cast).args(arguments)).map(|text| text.trim().to_owned())
    }
}

/// What cargo and rustup tell the programs they start.
fn is_inherited(name: &OsString) -> bool {
    let name = name.to_string_lossy();
    let kept = matches!(&*name, "CARGO_HOME" | "CARGO_NET_OFFLINE");
    let foreign = ["CARGO", "RUSTC", "RUSTFLAGS", "RUSTUP_TOOLCHAIN"]
        .iter()
        .any(|prefix| name.starts_with(prefix));
    foreign && !kept
}

/// Both streams of a command that succeeds.
fn output(command: &mut Command) -> eyre::Result<String> {
    command.stdin(Stdio::null());
    let output = command.output().map_err(|error| missing(command, &error))?;
    let mut text = String::from_utf8_lossy(&output.stdout).into_owned();
    let complaints = String::from_utf8_lossy(&output.stderr).into_owned();
    ensure!(
        output.status.success(),
        "{}",
        last_words(&format!("{text}{complaints}"))
    );
    if text.trim().is_empty() {
        text = complaints;
    } else {
        text.push_str(&complaints);
    }
    Ok(text)
}

fn missing(command: &Command, error: &io::Error) -> eyre::Report {
    eyre!(
        "cannot start {}: {error}",
        command.get_program().to_string_lossy()
    )
}

/// The end of a long story.
fn last_words(text: &str) -> String {
    let lines: Vec<_> = text
        .lines()
        .filter(|line| !line.trim().is_empty())
        .collect();
    lines[lines.len().saturating_sub(8)..].join("\n        ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn test_output_of_a_failure_is_its_last_words() {
        let error = output(Command::new("sh").args(["-c", "echo one; echo two >&2; exit 3"]))
            .expect_err("it fails");
        assert!(error.to_string().contains("two"), "{error}");
    }

    #[test]
    fn test_is_inherited_keeps_the_home() {
        assert!(is_inherited(&"RUSTUP_TOOLCHAIN".into()));
        assert!(is_inherited(&"CARGO_PKG_NAME".into()));
        assert!(!is_inherited(&"CARGO_HOME".into()));
        assert!(!is_inherited(&"PATH".into()));
    }
}
