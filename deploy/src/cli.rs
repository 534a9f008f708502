//! The verbs of the tool: one variant a verb, one module a verb under [`crate::commands`].

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::commands::{bench, build, chain, check, demo, deploy, replay, report, stylus, test};

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
    /// Play histories of prices or flows through the contracts and write a report
    Replay(Box<replay::Args>),
    /// Read the balance sheet of a deployment at a block, print it and write a page
    Report(report::Args),
    /// Replay a seeded synthetic crash and a seeded synthetic run on a pool
    Demo(demo::Args),
    /// Check format, lints, docs, sizes, generated interfaces and licences
    Check(check::Args),
    /// Measure gas of every operation and transactions per second of the chain
    Bench(bench::Args),
    /// Run cargo-stylus and cast against the embedded chain
    Stylus(stylus::Args),
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
                eprintln!("error: {}", explain(&report));
            }
            ExitCode::FAILURE
        }
    }
}

/// A failure and its causes, without those that are quoted already: many errors name their cause
/// in their own words.
fn explain(report: &eyre::Report) -> String {
    let mut text = String::new();
    for cause in report.chain() {
        let words = cause.to_string();
        let words = words.trim();
        if !text.contains(words) {
            if !text.is_empty() {
                text.push_str(": ");
            }
            text.push_str(words);
        }
    }
    text
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
        Verb::Replay(args) => replay::run(*args),
        Verb::Report(args) => report::run(args),
        Verb::Demo(args) => demo::run(args),
        Verb::Check(args) => check::run(args),
        Verb::Bench(args) => bench::run(args),
        Verb::Stylus(args) => stylus::run(args),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, thiserror::Error)]
    #[error("plan.toml: {0}. Check the path.")]
    struct Quoting(#[source] std::io::Error);

    #[test]
    fn test_explain_says_a_quoted_cause_once() {
        let cause = || std::io::Error::other("gone");
        assert_eq!(
            explain(&Quoting(cause()).into()),
            "plan.toml: gone. Check the path."
        );
        let wrapped = eyre::Report::from(cause()).wrap_err("cannot read plan.toml");
        assert_eq!(explain(&wrapped), "cannot read plan.toml: gone");
    }

    #[test]
    fn test_cli_arguments_are_consistent() {
        <Cli as clap::CommandFactory>::command().debug_assert();
    }
}
