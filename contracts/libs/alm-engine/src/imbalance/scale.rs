//! The size of a book by which its imbalance is measured: slow, so that no deposit of a day makes imbalance cheap.

use crate::{money::Amount, units::WAD};

/// The slow size after an epoch in which the book was `size`: `a S + (1 - a) size` with the weight `a` of the past as
/// a wad. Rounded down: a smaller size makes imbalance dearer.
#[must_use]
pub fn slow_size(slow: Amount, size: Amount, weight: u128) -> Amount {
    let fresh = WAD.saturating_sub(weight.min(WAD));
    let rise = size.less(slow).part_down(fresh, WAD);
    let fall = slow.less(size).part_up(fresh, WAD);
    Amount::new(slow.less(fall).raw().saturating_add(rise.raw()))
}

/// What distances are measured by: the slow size, at least the governed least one (S = max(S_slow, S_min)).
#[must_use]
pub fn scale(slow: Amount, least: Amount) -> Amount {
    slow.max(least)
}
