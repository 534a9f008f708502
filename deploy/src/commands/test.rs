//! `cargo alm test`: every kind of test, with progress and one closing line of counts.

mod binaries;
mod counts;
mod forge;
mod libtest;

use std::path::PathBuf;
use std::time::Instant;

use alm_build::Workspace;

use crate::cli::AlreadyReported;
use crate::commands::build;
use binaries::Binary;
use counts::{Counts, Outcome, Report};

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

impl Part {
    const ALL: [Self; 5] = [
        Self::Unit,
        Self::Vectors,
        Self::Wat,
        Self::Integration,
        Self::Forge,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::Unit => "unit",
            Self::Vectors => "vectors",
            Self::Wat => "wat",
            Self::Integration => "integration",
            Self::Forge => "forge",
        }
    }

    /// True if the part runs contracts; unit tests of the tool deploy them too.
    fn needs_contracts(self) -> bool {
        matches!(self, Self::Unit | Self::Integration | Self::Forge)
    }
}

/// Run the tests. The last line of standard output is `N passed, N failed`.
///
/// # Errors
/// When a test fails, a part cannot run, or a part runs no test at all.
pub fn run(args: Args) -> eyre::Result<()> {
    let workspace = Workspace::locate()?;
    let wanted = |part: &Part| args.parts.is_empty() || args.parts.contains(part);
    let parts: Vec<_> = Part::ALL.into_iter().filter(wanted).collect();
    let mut report = Report::default();
    let prepared = prepare(&workspace, &parts);
    for (index, part) in parts.iter().enumerate() {
        eprintln!("alm: [{}/{}] {} tests", index + 1, parts.len(), part.name());
        let start = Instant::now();
        let result = match &prepared {
            Ok(binaries) => run_part(*part, &workspace, binaries),
            Err(report) => Err(eyre::eyre!("not run: {report:#}")),
        };
        report.parts.push(outcome(*part, result, start));
    }
    finish(&report, args.json.as_deref())
}

/// What the parts run: the contracts' bytes, and the compiled tests.
fn prepare(workspace: &Workspace, parts: &[Part]) -> eyre::Result<Vec<Binary>> {
    if parts.iter().any(|part| part.needs_contracts()) {
        build::ensure()?;
    }
    if parts == [Part::Forge] {
        return Ok(Vec::new());
    }
    eprintln!("alm: compiling the tests");
    binaries::compile(workspace)
}

fn run_part(part: Part, workspace: &Workspace, binaries: &[Binary]) -> eyre::Result<Counts> {
    if part == Part::Forge {
        return forge::run(workspace);
    }
    let mut counts = Counts::default();
    for binary in binaries.iter().filter(|binary| binary.serves(part)) {
        counts += libtest::run(binary, part)?;
    }
    Ok(counts)
}

fn outcome(part: Part, result: eyre::Result<Counts>, start: Instant) -> Outcome {
    let (counts, fault) = match result {
        Ok(counts) if counts.total() == 0 => (counts, Some("ran no test at all".to_owned())),
        Ok(counts) => (counts, None),
        Err(report) => (Counts::default(), Some(format!("{report:#}"))),
    };
    let outcome = Outcome {
        name: part.name(),
        counts,
        seconds: start.elapsed().as_secs_f64(),
        fault,
    };
    eprintln!("alm: {outcome}");
    outcome
}

fn finish(report: &Report, json: Option<&std::path::Path>) -> eyre::Result<()> {
    if let Some(path) = json {
        report.write(path)?;
    }
    for outcome in &report.parts {
        println!("{outcome}");
    }
    let total = report.total();
    println!("{} passed, {} failed", total.passed, total.failed);
    if total.failed > 0 {
        return Err(AlreadyReported.into());
    }
    Ok(())
}
