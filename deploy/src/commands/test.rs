//! `cargo alm test`: every kind of test, with progress and one closing line of counts.

use std::path::PathBuf;

/// What to test.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The parts to run (all of them when none is named)
    #[arg(value_enum, value_name = "PART")]
    pub parts: Vec<Part>,
    /// Write the counts as JSON to this file
    #[arg(long, value_name = "FILE")]
    pub json: Option<PathBuf>,
}

/// A kind of test.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Part {
    /// Unit and property tests of every crate
    Unit,
    /// The numeric functions against reference numbers
    Vectors,
    /// The embedded chain, with small programs of its own
    Wat,
    /// Whole flows on the embedded chain, on the bytes that ship
    Integration,
    /// Foundry, on the bytes that ship
    Forge,
}

/// Run the tests.
///
/// # Errors
/// When a test fails, a part cannot run, or a part runs no test at all.
pub fn run(_args: Args) -> eyre::Result<()> {
    eyre::bail!("this verb is not there yet")
}
