//! One owner's request in one generation.

use super::generation::{Fill, Generation, not_before};
use crate::{
    book::shares::Shares,
    money::Amount,
    refusal::{Cause, Refusal},
    wide,
};

/// What an owner asked for in a generation, and what was collected of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Request {
    /// Shares asked for.
    pub asked: Shares,
    /// Filled shares whose assets were collected, and these assets.
    pub collected: Fill,
}

impl Request {
    /// Adds shares to the request, and to its generation, which must still be open: only then are all parts alike.
    ///
    /// # Errors
    /// [`Cause::ZeroAmount`]; [`Cause::BelowMinimum`] with what would be asked for in all, and the minimum;
    /// [`Cause::DeadlinePassed`] with now and the end of the generation's day; [`Cause::AmountTooLarge`].
    pub fn join(
        &mut self,
        generation: &mut Generation,
        shares: Shares,
        minimum: Shares,
        now: u64,
    ) -> Result<(), Refusal> {
        if shares.is_zero() {
            return Err(Refusal::new(Cause::ZeroAmount, 0_u128, 1_u128));
        }
        let end = generation.fills_from();
        if now >= end {
            return Err(Refusal::new(Cause::DeadlinePassed, now, end));
        }
        let asked = self.asked.plus(shares)?;
        if asked < minimum {
            return Err(Refusal::new(
                Cause::BelowMinimum,
                asked.raw(),
                minimum.raw(),
            ));
        }
        generation.asked = generation.asked.plus(shares)?;
        self.asked = asked;
        Ok(())
    }

    /// Shares that wait to be filled.
    #[must_use]
    pub fn waiting(&self, generation: &Generation) -> Shares {
        let filled = generation.part(self.asked).shares;
        Shares::new(self.asked.raw().saturating_sub(filled.raw()))
    }

    /// What may be collected at an instant: filled shares and the assets paid for them.
    #[must_use]
    pub fn collectable(&self, generation: &Generation, now: u64) -> Fill {
        if now < generation.collects_from() {
            return Fill::default();
        }
        self.due(generation)
    }

    /// Collects what some filled shares were paid; all of them fetch all that is due.
    ///
    /// # Rounding
    /// The assets are rounded down.
    ///
    /// # Errors
    /// [`Cause::TooEarly`]; [`Cause::AmountTooSmall`] with the shares that may be collected;
    /// [`Cause::ZeroAmount`] if that fetches nothing, unless it ends the request.
    pub fn collect_shares(
        &mut self,
        generation: &mut Generation,
        shares: Shares,
        now: u64,
    ) -> Result<Fill, Refusal> {
        not_before(generation.collects_from(), now)?;
        let due = self.due(generation);
        due.shares.minus(shares)?;
        let assets = due.assets.part_down(shares.raw(), due.shares.raw());
        self.collect(generation, Fill { shares, assets })
    }

    /// Collects an amount of what is due, for as many filled shares as it takes, rounded up.
    ///
    /// # Errors
    /// [`Cause::TooEarly`]; [`Cause::AmountTooSmall`] with the assets that may be collected;
    /// [`Cause::ZeroAmount`] for none.
    pub fn collect_assets(
        &mut self,
        generation: &mut Generation,
        assets: Amount,
        now: u64,
    ) -> Result<Fill, Refusal> {
        not_before(generation.collects_from(), now)?;
        let due = self.due(generation);
        due.assets.minus(assets)?;
        if assets.is_zero() {
            return Err(Refusal::new(Cause::ZeroAmount, 0_u128, 1_u128));
        }
        let shares = wide::mul_div_up(due.shares.raw(), assets.raw(), due.assets.raw());
        let shares = Shares::new(shares);
        self.collect(generation, Fill { shares, assets })
    }

    /// Gives up the place in the line: takes the request out of its generation. Returns the shares that were not filled,
    /// which queue again at the tail or not at all, and what is still due for those that were.
    ///
    /// # Errors
    /// [`Cause::ZeroAmount`] if nothing waits; [`Cause::TooEarly`] if something is due that may not be collected yet.
    pub fn cancel(
        &mut self,
        generation: &mut Generation,
        now: u64,
    ) -> Result<(Shares, Fill), Refusal> {
        let waiting = self.waiting(generation);
        if waiting.is_zero() {
            return Err(Refusal::new(Cause::ZeroAmount, 0_u128, 1_u128));
        }
        let due = self.due(generation);
        if !due.shares.is_zero() {
            not_before(generation.collects_from(), now)?;
        }
        generation.remove(self.asked)?;
        *self = Self::default();
        Ok((waiting, due))
    }

    /// Notes a payment, and takes the request out of its generation once everything is filled and collected.
    fn collect(&mut self, generation: &mut Generation, fill: Fill) -> Result<Fill, Refusal> {
        // A request that is wholly filled may end with nothing, so that its fraction of a unit goes to the others.
        let whole = generation.part(self.asked).shares == self.asked;
        let all = fill.shares == self.due(generation).shares;
        if fill.assets.is_zero() && !(whole && all) {
            return Err(Refusal::new(Cause::ZeroAmount, 0_u128, 1_u128));
        }
        self.collected.shares = self.collected.shares.plus(fill.shares)?;
        self.collected.assets = self.collected.assets.plus(fill.assets)?;
        if whole && self.due(generation).assets.is_zero() {
            generation.remove(self.asked)?;
            *self = Self::default();
        }
        Ok(fill)
    }

    /// What is filled and not collected.
    fn due(&self, generation: &Generation) -> Fill {
        let part = generation.part(self.asked);
        let shares = part
            .shares
            .raw()
            .saturating_sub(self.collected.shares.raw());
        Fill {
            shares: Shares::new(shares),
            assets: part.assets.less(self.collected.assets),
        }
    }
}
