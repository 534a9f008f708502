//! What a book's liquidity is worth in a stress: coverage, survival horizon, ladder and cash-flow gap, computed in the
//! tool from figures of the book.
//!
//! Amounts are base units; resources are rounded down, outflows up. Sources: BCBS d238 for the coverage ratio and the caps
//! on what counts, the guard of `alm-engine` for the run-off.

mod coverage;
mod ladder;
mod position;
mod stress;

pub use coverage::{Coverage, HighQuality};
pub use ladder::{BUCKETS, Bucket, Ladder, WEEKS};
pub use position::{GapBucket, Position, SURVIVAL_LIMIT, Survival};
pub use stress::Depositors;

/// Seconds of a day.
pub const DAY: u64 = 86_400;
/// Seconds between two grid dates.
pub const WEEK: u64 = 604_800;
