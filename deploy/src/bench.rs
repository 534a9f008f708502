//! Gas of the operations, and the speed of the embedded chain.
//!
//! The fixture of every gas figure: the operation is a transaction of its own, the slots it writes
//! exist and are not zero unless its name says *first*, the price feed keeps its round in one slot.
//! `cached` means that the program has a place in the cache, `uncached` that it has none and was not
//! called before in the block.

mod floor;
mod stage;
mod throughput;

use serde::Serialize;

pub use stage::{Stage, StageError, cache_program};
pub use throughput::throughput;

/// Everything measured.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Figures {
    /// Gas by operation.
    pub operations: Vec<Operation>,
    /// Speed of the chain.
    pub chain: Throughput,
}

/// Gas of one operation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Operation {
    /// Its name.
    pub name: &'static str,
    /// Gas charged to its sender.
    pub gas: Gas,
    /// The least any implementation with this storage layout could take: the intrinsic cost of the
    /// transaction, the cold accounts and slots it must touch, and the slots it must change.
    pub floor: u64,
}

/// Gas with and without a place in the program cache.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Gas {
    /// With.
    pub cached: u64,
    /// Without.
    pub uncached: u64,
}

/// Transactions per second, one client in process, signatures aside.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Throughput {
    /// Calls of a Stylus program.
    pub stylus_tx_per_s: f64,
    /// Calls of a Solidity contract that writes three slots and a log.
    pub evm_tx_per_s: f64,
}

/// Measures everything.
///
/// # Errors
/// When the chain refuses a step.
pub async fn measure(program: &crate::artifacts::Program) -> Result<Figures, StageError> {
    let mut stage = Stage::build(program).await?;
    let first = stage.operation("poke_first").await?;
    stage.settle().await?;
    let poke = stage.operation("poke").await?;
    let chain = throughput(&stage).await?;
    Ok(Figures {
        operations: vec![poke, first],
        chain,
    })
}
