//! A strategy: a vault that the pool has shares in, and how far its word is believed.
//!
//! The vault tells what the pool's shares would fetch. That counts at once where it falls, and where it rises at most up to
//! a line that grows from the highest value believed so far at a governed rate: a vault that lies can give away no more than
//! this growth. Deposits and withdrawals move the line with the shares.

use super::BASIS;
use crate::{
    money::{Amount, Balance},
    refusal::{Cause, Refusal},
    units::YEAR,
    wide,
};

/// What a deposit may lose at once to fees and rounding, basis points.
pub const ENTRY_COST_MAX: u16 = 10;
/// What it may lose to rounding beside that, units.
pub const ENTRY_DUST: u128 = 2;

/// A fall by more than this part of the value is one, not a rounding: one in so many.
const FALL_PART: u128 = 10_000;

/// Whether a change is a fall of a value, and no rounding.
#[must_use]
pub fn has_fallen(change: Balance, before: Amount) -> bool {
    change.shortfall() > before.part_up(1, FALL_PART)
}

/// What is governed of a strategy, in basis points.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rules {
    /// The most of all tiers that may lie in it.
    pub cap: u16,
    /// What may be lost when it has to be sold.
    pub haircut: u16,
    /// How fast its price may rise, by the year.
    pub growth: u16,
    /// How much of all tiers may flow in, by the day.
    pub flow: u16,
}

/// What the pool has in a strategy.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Position {
    /// Shares of the vault.
    pub shares: u128,
    /// What they count for.
    pub value: Amount,
    /// The highest value believed, of as many shares.
    pub mark: Amount,
    /// When it was.
    pub marked_at: u64,
}

impl Position {
    /// The most that is believed now, rounded down.
    #[must_use]
    pub fn ceiling(&self, growth: u16, now: u64) -> Amount {
        let seconds = now.saturating_sub(self.marked_at);
        let weight = u128::from(growth).saturating_mul(seconds.into());
        let whole = BASIS.saturating_mul(YEAR.into());
        let rise = self.mark.part_down(weight, whole);
        Amount::new(self.mark.raw().saturating_add(rise.raw())).min(Amount::MAX)
    }

    /// Takes note of what the vault tells. Returns by how much the value changed.
    ///
    /// The line starts anew only where the value rises above the mark, so that asking often cannot stop it: less than a
    /// unit of growth is lost each time.
    pub fn revalue(&mut self, told: Amount, growth: u16, now: u64) -> Balance {
        let before = self.value;
        self.value = told.min(self.ceiling(growth, now));
        if self.value > self.mark {
            self.mark = self.value;
            self.marked_at = now;
        }
        self.value.signed().minus(before.signed())
    }

    /// After a deposit, when what the vault tells has risen from `before` to `after`. Returns what the deposit cost.
    ///
    /// # Errors
    /// [`Cause::SlippageExceeded`] with what the new shares are worth, and the least they must be; [`Cause::AmountTooLarge`].
    pub fn enter(
        &mut self,
        assets: Amount,
        shares: u128,
        [before, after]: [Amount; 2],
        now: u64,
    ) -> Result<Amount, Refusal> {
        let worth = after.less(before).min(assets);
        let cost = assets.part_up(ENTRY_COST_MAX.into(), BASIS);
        let least = assets.less(cost).less(Amount::new(ENTRY_DUST));
        if worth < least {
            let (have, want) = (worth.raw(), least.raw());
            return Err(Refusal::new(Cause::SlippageExceeded, have, want));
        }
        let mark = self.mark.plus(worth)?;
        // What has joined may not grow for the time before: the line starts later by as much as it now stands for more.
        let since = Amount::new(now.saturating_sub(self.marked_at).into());
        let since = since.part_down(self.mark.raw(), mark.raw()).raw();
        self.marked_at = now.saturating_sub(u64::try_from(since).unwrap_or(0));
        self.mark = mark;
        self.value = self.value.plus(worth)?;
        self.shares = stored_shares(self.shares.saturating_add(shares))?;
        Ok(assets.less(worth))
    }

    /// After a withdrawal that burned shares, of which the rest fetch what the vault tells. Returns by how much the pool has
    /// more than before, or less.
    ///
    /// # Errors
    /// [`Cause::AmountTooSmall`] with the shares there were, and those burned.
    pub fn leave(
        &mut self,
        assets: Amount,
        burned: u128,
        told: Amount,
        growth: u16,
        now: u64,
    ) -> Result<Balance, Refusal> {
        let Some(rest) = self.shares.checked_sub(burned) else {
            return Err(Refusal::new(Cause::AmountTooSmall, self.shares, burned));
        };
        let before = self.value;
        let part = |whole: Amount| whole.part_down(rest, self.shares.max(1));
        let (value, mark) = (part(self.value), part(self.mark));
        self.value = value;
        self.mark = mark;
        self.shares = rest;
        self.revalue(if rest == 0 { Amount::ZERO } else { told }, growth, now);
        let after = self.value.signed().plus(assets.signed());
        Ok(after.minus(before.signed()))
    }

    /// What it would fetch after its haircut, as far as its cap of `all` tiers goes; rounded down.
    #[must_use]
    pub fn liquid(&self, rules: Rules, all: Amount) -> Amount {
        let counted = self.value.min(all.part_down(rules.cap.into(), BASIS));
        let kept = BASIS.saturating_sub(rules.haircut.into());
        Amount::new(wide::mul_div_down(counted.raw(), kept, BASIS))
    }
}

/// A number of a vault's shares, if storage can hold it: 2^112 - 1.
fn stored_shares(shares: u128) -> Result<u128, Refusal> {
    const MAX: u128 = (1 << 112) - 1;
    if shares > MAX {
        return Err(Refusal::new(Cause::AmountTooLarge, shares, MAX));
    }
    Ok(shares)
}
