//! The report of a crisis: three pools on one path of prices.

mod model;
mod page;
mod table;

#[cfg(test)]
mod tests;

pub use model::{Common, CrisisReport, CrisisSeries, PoolOutcome};
pub use page::render_crisis;
pub use table::crisis_table;
