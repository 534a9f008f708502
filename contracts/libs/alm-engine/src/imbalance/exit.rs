//! Leaving at once: the fee, and what to give up for a wanted payment.
//!
//! An exit worth `gross` lowers cash net of the pot, and the floating deposits, by `gross`; its fee is the rise of the
//! potential, and the leaver receives `gross - fee`. Only the liquidity part of the potential moves: floating deposits
//! have no duration. An exit never receives a rebate.

use crate::{
    guard::surplus::Liquidity,
    imbalance::potential::Snapshot,
    money::Amount,
    refusal::{Cause, Refusal},
};

/// Steps from below before the search only halves. Each leaves a tenth of the distance and two units at most, so 96
/// bits need 29, and a few for the last units.
const STEPS: u32 = 40;

/// An instant exit from a book.
#[derive(Clone, Copy, Debug)]
pub struct Exit<'book> {
    liquidity: &'book Liquidity,
    snapshot: &'book Snapshot,
    /// The liquidity part of the potential before the exit.
    before: Amount,
}

impl<'book> Exit<'book> {
    /// An exit from this book, read before it, at the parameters of the epoch.
    #[must_use]
    pub fn of(liquidity: &'book Liquidity, snapshot: &'book Snapshot) -> Self {
        Self {
            liquidity,
            snapshot,
            before: snapshot.liquidity_potential(liquidity.surplus()),
        }
    }

    /// The fee of an exit worth `gross`: the rise of the potential, exact to the unit; zero where the exit lowers it.
    #[must_use]
    pub fn fee(&self, gross: Amount) -> Amount {
        let surplus = self.liquidity.surplus_after_exit(gross);
        self.snapshot.liquidity_potential(surplus).less(self.before)
    }

    /// What an exit worth `gross` pays out. Never less for more: the potential rises by at most one unit for each unit
    /// of `gross`.
    #[must_use]
    #[inline(never)]
    pub fn net(&self, gross: Amount) -> Amount {
        gross.less(self.fee(gross))
    }

    /// The least gross amount that pays out at least `net`.
    ///
    /// # Errors
    /// [`Cause::AmountTooSmall`] with what leaving with everything would pay out, and `net`.
    pub fn gross_for(&self, net: Amount) -> Result<Amount, Refusal> {
        let most = self.net(self.everything());
        if most < net {
            return Err(Refusal::new(Cause::AmountTooSmall, most.raw(), net.raw()));
        }
        if net.is_zero() {
            return Ok(Amount::ZERO);
        }
        Ok(self.least_gross(net))
    }

    /// All that can leave at once: what does not queue to leave.
    fn everything(&self) -> Amount {
        self.liquidity.floating.less(self.liquidity.queued)
    }

    /// The least gross amount that pays out at least `net`, for a `net` above zero that can be paid out.
    ///
    /// A step from below adds what is missing: while leaving with more costs more it cannot pass the answer. Where it
    /// does pass, because the fee falls, halving finds it.
    fn least_gross(&self, net: Amount) -> Amount {
        let one = Amount::new(1);
        // `low` pays out too little, `high` enough.
        let (mut low, mut high) = (net.less(one), self.everything());
        let mut missing = net.less(self.net(low));
        let mut steps = 0u32;
        while high.less(low) > one {
            let step = if steps < STEPS {
                missing.raw()
            } else {
                high.less(low).raw() / 2
            };
            let probe = Amount::new(low.raw().saturating_add(step)).min(high.less(one));
            let short = net.less(self.net(probe));
            if short.is_zero() {
                high = probe;
            } else {
                (low, missing) = (probe, short);
            }
            steps = steps.saturating_add(1);
        }
        high
    }
}
