//! The front door of `cargo alm`: says what happens from the first second, prepares the machine,
//! builds the tool, and hands over to it.

mod heavy;
mod help;
mod setup;
mod verb;

use std::env;
use std::path::PathBuf;
use std::process::ExitCode;

use alm_front::Failure;
use verb::Verb;

fn main() -> ExitCode {
    let arguments: Vec<_> = env::args_os().skip(1).collect();
    let Some(first) = arguments
        .first()
        .map(|first| first.to_string_lossy().into_owned())
    else {
        print!("{}", help::TEXT);
        return ExitCode::SUCCESS;
    };
    if matches!(first.as_str(), "-h" | "--help" | "help") && arguments.len() == 1 {
        print!("{}", help::TEXT);
        return ExitCode::SUCCESS;
    }
    match Verb::parse(&first).and_then(|verb| run(verb, &arguments)) {
        Ok(status) => status,
        Err(failure) => {
            eprintln!("error: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn run(verb: Verb, arguments: &[std::ffi::OsString]) -> Result<ExitCode, Failure> {
    let root = root()?;
    let asks_only = arguments
        .iter()
        .any(|argument| argument == "--help" || argument == "-h");
    if !asks_only {
        setup::prepare(&root, verb, arguments)?;
    }
    let tool = heavy::build(&root)?;
    heavy::hand_over(&tool, arguments)
}

/// The checkout this front was started in.
fn root() -> Result<PathBuf, Failure> {
    let package = env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    package
        .ancestors()
        .find(|folder| folder.join("rust-toolchain.toml").is_file())
        .map(PathBuf::from)
        .ok_or_else(|| Failure::new("run `cargo alm` inside a checkout of this repository"))
}

/// Tell the user what happens, on standard error.
fn say(what: &str) {
    eprintln!("alm: {what}");
}
