//! The command line tool, reached as `cargo alm <verb>`.

use std::process::ExitCode;

fn main() -> ExitCode {
    alm_deploy::cli::main()
}
