//! Slotting: the pool's eleven reporting buckets, and the nineteen of Basel's standardised framework.
//!
//! Every bucket is open at its near end and closed at the far one: what is due exactly at a bound lies in the nearer.
//! Source of the second: BCBS d368, table 1 (overnight is a day of 365, a month a twelfth of a year).

use crate::units::{DAY, YEAR};

/// The far ends of the pool's buckets, seconds: demand, 1, 2, 4, 8, 13, 26, 39, 52, 78 and 104 weeks. What is later counts
/// in the last.
pub const POOL: [u64; 11] = [
    0,
    7 * DAY,
    14 * DAY,
    28 * DAY,
    56 * DAY,
    91 * DAY,
    182 * DAY,
    273 * DAY,
    364 * DAY,
    546 * DAY,
    728 * DAY,
];

/// The number of Basel's buckets.
pub const BUCKETS: usize = 19;

/// The far ends of Basel's buckets but the last, which has none: seconds.
pub const BASEL: [u64; BUCKETS - 1] = [
    YEAR / 365,
    YEAR / 12,
    YEAR / 4,
    YEAR / 2,
    YEAR / 4 * 3,
    YEAR,
    YEAR / 2 * 3,
    YEAR * 2,
    YEAR * 3,
    YEAR * 4,
    YEAR * 5,
    YEAR * 6,
    YEAR * 7,
    YEAR * 8,
    YEAR * 9,
    YEAR * 10,
    YEAR * 15,
    YEAR * 20,
];

/// The midpoints of Basel's buckets, in ten thousandths of a year.
pub const MIDPOINTS: [u32; BUCKETS] = [
    28, 417, 1_667, 3_750, 6_250, 8_750, 12_500, 17_500, 25_000, 35_000, 45_000, 55_000, 65_000,
    75_000, 85_000, 95_000, 125_000, 175_000, 250_000,
];

/// The index of the first bucket whose far end a time does not pass; one past the last end if it passes all.
#[must_use]
pub fn slot(ends: &[u64], seconds: u64) -> usize {
    ends.iter()
        .position(|end| seconds <= *end)
        .unwrap_or(ends.len())
}
