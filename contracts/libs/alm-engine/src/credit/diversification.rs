//! The credit for collateral that does not fall together.
//!
//! Haircuts are summed by group of assets that fall together. Of all but the largest group's, a part is given back. With
//! `rho` a bound on the correlation between groups, the part `2 - sqrt(2 + 2 rho)` is safe for any mix: two equal
//! haircuts are the mix that gains least from being two, measured by the smaller one, and more groups only add to it.

use crate::{
    units::{RATIO_ONE, Ratio},
    wide,
};

/// How many groups there are.
pub const GROUPS: usize = 16;

/// Haircuts by group.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Haircuts {
    by_group: [u128; GROUPS],
    sum: u128,
}

impl Haircuts {
    /// Adds a haircut. One of a group beyond the last counts with the last.
    #[inline(never)]
    pub fn add(&mut self, group: u8, haircut: u128) {
        let group = usize::from(group).min(GROUPS.saturating_sub(1));
        if let Some(sum) = self.by_group.get_mut(group) {
            *sum = sum.saturating_add(haircut);
            self.sum = self.sum.saturating_add(haircut);
        }
    }

    /// Whether more than one group has a haircut: otherwise there is no credit.
    #[must_use]
    pub fn is_diverse(&self) -> bool {
        self.beside_largest() != 0
    }

    /// What is given back, rounded down.
    #[must_use]
    pub fn given_back(&self, part: Ratio) -> u128 {
        wide::mul_div_down(self.beside_largest(), part.into(), RATIO_ONE.into())
    }

    /// The haircuts outside of the largest group.
    #[inline(never)]
    fn beside_largest(&self) -> u128 {
        let largest = self.by_group.iter().copied().max().unwrap_or(0);
        self.sum.saturating_sub(largest)
    }
}
