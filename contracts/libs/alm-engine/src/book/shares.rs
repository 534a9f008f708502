//! What a share of the floating deposits costs and fetches: entry at the higher, exit at the lower of cost and mark,
//! with virtual shares so that nobody can move the price of an empty pool.
//!
//! ```text
//! shares = assets (supply + 1e6) / (value + 1)
//! ```
//!
//! Every conversion is rounded against the caller, so that with `value` at or above cost on the way in, and at or below
//! it on the way out, `(cost + 1) / (supply + 1e6)` never falls by an entry or an exit.

use crate::{
    money::{Amount, Balance},
    refusal::{Cause, Refusal},
    wide,
};

/// Shares that nobody owns.
pub const VIRTUAL_SHARES: u128 = 1_000_000;
/// The unit of assets that backs them.
pub const VIRTUAL_ASSETS: u128 = 1;

/// A number of shares of the floating deposits, with six digits more than the currency.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Shares(u128);

impl Shares {
    /// None.
    pub const ZERO: Self = Self(0);
    /// The most there can be: 2^120 - 1.
    pub const MAX: Self = Self((1 << 120) - 1);

    /// Takes a number of shares.
    #[must_use]
    pub const fn new(shares: u128) -> Self {
        Self(shares)
    }

    /// The number of shares.
    #[must_use]
    pub const fn raw(self) -> u128 {
        self.0
    }

    /// Whether there are none.
    #[must_use]
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// The exact sum, if it may exist.
    ///
    /// # Errors
    /// [`Cause::AmountTooLarge`] above [`Shares::MAX`].
    pub fn plus(self, other: Self) -> Result<Self, Refusal> {
        let sum = Self(self.0.saturating_add(other.0));
        if sum > Self::MAX {
            return Err(Refusal::new(Cause::AmountTooLarge, sum.0, Self::MAX.0));
        }
        Ok(sum)
    }

    /// The exact difference.
    ///
    /// # Errors
    /// [`Cause::AmountTooSmall`] with both, if `other` is more.
    pub fn minus(self, other: Self) -> Result<Self, Refusal> {
        match self.0.checked_sub(other.0) {
            Some(rest) => Ok(Self(rest)),
            None => Err(Refusal::new(Cause::AmountTooSmall, self.0, other.0)),
        }
    }
}

/// What all shares are worth to those who enter and to those who leave.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Valuation {
    /// Shares in existence.
    pub supply: Shares,
    /// The book's net value at amortised cost.
    pub cost: Balance,
    /// The higher of cost and mark: entry.
    pub high: Balance,
    /// The lower of cost and mark, at least nothing: exit.
    pub low: Amount,
}

impl Valuation {
    /// A valuation from the net value at cost and what the last strike adds to it on its two curves, each signed.
    #[must_use]
    pub fn new(supply: Shares, cost: Balance, mark_low: Balance, mark_high: Balance) -> Self {
        let rise = mark_high.gain().signed();
        let fall = mark_low.shortfall().signed();
        Self {
            supply,
            cost,
            high: cost.plus(rise),
            low: cost.minus(fall).gain(),
        }
    }

    /// Whether deposits are open: not while what exists is worth nothing, so that nobody's money fills a hole.
    ///
    /// # Errors
    /// [`Cause::DepositsClosed`] with the net value, and the least that would do.
    pub fn open(&self) -> Result<(), Refusal> {
        let least = i128::from(!self.supply.is_zero());
        if self.cost.raw() < least {
            return Err(Refusal::new(Cause::DepositsClosed, self.cost.raw(), least));
        }
        Ok(())
    }

    /// The shares a deposit buys, rounded down.
    ///
    /// # Errors
    /// [`Cause::DepositsClosed`]; [`Cause::ZeroAmount`] if it buys none; [`Cause::AmountTooLarge`] if too many.
    pub fn shares_for_deposit(&self, assets: Amount) -> Result<Shares, Refusal> {
        self.open()?;
        let bought = wide::mul_div_down(assets.raw(), self.all_shares(), self.entry());
        if bought == 0 {
            return Err(Refusal::new(Cause::ZeroAmount, assets.raw(), 1_u128));
        }
        self.supply.plus(Shares(bought))?;
        Ok(Shares(bought))
    }

    /// What a number of new shares costs, rounded up.
    ///
    /// # Errors
    /// [`Cause::DepositsClosed`]; [`Cause::ZeroAmount`] for none; [`Cause::AmountTooLarge`] if storage cannot hold the
    /// shares or the price.
    pub fn assets_for_mint(&self, shares: Shares) -> Result<Amount, Refusal> {
        self.open()?;
        if shares.is_zero() {
            return Err(Refusal::new(Cause::ZeroAmount, 0_u128, 1_u128));
        }
        self.supply.plus(shares)?;
        Amount::new(wide::mul_div_up(shares.0, self.entry(), self.all_shares())).stored()
    }

    /// What shares fetch, rounded down; never more than the value of all.
    #[must_use]
    pub fn assets_for_redeem(&self, shares: Shares) -> Amount {
        let shares = shares.min(self.supply);
        Amount::new(wide::mul_div_down(shares.0, self.exit(), self.all_shares()))
    }

    /// The shares that must be burned for a payment, rounded up.
    ///
    /// # Errors
    /// [`Cause::AmountTooSmall`] if all shares fetch less.
    pub fn shares_for_withdraw(&self, assets: Amount) -> Result<Shares, Refusal> {
        let all = self.assets_for_redeem(self.supply);
        if assets > all {
            return Err(Refusal::new(Cause::AmountTooSmall, all.raw(), assets.raw()));
        }
        let burned = wide::mul_div_up(assets.raw(), self.all_shares(), self.exit());
        Ok(Shares(burned))
    }

    /// What shares are worth on the way out, rounded up: what a queue may come to need.
    #[must_use]
    pub fn worth_up(&self, shares: Shares) -> Amount {
        Amount::new(wide::mul_div_up(shares.0, self.exit(), self.all_shares()))
    }

    /// The most shares that cost at most `limit`: executing the answer never fails for its price.
    #[must_use]
    pub fn max_mint(&self, limit: Amount) -> Shares {
        if self.open().is_err() {
            return Shares::ZERO;
        }
        let most = wide::mul_div_down(limit.raw(), self.all_shares(), self.entry());
        Shares(most.min(Shares::MAX.0.saturating_sub(self.supply.0)))
    }

    /// The most shares that fetch at most `limit`, of those one holds.
    #[must_use]
    pub fn max_redeem(&self, held: Shares, limit: Amount) -> Shares {
        // floor(s v / n) <= limit is s v < (limit + 1) n, so s <= ceil((limit + 1) n / v) - 1.
        let above = limit.raw().saturating_add(1);
        let most = wide::mul_div_up(above, self.all_shares(), self.exit()).saturating_sub(1);
        held.min(Shares(most))
    }

    fn all_shares(&self) -> u128 {
        self.supply.0.saturating_add(VIRTUAL_SHARES)
    }

    /// The value an entry is measured by; positive, because deposits are open.
    fn entry(&self) -> u128 {
        self.high.gain().raw().saturating_add(VIRTUAL_ASSETS)
    }

    fn exit(&self) -> u128 {
        self.low.raw().saturating_add(VIRTUAL_ASSETS)
    }
}
