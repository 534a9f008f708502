//! Calls of cargo on the host's side of the workspace.

use std::env;
use std::io;
use std::process::{Command, Stdio};

use alm_build::Workspace;
use eyre::WrapErr;

/// The cargo that started this tool, at the top of the checkout, without input.
pub(crate) fn command(workspace: &Workspace) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(workspace.root()).stdin(Stdio::null());
    command
}

/// Run it with everything it says on standard error; true if it succeeded.
///
/// # Errors
/// When it cannot be started.
pub(crate) fn succeeds(mut command: Command) -> eyre::Result<bool> {
    let words = spoken(&command);
    let status = command
        .stdout(Stdio::from(io::stderr()))
        .status()
        .wrap_err_with(|| format!("cannot start `{words}`"))?;
    Ok(status.success())
}

/// The command as a user would type it.
pub(crate) fn spoken(command: &Command) -> String {
    let arguments = command.get_args().map(|word| word.to_string_lossy());
    let words: Vec<_> = arguments.collect();
    format!("cargo {}", words.join(" "))
}
