//! Where the assets of a buffer pool should lie: so much cash, the rest in the strategies, the first one first, each up to its
//! cap. What none may hold stays cash.

use super::BASIS;
use crate::money::Amount;

/// All tiers of a pool, and what the cash is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Holdings {
    /// All tiers together.
    pub all: Amount,
    /// The first of them.
    pub cash: Amount,
    /// What redemptions wait for and what is owed for losses: needed in cash at once.
    pub due: Amount,
    /// What has asked to leave: to be in cash when its time has come.
    pub leaving: Amount,
    /// The part of the rest that is to be cash too, basis points.
    pub floor: u16,
    /// Differences below this part of all tiers are left alone, basis points.
    pub band: u16,
}

/// What to do about a strategy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Nothing.
    Stay,
    /// Put cash in.
    In(Amount),
    /// Take cash out.
    Out(Amount),
}

impl Holdings {
    /// The cash there should be, at most all there is. The floor is of what is left beside what is spoken for, rounded up.
    #[must_use]
    pub fn wanted_cash(&self) -> Amount {
        let spoken_for = self.due.raw().saturating_add(self.leaving.raw());
        let spoken_for = Amount::new(spoken_for).min(self.all);
        let floor = self.all.less(spoken_for).part_up(self.floor.into(), BASIS);
        // Together at most all, which is below 2^128.
        Amount::new(spoken_for.raw().saturating_add(floor.raw()))
    }

    /// What should lie in the last of some strategies, given their caps in order, the last one's included; rounded down.
    #[must_use]
    pub fn wanted(&self, caps: impl Iterator<Item = u16>) -> Amount {
        let mut left = self.all.less(self.wanted_cash());
        let mut wanted = Amount::ZERO;
        for cap in caps {
            wanted = self.all.part_down(cap.into(), BASIS).min(left);
            left = left.less(wanted);
        }
        wanted
    }

    /// What to do about a strategy that has `have` and should have `wanted`, where `allowed` may flow in.
    ///
    /// While cash is short, any strategy gives what is missing, whether it is its turn or not: so one that cannot be
    /// withdrawn from holds nobody up.
    #[must_use]
    pub fn step(&self, have: Amount, wanted: Amount, allowed: Amount) -> Step {
        let wanted_cash = self.wanted_cash();
        let missing = wanted_cash.less(self.cash);
        let excess = have.less(wanted).max(missing.min(have));
        let band = self.all.part_up(self.band.into(), BASIS);
        // What is due now is fetched however small.
        let urgent = self.due.min(self.all) > self.cash;
        if !excess.is_zero() && (excess >= band || urgent) {
            return Step::Out(excess);
        }
        let spare = self.cash.less(wanted_cash);
        let lacking = wanted.less(have).min(spare).min(allowed);
        if lacking.is_zero() || lacking < band {
            return Step::Stay;
        }
        Step::In(lacking)
    }
}
