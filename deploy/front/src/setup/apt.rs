//! Packages of the distribution, if this user may install them.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use alm_front::{Failure, path, process};

use crate::say;

/// Long enough for a slow mirror; a hang ends.
const LIMIT: Duration = Duration::from_secs(1_800);

/// Install packages.
///
/// # Errors
/// When this user may not, or the package manager fails: with the command to run.
pub(crate) fn install(packages: &[&str]) -> Result<(), Failure> {
    let by_hand = format!(
        "apt-get install --no-install-recommends {}",
        packages.join(" ")
    );
    if path::find("apt-get").is_none() {
        return Err(Failure::new(format!(
            "this machine has no apt-get; install what `{by_hand}` would bring on Debian 12"
        )));
    }
    if !is_root() {
        return Err(Failure::new(format!("run as root: {by_hand}")));
    }
    say(&format!("installing {}", packages.join(", ")));
    run(&["update"])?;
    let mut arguments = vec!["install", "--yes", "--no-install-recommends"];
    arguments.extend(packages);
    run(&arguments).map_err(|error| Failure::new(format!("{error}; try it by hand: {by_hand}")))
}

fn run(arguments: &[&str]) -> Result<(), Failure> {
    let mut command = Command::new("apt-get");
    command
        .args(arguments)
        .env("DEBIAN_FRONTEND", "noninteractive");
    match process::run_within(&mut command, LIMIT) {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(Failure::new(format!("apt-get {}: {status}", arguments[0]))),
        Err(error) => Err(Failure::new(format!("apt-get {}: {error}", arguments[0]))),
    }
}

fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt;
    // Files under /proc/self belong to the user this process acts as.
    Path::new("/proc/self")
        .metadata()
        .is_ok_and(|meta| meta.uid() == 0)
}
