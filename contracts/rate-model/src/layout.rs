//! The fields of a book: where each lies in its first two slots. Layout table: `contracts/docs/rate-model.md`.
//!
//! A field is a number in an array; its place there is its name.

/// The level, by the year, 1e-18.
pub(crate) const AT_TARGET: usize = 0;
/// The lagged rate for what the pool owes, by the year, 1e-18.
pub(crate) const LAGGED_LOW: usize = 1;
/// The lagged rate for what the pool lends, by the year, 1e-18.
pub(crate) const LAGGED_HIGH: usize = 2;
/// When the state last moved.
pub(crate) const UPDATED_AT: usize = 3;
/// The utilisation that has held since, 1e-18.
pub(crate) const REPORTED: usize = 4;
/// The mean utilisation until then, 1e-18.
pub(crate) const MEAN: usize = 5;
/// The first of the spreads, 16 bits in two's complement each.
pub(crate) const SPREADS: usize = 6;
/// When the spreads were changed last.
pub(crate) const CHANGED_AT: usize = 12;
/// Number of fields.
pub(crate) const COUNT: usize = 13;

/// Bytes of each field.
pub(crate) static WIDTHS: [u8; COUNT] = [
    8, 8, 8, 8, // level, lagged rates, time
    8, 8, 2, 2, 2, 2, 2, 2, 4, // utilisation, spreads, time
];
