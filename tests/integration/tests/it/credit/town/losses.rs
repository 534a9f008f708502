//! Accounts that cannot pay several currencies: every liquidation leaves what is paid of what is owed where it was.

use ethers::types::U256;

use super::{model::Holdings, world::Town};

/// One, in ratios.
const ONE: u64 = 10_000_000;

/// What all collateral pays for with half of its bonuses, and what is owed, wads.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shortage {
    paid: U256,
    owed: U256,
}

impl Town {
    /// Of an account whose debts in several currencies float, and cannot be paid: what fixed loans are due the model does not know.
    pub(super) fn shortage(&self, who: usize) -> Option<Shortage> {
        let holdings = &self.holdings[who];
        let owed = holdings.shares.iter().filter(|shares| !shares.is_zero());
        if owed.count() < 2 || holdings.loans.iter().any(Option::is_some) {
            return None;
        }
        let shortage = self.sums(holdings);
        (shortage.paid < shortage.owed).then_some(shortage)
    }

    fn sums(&self, holdings: &Holdings) -> Shortage {
        let (mut paid, mut owed) = (U256::zero(), U256::zero());
        for (place, sight) in self.sights.iter().enumerate() {
            if sight.threshold != 0 {
                let worth = sight.worth(holdings.collateral[place]);
                paid += worth * ONE / (ONE + u64::from(sight.bonus / 2));
            }
            owed += sight.worth(sight.debt(holdings.shares[place]));
        }
        Shortage { paid, owed }
    }

    /// To a unit of what was moved, twice: floating debt that is left has the proportion it had.
    pub(super) fn check_proportion(&self, who: usize, before: &Shortage, grain: U256) {
        let after = self.sums(&self.holdings[who]);
        if after.owed.is_zero() {
            return;
        }
        let (have, want) = (after.paid * before.owed, before.paid * after.owed);
        let allowed = grain * 4 * (before.owed + before.paid);
        assert!(
            have.abs_diff(want) <= allowed,
            "INV-LOSS-01: {before:?} to {after:?}, of {:?}",
            self.holdings[who]
        );
    }
}
