//! `cargo alm build`: from Rust source to the bytes that ship.

/// What to build.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Only these contracts (all of them when none is named)
    #[arg(value_name = "CONTRACT")]
    pub contracts: Vec<String>,
    /// Try every optimisation level and report which is smallest compressed
    #[arg(long)]
    pub search_levels: bool,
}

/// Build the contracts.
///
/// # Errors
/// When no toolchain can do it, when a contract does not compile, or when its bytes break a rule.
pub fn run(_args: Args) -> eyre::Result<()> {
    eyre::bail!("this verb is not there yet")
}
