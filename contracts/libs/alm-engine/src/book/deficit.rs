//! What fixed claims bear: the part of the losses that nobody before them could.
//!
//! A loss beyond the net value writes no claim down. It stands as a deficit, and whoever is paid meanwhile leaves the part of
//! it that falls on the face of the claim: so nobody gains by coming first, for the deficit of each unit of face is the same
//! before and after. What makes the deficit good later is good for all who have not been paid.

use super::{claims::Claims, state::Book};
use crate::money::Amount;

/// What is missing for fixed claims once the floating deposits, unreleased gains and equity are worth nothing.
#[must_use]
pub fn missing(book: &Book, claims: &Claims) -> Amount {
    let drip = book.drip.remaining(book.accrued_at);
    let before_them = book.net_value().plus(drip.signed());
    before_them.plus(claims.equity.signed()).shortfall()
}

/// What a claim bears of what is missing, at most its face; `all` are the faces of all fixed claims, matured ones included.
///
/// # Rounding
/// Up, against the one who is paid.
#[must_use]
pub fn part(missing: Amount, face: Amount, all: Amount) -> Amount {
    missing.part_up(face.raw(), all.raw()).min(face)
}
