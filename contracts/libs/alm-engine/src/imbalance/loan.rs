//! What a new floating loan costs: the rise of the potential, owed with the loan.
//!
//! A loan of `assets` with a fee lowers cash net of the pot by both: the assets leave, the fee becomes part of the pot.
//! The floating deposits keep their value, so the outflow to be covered does not move.

use crate::{
    guard::band::Reading,
    imbalance::potential::Snapshot,
    money::{Amount, Balance},
    wide,
};

/// A loan about to be made.
#[derive(Clone, Copy, Debug)]
pub struct Loan<'book> {
    /// The liquidity surplus before.
    pub surplus: Balance,
    /// The parameters of the epoch.
    pub snapshot: &'book Snapshot,
}

impl Loan<'_> {
    /// The fee of a loan that costs the surplus `gross`: exact to the unit.
    #[must_use]
    pub fn fee(&self, gross: Amount) -> Amount {
        self.potential(gross).less(self.potential(Amount::ZERO))
    }

    /// What the surplus falls by when `assets` are lent: the assets and their fee, the least that pays for itself.
    ///
    /// The slope of the potential is at most a tenth, so the fee is at most a ninth of the assets, and a unit.
    #[must_use]
    pub fn gross_for(&self, assets: Amount) -> Amount {
        let mut low = assets.raw();
        let mut high = low
            .saturating_add(wide::mul_div_down(low, 1, 9))
            .saturating_add(2);
        while low < high {
            let middle = low.saturating_add(high.saturating_sub(low) / 2);
            let gross = Amount::new(middle);
            if gross.less(self.fee(gross)) >= assets {
                high = middle;
            } else {
                low = middle.saturating_add(1);
            }
        }
        Amount::new(low)
    }

    fn potential(&self, gross: Amount) -> Amount {
        self.snapshot.potential(Reading {
            surplus: self.surplus.minus(gross.signed()),
            gap: Balance::ZERO,
        })
    }
}
