//! `cargo alm chain`: the embedded chain as a server of its own.

/// How to start the chain.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The port to listen on (0 takes a free one)
    #[arg(long, default_value_t = 8547)]
    pub port: u16,
    /// The ArbOS version whose rules hold: 51 or 61
    #[arg(long, default_value_t = 61)]
    pub arbos: u64,
}

/// Serve JSON-RPC until interrupted.
///
/// # Errors
/// When the port is taken or the version unknown.
pub fn run(_args: Args) -> eyre::Result<()> {
    eyre::bail!("this verb is not there yet")
}
