//! The market collateral is sold on: a linear book that is used up by sales and refills.
//!
//! With capacity `C` (what the market absorbs while its price moves by the slippage `x`) and `u` of it used up, a sale of
//! worth `q` at the feed's price fetches
//!
//! ```text
//! q (1 - h) - x (u q + q^2 / 2) / C          h = half of the spread
//! ```
//!
//! the integral of the falling marginal price, so selling in parts fetches what selling at once does. Use recovers by `C` in
//! every refill time; no more than `C` is ever sold ahead of it. The feed's price is not moved: a history contains the sales
//! of its time already.
//!
//! *Thinness.* Market makers quote less when prices move more: the capacity is the reported depth times
//! `min(1, reference / volatility)`, volatility over about a day.

use crate::seconds;

/// What is known of a market in normal times.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Depth {
    /// What it absorbs at `slippage`, quote units.
    pub amount: f64,
    /// The price move at which that was measured.
    pub slippage: f64,
    /// Half of the spread.
    pub half_spread: f64,
    /// Seconds in which it refills.
    pub refill: f64,
    /// Annual volatility above which it is thinner.
    pub reference: f64,
}

impl Depth {
    /// What it absorbs at a volatility.
    #[must_use]
    pub fn at(&self, volatility: f64) -> f64 {
        if volatility <= self.reference {
            return self.amount;
        }
        self.amount * self.reference / volatility
    }
}

/// A market, and how much of it is used up.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Market {
    depth: Depth,
    capacity: f64,
    used: f64,
}

impl Market {
    /// A market nobody has sold on.
    #[must_use]
    pub fn new(depth: Depth) -> Self {
        Self {
            depth,
            capacity: depth.amount,
            used: 0.0,
        }
    }

    /// Lets time pass, at a volatility.
    pub fn recover(&mut self, elapsed: u64, volatility: f64) {
        self.capacity = self.depth.at(volatility);
        let refilled = self.capacity * seconds(elapsed) / self.depth.refill;
        self.used = (self.used - refilled).max(0.0);
    }

    /// What can be sold now at most.
    #[must_use]
    pub fn room(&self) -> f64 {
        (self.capacity - self.used).max(0.0)
    }

    /// What it absorbs when nothing is used up.
    #[must_use]
    pub fn capacity(&self) -> f64 {
        self.capacity
    }

    /// The price of the next unit sold after `sold`, as a part of the feed's.
    #[must_use]
    pub fn marginal(&self, sold: f64) -> f64 {
        1.0 - self.depth.half_spread - self.depth.slippage * (self.used + sold) / self.capacity
    }

    /// What a sale fetches.
    #[must_use]
    pub fn proceeds(&self, worth: f64) -> f64 {
        let impact = self.used * worth + worth * worth / 2.0;
        worth * (1.0 - self.depth.half_spread) - self.depth.slippage * impact / self.capacity
    }

    /// The largest sale, within the room there is, whose last unit fetches at least `price`.
    #[must_use]
    pub fn most_at(&self, price: f64) -> f64 {
        let spare = 1.0 - self.depth.half_spread - price;
        let reach = spare / self.depth.slippage * self.capacity - self.used;
        reach.clamp(0.0, self.room())
    }

    /// Sells, and tells what it fetched.
    pub fn sell(&mut self, worth: f64) -> f64 {
        let fetched = self.proceeds(worth);
        self.used += worth;
        fetched
    }
}
