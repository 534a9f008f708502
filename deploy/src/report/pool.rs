//! The part of a report that is of a pool: what its depositors did, and what became of its liquidity.

mod bars;
mod model;
mod page;
mod panels;
mod summary;

#[cfg(test)]
mod tests;

pub use model::{PoolChain, PoolReport, PoolSeries, Snapshot};
pub(super) use page::{lead, section};
pub use summary::{PoolSummary, summarise_pool};
