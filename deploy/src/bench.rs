//! Gas of the operations, and the speed of the embedded chain.
//!
//! The fixture of every gas figure: the operation is a transaction of its own, the slots it writes
//! exist and are not zero unless its name says *first*, the price feed keeps its round in one slot.
//! `cached` means that the program has a place in the cache, `uncached` that it has none and was not
//! called before in the block.

mod floor;
pub mod operations;
mod stage;
mod throughput;

use serde::Serialize;

use crate::embedded::EmbeddedError;

pub use stage::{Stage, cache_program};
pub use throughput::throughput;

/// Everything measured.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Figures {
    /// Gas by operation.
    pub operations: Vec<Measured>,
    /// Speed of the chain.
    pub chain: Throughput,
}

/// Gas of one operation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Measured {
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
/// When a contract is not built, or the chain refuses a step.
pub async fn measure() -> Result<Figures, EmbeddedError> {
    let stage = Stage::build().await?;
    let mut measured = Vec::new();
    for operation in operations::ALL {
        measured.push(stage.measure(operation).await?);
    }
    Ok(Figures {
        operations: measured,
        chain: throughput(&stage).await?,
    })
}
