//! The liquidity surplus: what a book can pay with, less what may be asked of it within thirty days.
//!
//! ```text
//! X = H - tau O_net,    O_net = O - min(I, 3/4 O)
//! ```
//!
//! `H` are the resources, `O` the stressed outflow, `I` half of the scheduled inflow. Source: the form of Basel's
//! liquidity coverage ratio (BCBS d238), as a difference. Resources are rounded down, outflows up.
//!
//! What must be held for the floating deposits is at most nine tenths of them, the largest holder's included: were it the
//! whole, whoever leaves first would take away as much need as cash, and no guard and no fee would slow a run.

use crate::{
    money::{Amount, Balance},
    wide,
};

/// One, as a number of millionths.
const MILLION: u128 = 1_000_000;
/// One, as a number of basis points.
const BASIS: u128 = 10_000;
/// The most that is held for a floating deposit, in basis points of it.
const MOST_HELD: u128 = 9_000;
/// An outflow is never netted below a quarter of itself: inflows count up to three quarters.
const LEAST_NET_PART: u128 = 4;

/// What the liquidity surplus of a book is read from. Amounts are base units of the book's token.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Liquidity {
    /// Received less sent.
    pub cash: Amount,
    /// The funded potential: cash that belongs to repairs to come.
    pub pot: Amount,
    /// Gains not yet released: what leaves the pot goes here, so the surplus does not move with it.
    pub drip: Amount,
    /// Set aside for settled redemptions.
    pub reserved: Amount,
    /// Fixed claims past maturity, not yet collected.
    pub matured: Amount,
    /// Buffer and treasury units that cannot leave within the horizon, after haircuts and caps.
    pub countable_buffer: Amount,
    /// What the floating depositors own, those who queue to leave included.
    pub floating: Amount,
    /// The largest holder's part of it, an upper bound: it leaves in full. Never counts for more than what stays.
    pub top: Amount,
    /// Fixed liabilities due in the window.
    pub due_liabilities: Amount,
    /// Fixed assets due in the window, of which half is counted upon.
    pub due_assets: Amount,
    /// Redemption requests not yet settled, at today's value: they leave in full.
    pub queued: Amount,
    /// Lines committed to desks and not drawn.
    pub committed: Amount,
    /// The part of the other floating deposits that leaves, in millionths; at most a million.
    pub run_off: u32,
    /// How much of the net outflow must be covered (tau), in basis points.
    pub coverage: u16,
}

impl Liquidity {
    /// `H`: cash less what is spoken for, and the countable buffer. Exact; negative when more is spoken for.
    #[must_use]
    pub fn resources(&self) -> Balance {
        // Each is below 2^120: nothing here overflows.
        let held = self.cash.raw().wrapping_add(self.countable_buffer.raw());
        let kept = self
            .pot
            .raw()
            .wrapping_add(self.drip.raw())
            .wrapping_add(self.reserved.raw())
            .wrapping_add(self.matured.raw());
        Balance::new((held as i128).wrapping_sub(kept as i128))
    }

    /// `X`: the surplus, rounded down.
    #[must_use]
    pub fn surplus(&self) -> Balance {
        self.surplus_after_exit(Amount::ZERO)
    }

    /// The surplus once floating deposits worth `gross` have left for cash. The fee of the exit is part of `gross`: it
    /// goes to the pot, so cash less the pot falls by the whole.
    ///
    /// Never rises with `gross`: falls by at most one unit for each, and, but for the rounding, by a tenth at least.
    #[must_use]
    pub fn surplus_after_exit(&self, gross: Amount) -> Balance {
        let cover = self.cover(self.floating.less(gross));
        self.resources().minus(gross.signed()).minus(cover.signed())
    }

    /// `O`: what may be asked for within the window, as far as it is to be covered; rounded up.
    #[must_use]
    pub fn outflow(&self) -> Amount {
        let staying = self.floating.less(self.queued);
        let expected = wide::mul_div_up(self.expected(staying), 1, MILLION);
        let most = staying.part_up(MOST_HELD, self.coverage.max(1).into());
        // Each is below 2^120: nothing here overflows.
        Amount::new(expected.min(most.raw()).wrapping_add(self.certain().raw()))
    }

    /// `tau O_net`: what must be held with these floating deposits. Rounded up, as one number: so it never falls by more
    /// than what leaves.
    fn cover(&self, floating: Amount) -> Amount {
        let staying = floating.less(self.queued);
        let weight = self.coverage.into();
        let expected = wide::mul_div_up(self.expected(staying), weight, MILLION * BASIS);
        let most = staying.part_up(MOST_HELD, BASIS);
        let certain = self.certain().part_up(weight, BASIS);
        // Each is below 2^120: nothing here overflows.
        let whole = Amount::new(expected.min(most.raw()).wrapping_add(certain.raw()));
        let inflow = Amount::new(self.due_assets.raw() >> 1).part_down(weight, BASIS);
        whole.less(inflow).max(whole.part_up(1, LEAST_NET_PART))
    }

    /// What is expected to leave of the floating deposits that do not queue, in millionths of a unit: the largest
    /// holder's part, and the run-off of the others.
    fn expected(&self, staying: Amount) -> u128 {
        let top = self.top.min(staying);
        let others = staying.less(top).raw().wrapping_mul(self.run_off.into());
        // Below 2^96 millions.
        top.raw().wrapping_mul(MILLION).wrapping_add(others)
    }

    /// What leaves for certain.
    fn certain(&self) -> Amount {
        // Each is below 2^120: nothing here overflows.
        let due = self.due_liabilities.raw().wrapping_add(self.queued.raw());
        Amount::new(due.wrapping_add(self.committed.raw()))
    }
}
