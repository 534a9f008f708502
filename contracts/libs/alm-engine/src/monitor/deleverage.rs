//! Partial deleveraging, offered before the hard threshold.
//!
//! In Stress and Emergency a bounded part of a loan that stands close to its threshold may be repaid out of its
//! collateral, for a part of the liquidation bonus that grows from zero at the offer's edge to a half at the threshold.
//! So it costs the borrower less than waiting, it is never more than what brings the loan back to the edge, and it ends
//! where liquidation begins. Whose loans it applies to, and who may repay, is the desk's to decide.

use crate::{monitor::regime::Regime, units::WAD, wide};

/// How far below the threshold the monitor's offers begin, as a part of it: wad.
pub const REACH: u128 = WAD / 20;
/// Most of a debt that is offered at once in Stress, as one over this.
const STRESS_PART: u128 = 10;
/// The same in Emergency.
const EMERGENCY_PART: u128 = 5;

/// A loan as the offer sees it; amounts in one unit, ratios wad.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Loan {
    /// Value of the collateral.
    pub value: u128,
    /// Debt.
    pub debt: u128,
    /// Its liquidation threshold.
    pub threshold: u128,
    /// The liquidation bonus.
    pub bonus: u128,
}

/// What is offered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Offer {
    /// The most that may be repaid, the loan's unit, rounded down; zero when nothing is offered.
    pub repay: u128,
    /// The bonus on it, wad, rounded down.
    pub bonus: u128,
}

impl Loan {
    /// What is offered in a regime. `reach` is how far below the threshold the offer begins, as a part of it, wad.
    #[must_use]
    pub fn offer(&self, regime: Regime, reach: u128) -> Offer {
        let largest = match regime {
            Regime::Normal | Regime::Watch => return Offer::default(),
            Regime::Stress => self.debt / STRESS_PART,
            Regime::Emergency => self.debt / EMERGENCY_PART,
        };
        let limit = wide::mul_div_down(self.value, self.threshold, WAD);
        let edge = wide::mul_div_up(limit, WAD.saturating_sub(reach), WAD);
        // Above the threshold it is liquidation that applies.
        if self.debt <= edge || self.debt > limit {
            return Offer::default();
        }
        let above = self.debt.saturating_sub(edge);
        let band = limit.saturating_sub(edge).max(1);
        let bonus = wide::mul_div_down(self.bonus / 2, above, band);
        Offer {
            repay: self.back_to_edge(edge, above, reach, bonus).min(largest),
            bonus,
        }
    }

    /// What repaying brings the debt back to the edge: `above / (1 - (1 - reach) LT (1 + bonus))`, since the collateral that
    /// is paid for it lowers the edge too. All of the debt where that is no positive number.
    fn back_to_edge(&self, edge: u128, above: u128, reach: u128, bonus: u128) -> u128 {
        let ratio = wide::mul_div_up(self.threshold, WAD.saturating_sub(reach), WAD);
        let lowered = wide::mul_div_up(ratio, WAD.saturating_add(bonus), WAD);
        let kept = WAD.saturating_sub(lowered);
        if kept == 0 || edge == 0 {
            return self.debt;
        }
        wide::mul_div_down(above, WAD, kept)
    }
}
