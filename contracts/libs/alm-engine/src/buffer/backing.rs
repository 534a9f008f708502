//! What of a buffer pool its book may count on.

use crate::{book::shares::Shares, money::Amount};

/// What the pool tells the book.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Backing {
    /// What cannot leave within thirty days, after haircuts and caps.
    pub countable: Amount,
    /// What more can be charged with losses.
    pub chargeable: Amount,
}

/// The backing of a book by what all tiers would fetch after haircuts and caps (`liquid`), of which `charged` is owed to the
/// book already, while `pending` of all shares have asked to leave.
///
/// Who has asked to leave bears losses until the day, but counts as gone: a request opens after thirty days or more, and none
/// can be made to leave sooner. What is owed to the book stays whoever leaves.
///
/// # Rounding
/// Down.
#[must_use]
pub fn backing(liquid: Amount, charged: Amount, pending: Shares, supply: Shares) -> Backing {
    let chargeable = liquid.less(charged).min(Amount::MAX);
    let leaving = chargeable.part_up(pending.min(supply).raw(), supply.raw().max(1));
    Backing {
        countable: liquid.less(leaving).min(Amount::MAX),
        chargeable,
    }
}
