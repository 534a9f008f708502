//! One generation of requests: what they asked for, what of it was filled, what was paid for it.
//!
//! Each request's part of the shares filled and of the assets paid is its part of the shares asked for, rounded down. A
//! request that ends takes exactly its parts out of all three sums, so the others' parts never shrink, and the last one
//! gets all that is left: nothing is lost, nothing is paid twice.

use super::line::start_of;
use crate::{
    book::shares::{Shares, Valuation},
    money::Amount,
    refusal::{Cause, Refusal},
};

/// The requests of one day that have not ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Generation {
    /// The day it was opened on, as days since 1970.
    pub day: u32,
    /// Shares its requests asked for.
    pub asked: Shares,
    /// Shares of these that were filled.
    pub filled: Shares,
    /// Assets paid for them, collected ones included.
    pub paid: Amount,
}

/// Shares and the assets they were exchanged for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fill {
    /// Shares burned.
    pub shares: Shares,
    /// Assets reserved, or paid out.
    pub assets: Amount,
}

impl Generation {
    /// Shares that wait to be filled.
    #[must_use]
    pub fn waiting(&self) -> Shares {
        Shares::new(self.asked.raw().saturating_sub(self.filled.raw()))
    }

    /// From when it may be filled: the end of its day.
    #[must_use]
    pub fn fills_from(&self) -> u64 {
        start_of(self.day.saturating_add(1))
    }

    /// From when what was paid may be collected: the end of the day after.
    #[must_use]
    pub fn collects_from(&self) -> u64 {
        start_of(self.day.saturating_add(2))
    }

    /// Fills as much as a budget allows at the exit price, for all requests alike. The shares filled are burned and the
    /// assets reserved by the caller, who goes on with the next generation only when this one waits no more.
    ///
    /// Nothing is filled for nothing: shares whose price rounds to zero go on waiting.
    ///
    /// # Errors
    /// [`Cause::TooEarly`] with now and the end of its day.
    pub fn fill(&mut self, budget: Amount, price: &Valuation, now: u64) -> Result<Fill, Refusal> {
        not_before(self.fills_from(), now)?;
        let shares = price.max_redeem(self.waiting(), budget);
        let assets = price.assets_for_redeem(shares);
        if assets.is_zero() {
            return Ok(Fill::default());
        }
        self.paid = self.paid.plus(assets)?;
        self.filled = self.filled.plus(shares)?;
        Ok(Fill { shares, assets })
    }

    /// Takes its part of what several generations were settled with at one price, the first one first, and leaves the rest
    /// to the next. Together they take all shares and all assets: the last one gets what rounding left.
    ///
    /// Shares that are worth less than a unit by themselves are filled too, for what is left or for nothing; else they
    /// would keep all who come after them waiting.
    ///
    /// # Rounding
    /// The assets are rounded down.
    ///
    /// # Errors
    /// [`Cause::TooEarly`] with now and the end of its day.
    pub fn take(&mut self, rest: &mut Fill, now: u64) -> Result<Fill, Refusal> {
        not_before(self.fills_from(), now)?;
        let shares = self.waiting().min(rest.shares);
        let assets = rest.assets.part_down(shares.raw(), rest.shares.raw());
        self.paid = self.paid.plus(assets)?;
        self.filled = self.filled.plus(shares)?;
        rest.shares = rest.shares.minus(shares)?;
        rest.assets = rest.assets.less(assets);
        Ok(Fill { shares, assets })
    }

    /// The parts of a request for some shares: what of it was filled, and what it was paid, both since it was made.
    ///
    /// # Rounding
    /// Down, both.
    #[must_use]
    pub fn part(&self, asked: Shares) -> Fill {
        let all = self.asked.raw();
        let part = |whole: u128| Amount::new(whole).part_down(asked.raw(), all);
        Fill {
            shares: Shares::new(part(self.filled.raw()).raw()),
            assets: part(self.paid.raw()),
        }
    }

    /// Takes a request out, with its parts. Returns them.
    ///
    /// # Errors
    /// [`Cause::AmountTooSmall`] if the generation is smaller.
    pub fn remove(&mut self, asked: Shares) -> Result<Fill, Refusal> {
        let part = self.part(asked);
        self.asked = self.asked.minus(asked)?;
        self.filled = self.filled.minus(part.shares)?;
        self.paid = self.paid.minus(part.assets)?;
        Ok(part)
    }
}

/// Refuses before an instant.
///
/// # Errors
/// [`Cause::TooEarly`].
pub(super) fn not_before(instant: u64, now: u64) -> Result<(), Refusal> {
    if now < instant {
        return Err(Refusal::new(Cause::TooEarly, now, instant));
    }
    Ok(())
}
