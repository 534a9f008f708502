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

    /// `O`: what may be asked for within the window, rounded up.
    #[must_use]
    pub fn outflow(&self) -> Amount {
        self.outflow_of(self.floating)
    }

    /// `X`: the surplus, rounded down.
    #[must_use]
    pub fn surplus(&self) -> Balance {
        self.surplus_after_exit(Amount::ZERO)
    }

    /// The surplus once floating deposits worth `gross` have left for cash. The fee of the exit is part of `gross`: it
    /// goes to the pot, so cash less the pot falls by the whole.
    ///
    /// Falls by at most one unit for each unit of `gross`, and, but for the rounding, by a tenth at least.
    #[must_use]
    pub fn surplus_after_exit(&self, gross: Amount) -> Balance {
        let cover = self.cover(self.outflow_of(self.floating.less(gross)));
        self.resources().minus(gross.signed()).minus(cover.signed())
    }

    /// The outflow of this book with other floating deposits.
    fn outflow_of(&self, floating: Amount) -> Amount {
        // Each is below 2^120: nothing here overflows.
        let total = self
            .running(floating.less(self.queued))
            .raw()
            .wrapping_add(self.due_liabilities.raw())
            .wrapping_add(self.queued.raw())
            .wrapping_add(self.committed.raw());
        Amount::new(total)
    }

    /// What counts as leaving of the floating deposits that do not queue: the largest holder's part and the run-off of
    /// the others, as far as what is held for it stays within the most.
    fn running(&self, staying: Amount) -> Amount {
        let top = self.top.min(staying);
        let others = staying.less(top).part_up(self.run_off.into(), MILLION);
        let expected = Amount::new(top.raw().wrapping_add(others.raw()));
        expected.min(staying.part_up(MOST_HELD, self.coverage.max(1).into()))
    }

    /// What must be held against an outflow: `tau (O - min(I, 3/4 O))`, rounded up.
    fn cover(&self, outflow: Amount) -> Amount {
        let inflow = Amount::new(self.due_assets.raw() >> 1);
        let least = Amount::new(wide::mul_div_up(outflow.raw(), 1, LEAST_NET_PART));
        let net = outflow.less(inflow).max(least);
        net.part_up(self.coverage.into(), BASIS)
    }
}
