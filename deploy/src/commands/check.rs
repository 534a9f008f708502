//! `cargo alm check`: everything that must hold before a change is taken.

mod bare_metal;
mod cargo;
mod files;
mod generated;
mod licences;

use alm_build::Workspace;

use crate::cli::AlreadyReported;

/// What to check.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Rewrite what is generated (interfaces, sizes) instead of comparing it
    #[arg(long)]
    pub update: bool,
    /// Only these checks (all of them when none is named)
    #[arg(value_enum, value_name = "CHECK")]
    pub only: Vec<Check>,
}

/// One of the checks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Check {
    /// The formatter would change nothing
    Format,
    /// No source file is longer than 500 lines
    Files,
    /// Every dependency has a licence we accept
    Licences,
    /// The Solidity interfaces are what the declarations generate
    Interfaces,
    /// The compiled Solidity of the tests is of its present source
    Artifacts,
    /// The contracts are as large as recorded
    Sizes,
    /// Numbers and rules compile without a standard library
    BareMetal,
    /// The linter has nothing to say
    Lints,
    /// The documentation builds without warnings
    Docs,
}

impl Check {
    /// Every check, the quick ones first.
    const ALL: [Self; 9] = [
        Self::Format,
        Self::Files,
        Self::Licences,
        Self::Interfaces,
        Self::Artifacts,
        Self::Sizes,
        Self::BareMetal,
        Self::Lints,
        Self::Docs,
    ];

    fn run(self, workspace: &Workspace, update: bool) -> eyre::Result<Vec<String>> {
        match self {
            Self::Format => cargo::format(workspace),
            Self::Files => files::long(workspace),
            Self::Licences => licences::check(workspace),
            Self::Interfaces => generated::interfaces(workspace, update),
            Self::Artifacts => generated::artifacts(workspace, update),
            Self::Sizes => generated::sizes(workspace, update),
            Self::BareMetal => bare_metal::check(workspace),
            Self::Lints => cargo::lints(workspace),
            Self::Docs => cargo::docs(workspace),
        }
    }
}

/// Run the checks.
///
/// # Errors
/// When a check does not hold, after all of them ran.
pub fn run(args: Args) -> eyre::Result<()> {
    let workspace = Workspace::locate()?;
    let wanted = |check: &Check| args.only.is_empty() || args.only.contains(check);
    let checks: Vec<_> = Check::ALL.into_iter().filter(wanted).collect();
    let mut failed = 0;
    for (index, check) in checks.iter().enumerate() {
        eprintln!("alm: [{}/{}] checking {check:?}", index + 1, checks.len());
        failed += usize::from(!holds(*check, &workspace, args.update));
    }
    println!("{} checks hold, {failed} do not", checks.len() - failed);
    if failed > 0 {
        return Err(AlreadyReported.into());
    }
    Ok(())
}

fn holds(check: Check, workspace: &Workspace, update: bool) -> bool {
    let complaints = check
        .run(workspace, update)
        .unwrap_or_else(|report| vec![format!("{report:#}")]);
    for complaint in &complaints {
        eprintln!("  {complaint}");
    }
    let verdict = if complaints.is_empty() {
        "holds"
    } else {
        "FAILS"
    };
    println!("{check:?}: {verdict}");
    complaints.is_empty()
}
