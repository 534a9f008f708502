//! `cargo alm check`: everything that must hold before a change is taken.

/// What to check.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Rewrite what is generated (interfaces, sizes) instead of comparing it
    #[arg(long)]
    pub update: bool,
}

/// Run the checks.
///
/// # Errors
/// When a check does not hold, after all of them ran.
pub fn run(_args: Args) -> eyre::Result<()> {
    eyre::bail!("this verb is not there yet")
}
