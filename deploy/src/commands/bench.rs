//! `cargo alm bench`: gas of every operation, and the speed of the embedded chain.

use std::path::PathBuf;

use eyre::WrapErr;

use super::build;
use crate::{
    bench::{Figures, measure},
    report::write_json,
};

/// Where the figures go.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Write the figures as JSON to this file
    #[arg(long, value_name = "FILE")]
    pub json: Option<PathBuf>,
}

/// Measure and print.
///
/// # Errors
/// When the chain refuses a step.
pub fn run(args: Args) -> eyre::Result<()> {
    build::ensure()?;
    eprintln!("alm: measuring on the embedded chain");
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let figures = runtime.block_on(measure())?;
    if let Some(path) = &args.json {
        write_json(path, &figures).wrap_err_with(|| format!("cannot write {}", path.display()))?;
    }
    print(&figures);
    Ok(())
}

fn print(figures: &Figures) {
    println!(
        "{:<24} {:>10} {:>10} {:>10}",
        "operation", "cached", "uncached", "floor"
    );
    for operation in &figures.operations {
        let gas = operation.gas;
        println!(
            "{:<24} {:>10} {:>10} {:>10}",
            operation.name, gas.cached, gas.uncached, operation.floor
        );
    }
    println!(
        "stylus {:.0} tx/s, evm {:.0} tx/s",
        figures.chain.stylus_tx_per_s, figures.chain.evm_tx_per_s
    );
}
