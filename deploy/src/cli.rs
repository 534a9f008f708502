//! The verbs of the tool: one variant a verb, one module a verb under [`crate::commands`].

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::commands::{bench, build, chain, check, demo, deploy, replay, test};

/// Build, test, deploy and replay the asset-liability management engine.
#[derive(Debug, Parser)]
#[command(
    name = "cargo alm",
    bin_name = "cargo alm",
    version,
    propagate_version = true
)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub verb: Verb,
}

/// One verb of the tool.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Compile the contracts to the bytes that ship, and check them
    Build(build::Args),
    /// Run the tests: unit, vectors, wat, integration, forge
    Test(test::Args),
    /// Start the embedded chain and serve JSON-RPC
    Chain(chain::Args),
    /// Deploy the contracts to any Arbitrum RPC
    Deploy(deploy::Args),
    /// Play a price history through the contracts and write a report
    Replay(replay::Args),
    /// Replay a seeded synthetic crash
    Demo(demo::Args),
    /// Check format, lints, docs, sizes, generated interfaces and licences
    Check(check::Args),
    /// Measure gas of every operation and transactions per second of the chain
    Bench(bench::Args),
}

/// A failure whose explanation the user has already seen: only the exit status is left to set.
#[derive(Debug, thiserror::Error)]
#[error("the failure was reported above")]
pub struct AlreadyReported;

/// Parse the command line, run the verb, and turn its result into an exit status.
///
/// Results go to standard output; progress and failures go to standard error.
pub fn main() -> ExitCode {
    match run(Cli::parse().verb) {
        Ok(()) => ExitCode::SUCCESS,
        Err(report) => {
            if !report.is::<AlreadyReported>() {
                eprintln!("error: {report:#}");
            }
            ExitCode::FAILURE
        }
    }
}

/// Run one verb to its end.
///
/// # Errors
/// Whatever the verb reports, in words that say what to do.
pub fn run(verb: Verb) -> eyre::Result<()> {
    match verb {
        Verb::Build(args) => build::run(args),
        Verb::Test(args) => test::run(args),
        Verb::Chain(args) => chain::run(args),
        Verb::Deploy(args) => deploy::run(args),
        Verb::Replay(args) => replay::run(args),
        Verb::Demo(args) => demo::run(args),
        Verb::Check(args) => check::run(args),
        Verb::Bench(args) => bench::run(args),
    }
}
