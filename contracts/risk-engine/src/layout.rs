//! The fields of an asset: where each lies in its five slots. Layout table: `contracts/docs/risk-engine.md`.
//!
//! A field is a number in an array; its place there is its name. The order serves the interface: rules, report and
//! sample are told, and emitted, as whole ranges.
#![deny(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]

/// Decimals of the feed.
pub(crate) const DECIMALS: usize = 0;
/// 1 when listed, plus 2 when missed rounds are looked up.
pub(crate) const FLAGS: usize = 1;
/// Length of a sampling slot, seconds.
pub(crate) const INTERVAL: usize = 2;
/// Seconds of a liquidation.
pub(crate) const HORIZON: usize = 3;
/// Cost of a liquidation (1e-6) in the upper, crowding (bps) in the lower 20 bits.
pub(crate) const SHARES: usize = 4;
/// The first of the rules, in the order of the interface.
pub(crate) const RULES: usize = 5;
/// Until when the liquidity report may be used.
pub(crate) const REPORT_UNTIL: usize = 17;
/// When the rules were changed last.
pub(crate) const CHANGED_AT: usize = 18;
/// When the thresholds were stored.
pub(crate) const ANCHORED_AT: usize = 19;
/// Number of the newest sample's round; the six from here on are the interface's `Sample`.
pub(crate) const ROUND: usize = 20;
/// Its price.
pub(crate) const PRICE: usize = 21;
/// When the feed wrote it.
pub(crate) const WRITTEN_AT: usize = 22;
/// Fast variance.
pub(crate) const FAST: usize = 23;
/// Slow variance.
pub(crate) const SLOW: usize = 24;
/// Variance the ratios use.
pub(crate) const USED: usize = 25;
/// The threshold the rules aim at.
pub(crate) const TARGET: usize = 26;
/// The threshold of new borrowing.
pub(crate) const FRESH: usize = 27;
/// The threshold of existing loans.
pub(crate) const SEASONED: usize = 28;
/// Number of fields.
pub(crate) const COUNT: usize = 29;

/// Bytes of each field.
pub(crate) static WIDTHS: [u8; COUNT] = [
    1, 1, 2, 3, 5, // after the feed's address
    2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 4, 4, // rules
    7, 10, 11, 4, // sample
    8, 8, 7, 3, 3, 3, // state
];
/// Bytes of the fields of a liquidity report: the interface's, without its end, and the time of its last rise.
pub(crate) static REPORT_WIDTHS: [u8; REPORT_COUNT] = [8, 8, 2, 2, 4, 4, 4];
/// Number of fields of a liquidity report.
pub(crate) const REPORT_COUNT: usize = 7;
/// The time of the last rise of the depth; in the interface, the report's end stands here.
pub(crate) const RISEN_AT: usize = 6;
