//! Leaving a buffer pool: a request, a cooldown, two days to claim.
//!
//! Shares that wait to leave go on bearing losses, and no longer earn: they fetch the lower of what they were worth when the
//! request was made and when it is claimed, less the premium of leaving while the pool is small. What they are worth
//! beyond that stays with the others.

use super::BASIS;
use crate::{
    book::shares::{Shares, Valuation},
    money::Amount,
    refusal::{Cause, Refusal},
    units::DAY,
    wide,
};

/// The shortest cooldown: the horizon of the liquidity surplus, so that what has not asked to leave stays for all of it.
pub const COOLDOWN_MIN: u64 = 2_592_000;
/// The longest.
pub const COOLDOWN_MAX: u64 = 10_368_000;
/// How long a request can be claimed.
pub const WINDOW: u64 = 172_800;
const _: () = assert!(COOLDOWN_MIN == 30 * DAY && COOLDOWN_MAX == 120 * DAY && WINDOW == 2 * DAY);

/// An owner's request; of no shares if there is none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Exit {
    /// Shares that wait.
    pub shares: Shares,
    /// What they were worth when they were asked for.
    pub assets: Amount,
    /// From when they can be claimed, for [`WINDOW`].
    pub opens: u64,
}

/// What a claim does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Claim {
    /// Shares burned.
    pub shares: Shares,
    /// What is paid for them.
    pub paid: Amount,
    /// What they are worth beyond: it stays, and goes to the drip.
    pub forgone: Amount,
}

impl Exit {
    /// Adds shares to the request. All of it waits anew.
    ///
    /// Shares that could still be claimed, or are not yet, keep their price unless they are worth less now. Those whose time
    /// has passed were shares like any since, and are priced anew.
    ///
    /// # Errors
    /// [`Cause::ZeroAmount`]; [`Cause::AmountTooLarge`].
    pub fn request(
        &mut self,
        shares: Shares,
        price: &Valuation,
        cooldown: u64,
        now: u64,
    ) -> Result<(), Refusal> {
        if shares.is_zero() {
            return Err(Refusal::new(Cause::ZeroAmount, 0_u128, 1_u128));
        }
        let kept = price.assets_for_redeem(self.shares);
        let kept = if self.has_lapsed(now) {
            kept
        } else {
            kept.min(self.assets)
        };
        let all = self.shares.plus(shares)?;
        *self = Self {
            shares: all,
            assets: kept.plus(price.assets_for_redeem(shares))?,
            opens: now.saturating_add(cooldown),
        };
        Ok(())
    }

    /// From when nothing can be claimed any more.
    #[must_use]
    pub fn closes(&self) -> u64 {
        self.opens.saturating_add(WINDOW)
    }

    /// Whether its time has passed.
    #[must_use]
    pub fn has_lapsed(&self, now: u64) -> bool {
        now >= self.closes()
    }

    /// Lets pass what can be claimed now.
    ///
    /// # Errors
    /// [`Cause::TooEarly`] with now and the first instant; [`Cause::DeadlinePassed`] with now and the last.
    pub fn open(&self, now: u64) -> Result<(), Refusal> {
        if now < self.opens {
            return Err(Refusal::new(Cause::TooEarly, now, self.opens));
        }
        if self.has_lapsed(now) {
            let last = self.closes().saturating_sub(1);
            return Err(Refusal::new(Cause::DeadlinePassed, now, last));
        }
        Ok(())
    }

    /// What all of it fetches at a price and a premium in basis points, rounded down.
    #[must_use]
    pub fn payout(&self, price: &Valuation, premium: u16) -> Amount {
        let worth = price.assets_for_redeem(self.shares).min(self.assets);
        worth.less(worth.part_up(premium.into(), BASIS))
    }

    /// What a part of the shares fetches: its part of the whole, rounded down.
    ///
    /// # Errors
    /// [`Cause::AmountTooSmall`] with the shares that wait, and those asked for.
    pub fn by_shares(
        &self,
        shares: Shares,
        price: &Valuation,
        premium: u16,
    ) -> Result<Claim, Refusal> {
        self.shares.minus(shares)?;
        let whole = self.payout(price, premium);
        let paid = whole.part_down(shares.raw(), self.shares.raw());
        Ok(Claim::of(shares, paid, price))
    }

    /// The shares that fetch an amount, rounded up.
    ///
    /// # Errors
    /// [`Cause::AmountTooSmall`] with what all shares fetch, and the amount.
    pub fn by_assets(
        &self,
        assets: Amount,
        price: &Valuation,
        premium: u16,
    ) -> Result<Claim, Refusal> {
        let whole = self.payout(price, premium);
        whole.minus(assets)?;
        let shares = Amount::new(self.shares.raw()).part_up(assets.raw(), whole.raw());
        Ok(Claim::of(Shares::new(shares.raw()), assets, price))
    }

    /// The most shares that fetch at most a limit.
    #[must_use]
    pub fn most(&self, price: &Valuation, premium: u16, limit: Amount) -> Shares {
        let whole = self.payout(price, premium);
        if whole <= limit {
            return self.shares;
        }
        let most = wide::mul_div_down(self.shares.raw(), limit.raw(), whole.raw());
        Shares::new(most)
    }

    /// Takes claimed shares out, with their part of the price, which is rounded up.
    ///
    /// # Errors
    /// [`Cause::ZeroAmount`] if nothing is paid; [`Cause::AmountTooSmall`] if fewer shares wait.
    pub fn take(&mut self, claim: &Claim) -> Result<(), Refusal> {
        if claim.paid.is_zero() {
            return Err(Refusal::new(Cause::ZeroAmount, 0_u128, 1_u128));
        }
        let rest = self.shares.minus(claim.shares)?;
        if rest.is_zero() {
            *self = Self::default();
            return Ok(());
        }
        self.assets = self.assets.part_down(rest.raw(), self.shares.raw());
        self.shares = rest;
        Ok(())
    }
}

impl Claim {
    fn of(shares: Shares, paid: Amount, price: &Valuation) -> Self {
        Self {
            shares,
            paid,
            forgone: price.assets_for_redeem(shares).less(paid),
        }
    }
}
