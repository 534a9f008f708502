//! The fields of a book: where each lies in its slots. Layout table: `contracts/docs/balance-sheet.md`.
//!
//! A field is a number in an array; its place there is its name. The governed terms come first, in the order of the
//! interface, so that they are told, checked and replaced as one range.

/// Part of income that goes to equity, bps.
pub(crate) const RESERVE_FACTOR: usize = 0;
/// Part of income that goes to the buffer, bps.
pub(crate) const BUFFER_SHARE: usize = 1;
/// Weight of the outflow that liquidity must cover, bps.
pub(crate) const OUTFLOW_WEIGHT: usize = 2;
/// Least run-off of floating deposits, bps.
pub(crate) const RUN_OFF_FLOOR: usize = 3;
/// Curvature of the imbalance potential, bps.
pub(crate) const CURVATURE: usize = 4;
/// Steepest slope of the imbalance potential, bps.
pub(crate) const STEEPEST: usize = 5;
/// Surplus below which actions cost, bps of the scale.
pub(crate) const NEUTRAL_SURPLUS: usize = 6;
/// Least surplus after new lending, bps of the scale.
pub(crate) const LENDING_SURPLUS: usize = 7;
/// Least surplus after an instant exit, bps of the scale.
pub(crate) const EXIT_SURPLUS: usize = 8;
/// Smallest scale, a power of ten.
pub(crate) const SCALE_EXPONENT: usize = 9;
/// Smallest loan, a power of ten.
pub(crate) const MINIMUM_EXPONENT: usize = 10;
/// Cap of the floating deposits.
pub(crate) const DEPOSIT_CAP: usize = 11;
/// Number of terms.
pub(crate) const TERMS: usize = 12;
/// Number of the terms of fixed positions.
pub(crate) const FIXED_TERMS: usize = 6;

/// The slow size of the floating deposits, frozen per epoch.
pub(crate) const SIZE: usize = 12;
/// What the ladder's value adds to its cost on the curve where it is lower, as struck; signed.
pub(crate) const MARK_LOW: usize = 13;
/// The same on the curve where it is higher; signed.
pub(crate) const MARK_HIGH: usize = 14;
/// Run-off of floating deposits, frozen per epoch, ppm.
pub(crate) const RUN_OFF: usize = 15;
/// Half of the spread around the curve, bps by the year.
pub(crate) const HALF_SPREAD: usize = 16;
/// Number of the epoch of the last strike: days since 1970.
pub(crate) const EPOCH: usize = 17;
/// Cash.
pub(crate) const CASH: usize = 18;
/// Debt shares.
pub(crate) const DEBT_SHARES: usize = 19;
/// Instant of the last accrual.
pub(crate) const ACCRUED_AT: usize = 20;
/// Number of the last grid date the ladder was rolled to.
pub(crate) const ROLLED: usize = 21;
/// What is paused, and which cold slots are empty.
pub(crate) const FLAGS: usize = 22;
/// Index of floating debt, 1e24.
pub(crate) const INDEX: usize = 23;
/// Claims; signed.
pub(crate) const CLAIMS: usize = 24;
/// Rate of floating debt, wad per second.
pub(crate) const RATE: usize = 25;
/// The largest holder's part of the floating deposits, in 65,535ths, rounded up.
pub(crate) const TOP: usize = 26;
/// Net amortised cost at the last rolled grid date, Q26; signed.
pub(crate) const BASE: usize = 27;
/// Its change per second, Q26; signed.
pub(crate) const SLOPE: usize = 28;
/// The part of the floating deposits that queues to leave, in 65,535ths, rounded up.
pub(crate) const QUEUED: usize = 29;
/// The whole of the floating deposits, as [`TOP`] and [`QUEUED`] count.
pub(crate) const WHOLE: u128 = 65_535;
/// Number of fields.
pub(crate) const COUNT: usize = 30;

/// Bytes of each field, after the vault's address.
pub(crate) static WIDTHS: [u8; COUNT] = [
    2, 2, 2, 2, 2, 2, // terms, beside the vault
    2, 2, 2, 1, 1, 12, 12, // terms and the slow size
    12, 12, 3, 1, 4, // marks, run-off, half-spread and epoch
    12, 12, 4, 2, 2, // cash, debt, last accrual, last rolled week and flags
    12, 12, 6, 2, // index, claims, rate and concentration
    16, 14, 2, // carrying value and queue
];

/// New risk is paused.
pub(crate) const PAUSED: u128 = 1;
/// The drip's slot is not empty.
pub(crate) const DRIPS: u128 = 2;
/// The pot is not empty.
pub(crate) const FUNDED: u128 = 4;

/// A week of the ladder is live.
pub(crate) const LIVE: u128 = 8;
/// Something is matured or reserved.
pub(crate) const KEPT: u128 = 16;
/// The buffer owes something, or can be charged.
pub(crate) const BACKED: u128 = 32;
/// A part of the buffer counts as liquidity.
pub(crate) const COVERED: u128 = 64;
/// The last loss may have been recorded in this block.
pub(crate) const LOST: u128 = 128;
/// Cash that the buffer lent has not been set aside for redemptions.
pub(crate) const LENT: u128 = 256;

/// Something is owed to the buffer, or overdue.
pub(crate) const OWES: u128 = 512;

/// There are fixed assets.
pub(crate) const LENDS: u128 = 1024;
/// There are fixed liabilities.
pub(crate) const BORROWS: u128 = 2048;
/// The fifth or the sixth grid date after the last rolled one is live: those of which one counts in part.
pub(crate) const NEAR: u128 = 4096;

/// Bytes of a mark.
pub(crate) const MARK_BYTES: u32 = 12;
/// Bytes of the carrying value's base.
pub(crate) const BASE_BYTES: u32 = 16;
/// Bytes of its slope.
pub(crate) const SLOPE_BYTES: u32 = 14;

/// Number of slots the hot path reads.
pub(crate) const HOT: usize = 6;
