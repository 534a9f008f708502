//! The executor as a process: runs Stylus programs for somebody else's EVM, for example forge's.
//!
//! Prints the address it can be reached at, one line, when it is ready; serves until its standard
//! input ends or it is interrupted, so that it never outlives the script that started it.

use std::{path::PathBuf, process::ExitCode, sync::Arc};

use clap::Parser;
use devchain::executor::{Endpoint, Executor, StylusRuntime, serve};

/// Programs recurse on their own stacks; the guests' limits are far below this.
const STACK: usize = 64 << 20;

/// Run Stylus programs for somebody else's EVM.
#[derive(Debug, Parser)]
#[command(version)]
struct Arguments {
    /// Listen on a Unix socket at this path (clients recognise it by the ending `.ipc`).
    #[arg(long, conflicts_with = "port")]
    socket: Option<PathBuf>,
    /// Listen on HTTP at this port of the loopback address; 0 takes a free one.
    #[arg(long, default_value_t = 0)]
    port: u16,
}

fn main() -> ExitCode {
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .init();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .thread_stack_size(STACK)
        .build();
    let outcome = runtime
        .map_err(Box::<dyn std::error::Error>::from)
        .and_then(|runtime| {
            let outcome = runtime.block_on(run(Arguments::parse()));
            runtime.shutdown_background(); // the thread on standard input may wait forever
            outcome
        });
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("devchain-executor: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: Arguments) -> Result<(), Box<dyn std::error::Error>> {
    let executor = Arc::new(Executor::new(Box::new(StylusRuntime)));
    let endpoint = arguments
        .socket
        .map_or(Endpoint::Http(arguments.port), Endpoint::Socket);
    println!("{}", serve(executor, &endpoint).await?);
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = end_of_input() => {}
    }
    Ok(())
}

async fn end_of_input() {
    let read = || std::io::copy(&mut std::io::stdin(), &mut std::io::sink());
    if let Ok(Err(error)) = tokio::task::spawn_blocking(read).await {
        tracing::warn!("standard input: {error}");
    }
}
