//! The steward's term.

use super::{Rule, Violation, require};
use crate::units::YEAR;

/// Longest term, seconds.
pub const TERM_MAX: u64 = YEAR;

/// Whether the steward may act `now`, in a term that ends at an instant.
///
/// # Errors
/// `StewardExpired`.
pub fn in_office(until: u64, now: u64) -> Result<(), Violation> {
    let [have, want] = [now, until].map(i128::from);
    require(now < until, Rule::StewardExpired, 0, have, want)
}

/// Whether the owner may give a term that ends at an instant.
///
/// # Errors
/// `TermTooLong`.
pub fn given(until: u64, now: u64) -> Result<(), Violation> {
    let last = now.saturating_add(TERM_MAX);
    let [have, want] = [until, last].map(i128::from);
    require(until <= last, Rule::TermTooLong, 0, have, want)
}

/// Whether the steward's admin may let a term end at an instant: sooner than it would.
///
/// # Errors
/// `TermExtended`.
pub fn shortened(from: u64, to: u64) -> Result<(), Violation> {
    let [have, want] = [to, from].map(i128::from);
    require(to < from, Rule::TermExtended, 0, have, want)
}
