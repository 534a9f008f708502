//! What a book must look like after a bundle of moves, or none of them is made.

use super::{Rule, Violation, require};

/// Number of figures of a condition.
pub const FIGURES: usize = 5;
/// The liquidity surplus: at least.
pub const SURPLUS: usize = 0;
/// The duration gap on either side: at most.
pub const GAP: usize = 1;
/// What the imbalance costs: at most.
pub const POTENTIAL: usize = 2;
/// What the floating depositors own: at least.
pub const NET_VALUE: usize = 3;
/// The cash: at least.
pub const CASH: usize = 4;

/// Which figures have a greatest value; the others have a least one.
static IS_MOST: [bool; FIGURES] = [false, true, true, false, false];

/// A demand for each figure. The lowest `i128` for a figure with a least value, and the highest for one with a greatest
/// value, demand nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Condition(pub [i128; FIGURES]);

impl Condition {
    /// A condition that demands nothing.
    #[must_use]
    pub fn none() -> Self {
        Self(IS_MOST.map(free))
    }

    /// Whether something is demanded of a figure.
    #[must_use]
    pub fn asks(&self, figure: usize) -> bool {
        let mut demands = self.0.iter().zip(&IS_MOST);
        demands
            .nth(figure)
            .is_some_and(|(demand, is_most)| *demand != free(*is_most))
    }

    /// Whether figures meet all demands. What nothing is demanded of may be any number.
    ///
    /// # Errors
    /// `ConditionFailed`.
    #[inline(never)]
    pub fn holds(&self, figures: &[i128; FIGURES]) -> Result<(), Violation> {
        let demands = self.0.iter().zip(&IS_MOST);
        for (place, ((demand, is_most), figure)) in (0u8..).zip(demands.zip(figures)) {
            let have = if usize::from(place) == GAP {
                figure.saturating_abs()
            } else {
                *figure
            };
            let is_met = if *is_most {
                have <= *demand
            } else {
                have >= *demand
            };
            require(is_met, Rule::ConditionFailed, place, have, *demand)?;
        }
        Ok(())
    }
}

/// The demand that asks nothing.
const fn free(is_most: bool) -> i128 {
    if is_most { i128::MAX } else { i128::MIN }
}
