//! What an account owns and owes in all.

use super::diversification::Haircuts;
use crate::{
    units::{RATIO_ONE, Ratio, WAD},
    wide,
};

/// The sums over an account's positions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Worth of the collateral.
    pub owned: u128,
    /// What it counts for: each part of it times its ratio.
    pub counted: u128,
    /// What is missing to its worth, by group.
    pub haircuts: Haircuts,
    /// Worth of the debts.
    pub owed: u128,
}

impl Tally {
    /// Adds a collateral of a worth, at a ratio of at most one.
    ///
    /// # Rounding
    /// What it counts for, and its haircut, are rounded down.
    #[inline(never)]
    pub fn own(&mut self, worth: u128, ratio: Ratio, group: u8) {
        let ratio = ratio.min(RATIO_ONE);
        let rest = RATIO_ONE.saturating_sub(ratio);
        self.owned = self.owned.saturating_add(worth);
        self.counted = self.counted.saturating_add(part(worth, ratio));
        self.haircuts.add(group, part(worth, rest));
    }

    /// Adds a debt of a worth.
    pub fn owe(&mut self, worth: u128) {
        self.owed = self.owed.saturating_add(worth);
    }

    /// Adds the credit for diversification to what the collateral counts for.
    pub fn diversify(&mut self, credit: Ratio) {
        self.counted = self
            .counted
            .saturating_add(self.haircuts.given_back(credit));
    }

    /// The threshold of all collateral together: what it counts for as a part of its worth, wad, rounded down, at most one.
    #[must_use]
    pub fn threshold(&self) -> u128 {
        wide::mul_div_down(self.counted, WAD, self.owned).min(WAD)
    }

    /// The part of the debt that a collateral stands for, rounded up: as much of it as the collateral is of what counts. So
    /// all collaterals are due at one fall of all prices, that at which the account is. All of it where nothing counts.
    #[must_use]
    pub fn share_of_debt(&self, worth: u128, ratio: Ratio) -> u128 {
        if self.counted == 0 {
            return self.owed;
        }
        let counted = wide::mul_div_up(worth, ratio.into(), RATIO_ONE.into());
        wide::mul_div_up(self.owed, counted, self.counted).min(self.owed)
    }

    /// Whether the collateral counts for what is owed, or more.
    #[must_use]
    pub const fn covers(&self) -> bool {
        self.counted >= self.owed
    }

    /// What the collateral counts for over what is owed, wad, rounded down: below one the account may be liquidated. The
    /// largest number without debt.
    #[must_use]
    #[inline(never)]
    pub fn health(&self) -> u128 {
        wide::mul_div_down(self.counted, WAD, self.owed)
    }
}

/// A part of a worth, rounded down.
#[inline(never)]
fn part(worth: u128, ratio: Ratio) -> u128 {
    wide::mul_div_down(worth, ratio.into(), RATIO_ONE.into())
}
