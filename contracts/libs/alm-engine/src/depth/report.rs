//! What is admitted of a reported depth beside what a pool shows.
//!
//! A reporter sees more markets than a contract can, and a contract cannot be bribed. So a report is admitted up to a
//! governed multiple of what the pool shows, and anybody may have it looked at again. A pool's liquidity can be
//! withdrawn for a moment too; one look therefore takes away at most half, and there is one an hour.

use crate::wide;

/// Shortest time between two looks that anybody may cause, seconds.
pub const LOOK_DELAY: u64 = 3_600;

/// What a report is held against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Witness {
    /// Depth the pool shows, in the report's unit.
    pub pool: u64,
    /// The multiple of it that is admitted, bps; at least one time.
    pub multiple: u32,
}

impl Witness {
    /// The most that is admitted, rounded down, at least one: a depth of zero is no report.
    #[must_use]
    pub fn limit(&self) -> u64 {
        let limit = wide::mul_div_down(self.pool.into(), self.multiple.into(), 10_000);
        u64::try_from(limit).unwrap_or(u64::MAX).max(1)
    }

    /// What is admitted of a report.
    #[must_use]
    pub fn admitted(&self, reported: u64) -> u64 {
        reported.min(self.limit())
    }

    /// The depth in force after somebody had it looked at: never higher, and at least half of what it was.
    #[must_use]
    pub fn after_look(&self, in_force: u64) -> u64 {
        self.admitted(in_force).max(in_force.div_ceil(2))
    }
}
