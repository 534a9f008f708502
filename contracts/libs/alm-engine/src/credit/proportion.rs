//! How much of every debt an account's collateral pays for: as much of each, whichever is repaid first.
//!
//! All collateral pays for `sum worth / (1 + half of the bonus)`, as it is sold. Where that is less than what is due, a
//! repayment ends `due / paid` times as much of its debt, and what it ends beyond itself is lost in the same call. Collateral
//! and debts then shrink alike: `paid / due` is after every repayment what it was before, of whichever debt, in whatever
//! pieces, for whichever collateral. No order of calls is better for one currency than another, and nothing has to be
//! remembered from one call to the next.

use crate::{
    units::{RATIO_ONE, Ratio},
    wide,
};

/// What all collateral of an account pays for, and what there is to pay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Proportion {
    paid: u128,
    due: u128,
}

impl Default for Proportion {
    /// Everything is paid for.
    fn default() -> Self {
        Self {
            paid: u128::MAX,
            due: 0,
        }
    }
}

impl Proportion {
    /// Of what is paid for, and what is due, both worth.
    #[must_use]
    pub const fn new(paid: u128, due: u128) -> Self {
        Self { paid, due }
    }

    /// Whether there is less than is due.
    #[must_use]
    pub const fn is_short(&self) -> bool {
        self.paid < self.due
    }

    /// The part of a debt that is paid, rounded up: all of it, unless there is less than is due.
    #[must_use]
    pub fn part_of(&self, debt: u128) -> u128 {
        if !self.is_short() {
            return debt;
        }
        wide::mul_div_up(debt, self.paid, self.due)
    }

    /// How much of a debt ends by a repayment: as much as is repaid; more, where there is less than is due; all of it, once its
    /// part is paid. Rounded down.
    #[must_use]
    pub fn ended_by(&self, repaid: u128, debt: u128) -> u128 {
        if repaid >= self.part_of(debt) {
            return debt;
        }
        if !self.is_short() {
            return repaid;
        }
        wide::mul_div_down(repaid, self.due, self.paid).min(debt)
    }

    /// A bonus, held to what the other debts can spare: beyond half only as far as it leaves `paid / due` where it is, and
    /// half at least.
    #[must_use]
    pub fn spared(&self, bonus: Ratio, greatest: Ratio) -> Ratio {
        let half = greatest / 2;
        let borne = wide::mul_div_down(self.paid, repaid_with(half), self.due);
        let beyond = borne.saturating_sub(RATIO_ONE.into());
        bonus
            .min(Ratio::try_from(beyond).unwrap_or(Ratio::MAX))
            .max(half)
    }
}

/// What a collateral pays for at the least, where half of its greatest bonus goes to whoever takes it. Rounded down.
#[must_use]
#[inline(never)]
pub fn paid_by(worth: u128, greatest: Ratio) -> u128 {
    wide::mul_div_down(worth, RATIO_ONE.into(), repaid_with(greatest / 2))
}

/// What goes for a repayment of one at a bonus, as a ratio.
fn repaid_with(bonus: Ratio) -> u128 {
    u128::from(RATIO_ONE).saturating_add(bonus.into())
}
