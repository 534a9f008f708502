//! Cash-flow matching and the survival horizon: how long what there is and comes in covers what leaves.
//!
//! The cumulative gap is `G(T) = resources + inflows due - outflows due - what ran off by T`. Deposits without maturity run
//! off with the square root of time, as a random walk does: a share `r` in thirty days is `r sqrt(T / 30 d)` by `T`. Between
//! two dates on which something is due only the run-off moves, so the instant the gap closes is found in closed form.

use crate::{
    analytics::valuation::Due,
    guard::surplus::Liquidity,
    money::{Amount, Balance},
    units::{DAY, WAD},
    wide,
};

/// The horizon of the run-off.
pub const RUN_OFF_HORIZON: u64 = 30 * DAY;

/// Half of what is due to come in is counted upon.
const COUNTED: u128 = 2;

/// What a book is put through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stress {
    /// Cash and the like at the start, less what leaves at once.
    pub resources: Balance,
    /// Deposits without maturity that may run off.
    pub floating: Amount,
    /// The share of them that leaves in thirty days, wad.
    pub run_off: u128,
}

/// What comes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Survival {
    /// Seconds until the gap is below zero; `None` if it never is.
    pub horizon: Option<u64>,
    /// The least cumulative gap on the dates looked at.
    pub least: Balance,
}

impl Stress {
    /// A book as the guard sees it: what queues and the largest holder leave at once.
    #[must_use]
    pub fn of_book(liquidity: &Liquidity) -> Self {
        let staying = liquidity.floating.less(liquidity.queued);
        let top = liquidity.top.min(staying);
        let leaving = [liquidity.queued, liquidity.committed, top]
            .into_iter()
            .fold(Balance::ZERO, |sum, amount| sum.plus(amount.signed()));
        Self {
            resources: liquidity.resources().minus(leaving),
            floating: staying.less(top),
            run_off: u128::from(liquidity.run_off).saturating_mul(crate::units::PPM),
        }
    }

    /// What ran off by a time, rounded up.
    #[must_use]
    pub fn ran_off(&self, seconds: u64) -> Amount {
        self.floating.part_up(self.share_at(seconds), WAD)
    }

    /// The share that ran off by a time, wad, rounded up; at most all.
    fn share_at(&self, seconds: u64) -> u128 {
        // sqrt(T / 30 d) as a wad: the root of a number at scale 1e36 has scale 1e18.
        let square = wide::mul_div_up(seconds.into(), WAD, RUN_OFF_HORIZON.into());
        let root = alm_math::lean::sqrt(square).saturating_add(u128::from(seconds > 0));
        wide::mul_div_up(self.run_off, root, WAD).min(WAD)
    }

    /// The first instant at which more than an amount has run off: rounded down. `None` if that never is.
    #[must_use]
    pub fn exhausted_at(&self, amount: Amount) -> Option<u64> {
        if amount >= self.floating || self.run_off == 0 {
            return None;
        }
        // T = 30 d (share / r)^2. The share is below one, the quotient saturates.
        let share = amount.part_down(WAD, self.floating.raw()).raw();
        let periods = wide::mul_div_down(share, WAD, self.run_off);
        let square = wide::mul_div_down(periods, periods, WAD);
        let seconds = wide::mul_div_down(square, RUN_OFF_HORIZON.into(), WAD);
        Some(u64::try_from(seconds).unwrap_or(u64::MAX))
    }

    /// Walks the dues, by increasing time: half of what comes in is counted upon, what goes out is paid in full.
    #[must_use]
    pub fn survival(&self, dues: &[Due]) -> Survival {
        let mut walk = Walk {
            stress: self,
            gap: self.resources,
            horizon: None,
            least: self.resources,
        };
        for due in dues {
            walk.until(due.seconds);
            let into = Amount::new(due.faces.assets.raw() / COUNTED);
            walk.gap = walk
                .gap
                .plus(into.signed())
                .minus(due.faces.liabilities.signed());
            walk.at(due.seconds);
        }
        walk.until(u64::MAX);
        Survival {
            horizon: walk.horizon,
            least: walk.least,
        }
    }
}

struct Walk<'a> {
    stress: &'a Stress,
    /// The gap before what ran off.
    gap: Balance,
    horizon: Option<u64>,
    least: Balance,
}

impl Walk<'_> {
    /// Only the run-off goes on until a time.
    fn until(&mut self, seconds: u64) {
        if self.horizon.is_none()
            && let Some(end) = self.stress.exhausted_at(self.gap.gain())
            && end < seconds
        {
            self.horizon = Some(end);
        }
    }

    /// What is left at a time.
    fn at(&mut self, seconds: u64) {
        let left = self.gap.minus(self.stress.ran_off(seconds).signed());
        self.least = self.least.min(left);
        if left < Balance::ZERO && self.horizon.is_none() {
            self.horizon = Some(seconds);
        }
    }
}

/// Whether a plan of flows pays for itself: the least cumulative gap over the dues, all of them counted in full, from an
/// opening amount on. Not below zero: dedicated. Otherwise its size is what has to be funded.
#[must_use]
pub fn least_gap(opening: Balance, dues: &[Due]) -> Balance {
    let mut gap = opening;
    dues.iter().fold(opening, |least, due| {
        gap = gap
            .plus(due.faces.assets.signed())
            .minus(due.faces.liabilities.signed());
        least.min(gap)
    })
}
