//! What a liquidation may repay and what it takes.

use super::{
    proportion::Proportion,
    tally::Tally,
    value::{owed_up, owned_down, units_down, units_up},
};
use crate::{
    refusal::{Cause, Refusal},
    units::{RATIO_ONE, RATIO_UNIT, Ratio, WAD},
    wide,
};

/// The health that a liquidation aims at, wad.
pub const TARGET: u128 = WAD / 100 * 105;

/// Most of what is owed that is offered at once, as one over this.
const OFFERED_PART: u128 = 5;

/// A debt or a collateral: how much there is of it and what a unit is worth.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Leg {
    /// Base units there are.
    pub amount: u128,
    /// Price at its feed's decimals.
    pub price: u128,
    /// Decimals of token and feed together.
    pub decimals: u8,
}

/// What is liquidated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Liquidation {
    /// The debt that is repaid.
    pub debt: Leg,
    /// The collateral that is taken.
    pub collateral: Leg,
    /// The collateral's threshold.
    pub threshold: Ratio,
    /// What the liquidator earns.
    pub bonus: Ratio,
    /// Smallest debt that may be left.
    pub least: u128,
    /// How much of the debt is paid, where other currencies are owed too.
    pub proportion: Proportion,
}

/// What moves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Taking {
    /// Of the debt, base units.
    pub repaid: u128,
    /// Of the collateral, base units.
    pub seized: u128,
}

impl Liquidation {
    /// The most of the debt that may be repaid to bring an account's health to the target: closed form of
    /// `(counted - threshold (1 + bonus) x) / (owed - x) = target`, all of the debt where no part of it is enough, or where
    /// dust would be left and the collateral closes it. Where all collateral pays for less than what is due, no part lifts
    /// the health to one: the debt's part of that.
    ///
    /// # Rounding
    /// Down. Credit for diversification that goes with the collateral is left out: the health ends below the target then,
    /// never above it.
    #[must_use]
    pub fn allowed(&self, tally: &Tally) -> u128 {
        if self.proportion.is_short() {
            return self.whole();
        }
        let aimed = wide::mul_div_up(tally.owed, TARGET, WAD).saturating_sub(tally.counted);
        let freed = TARGET.saturating_sub(self.taken(self.threshold));
        let value = wide::mul_div_down(aimed, WAD, freed);
        let units = units_down(value, self.debt.price, self.debt.decimals);
        let units = units.min(self.debt.amount);
        let whole = self.without_dust(units);
        if self.seized_for(whole) <= self.collateral.amount {
            return whole;
        }
        units
    }

    /// All of the debt, or its part of what is paid: after maturity.
    #[must_use]
    pub fn whole(&self) -> u128 {
        self.proportion.part_of(self.debt.amount)
    }

    /// What of the debt is lost with a repayment: nothing, unless all collateral pays for less than what is due.
    #[must_use]
    pub fn lost_with(&self, repaid: u128) -> u128 {
        self.proportion
            .ended_by(repaid, self.debt.amount)
            .saturating_sub(repaid)
    }

    /// The most of a healthy account's debt that others may repay where so much worth of it is offered: no more than a fifth of
    /// what is owed, than is [`Self::allowed`], and than leaves no dust. Nothing where that is dust itself.
    #[must_use]
    pub fn offered(&self, tally: &Tally, worth: u128) -> u128 {
        let worth = worth.min(tally.owed / OFFERED_PART);
        let units = units_down(worth, self.debt.price, self.debt.decimals)
            .min(self.allowed(tally))
            .min(self.debt.amount.saturating_sub(self.least));
        if units < self.least { 0 } else { units }
    }

    /// What a liquidator repays who offers so much, of what is allowed.
    ///
    /// # Errors
    /// `BelowMinimum` where he might repay more, and would repay dust, of which rounding takes a part, or leave dust.
    pub fn part(&self, offered: u128, allowed: u128) -> Result<u128, Refusal> {
        let ended = self.proportion.ended_by(offered, self.debt.amount);
        let left = self.debt.amount.saturating_sub(ended);
        let smaller = left.min(offered);
        if offered < allowed && smaller < self.least {
            return Err(Refusal::new(Cause::BelowMinimum, smaller, self.least));
        }
        Ok(offered.min(allowed))
    }

    /// What a liquidator takes who repays so much: no more than there is of the collateral, for which he then pays.
    ///
    /// # Rounding
    /// What he takes is rounded down, what he pays up.
    ///
    /// # Errors
    /// `ZeroAmount` where nothing would move.
    pub fn taking(&self, repaid: u128) -> Result<Taking, Refusal> {
        let seized = self.seized_for(repaid);
        if seized == 0 || repaid == 0 {
            return Err(Refusal::new(Cause::ZeroAmount, 0u128, 1u128));
        }
        if seized >= self.collateral.amount {
            return Ok(self.all(repaid));
        }
        Ok(Taking { repaid, seized })
    }

    /// The collateral that is worth a repayment and its bonus, however much there is of it. Rounded down.
    fn seized_for(&self, repaid: u128) -> u128 {
        let worth = owned_down(repaid, self.debt.price, self.debt.decimals);
        let value = wide::mul_div_down(worth, self.repayment(), RATIO_ONE.into());
        units_down(value, self.collateral.price, self.collateral.decimals)
    }

    /// Takes all of the collateral for what it is worth, at most the repayment offered.
    fn all(&self, offered: u128) -> Taking {
        let Leg {
            amount,
            price,
            decimals,
        } = self.collateral;
        let worth = owed_up(amount, price, decimals);
        let value = wide::mul_div_up(worth, RATIO_ONE.into(), self.repayment());
        let repaid = units_up(value, self.debt.price, self.debt.decimals);
        Taking {
            repaid: repaid.min(offered),
            seized: amount,
        }
    }

    /// All of the debt where less would leave dust.
    fn without_dust(&self, units: u128) -> u128 {
        let left = self.debt.amount.saturating_sub(units);
        if left < self.least {
            return self.debt.amount;
        }
        units
    }

    /// What a liquidator gets for one, as a ratio.
    fn repayment(&self) -> u128 {
        u128::from(RATIO_ONE).saturating_add(self.bonus.into())
    }

    /// What counts no more when one is repaid, wad, rounded up.
    fn taken(&self, threshold: Ratio) -> u128 {
        let threshold = u128::from(threshold).saturating_mul(RATIO_UNIT);
        wide::mul_div_up(threshold, self.repayment(), RATIO_ONE.into())
    }
}
