//! What a pool of concentrated liquidity pays for a sale that moves its price by a slippage.
//!
//! Between two ticks where liquidity changes, a sale that takes the root price from x to y (below x, seen from the asset
//! sold) pays `L (x - y)` of the other asset. With f for the root price as a share of the one at the start, that is
//! `L R (f_x - f_y)`, R the root price at the start or, when the pool's second asset is sold, one over it. The
//! shares at ticks are exponentials of differences of logarithms, so there is no table of powers.
//!
//! What the spot shows, one transaction can make. Two figures of the pool's own history hold it down: the harmonic mean of
//! its liquidity over a window, to which what was added a moment ago adds next to nothing, and the mean tick, from which
//! the spot may not be far.

use alm_math::lean;

use crate::{
    depth::ticks::{RootPrice, logarithm_at},
    units::{BPS, WAD},
    wide,
};

/// A walk along a pool's liquidity, from the price down (seen from the asset sold).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Walk {
    /// Liquidity from here on.
    pub liquidity: u128,
    /// What the sale paid so far, in base units of the other asset.
    pub paid: u128,
    /// The root price now, as a share of the one at the start: wad, rounded up at the end and as `sell_to` says at ticks.
    share: u128,
    /// The share at which the slippage is reached, wad, rounded up.
    end: u128,
    /// Logarithm of the root price at the start, in the asset sold, wad.
    start: i128,
    /// The root price at the start as a fraction, in the asset sold.
    root: (u128, u128),
    /// Whether the pool's first asset is sold, so that the price falls.
    falls: bool,
}

impl Walk {
    /// Begins at a price, with the liquidity there. `slippage` in bps. `None` for a pool without a price.
    #[must_use]
    pub fn from(price: RootPrice, liquidity: u128, slippage: u16, falls: bool) -> Option<Self> {
        let (numerator, denominator) = price.fraction();
        let logarithm = price.logarithm()?;
        let kept = WAD.saturating_sub(u128::from(slippage).saturating_mul(BPS));
        let (start, root) = if falls {
            (logarithm, (numerator, denominator))
        } else {
            (logarithm.saturating_neg(), (denominator, numerator))
        };
        Some(Self {
            liquidity,
            paid: 0,
            share: WAD,
            end: lean::sqrt(kept).saturating_add(1).min(WAD),
            start,
            root,
            falls,
        })
    }

    /// Whether the slippage is reached.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.share <= self.end
    }

    /// Sells down to a tick where liquidity changes by `net` when it is crossed upwards, or to the slippage before it.
    ///
    /// # Rounding
    /// What is paid for the way is rounded down. The tick's share is less than 1e-18 too low and less than 3e-18 too high: half
    /// a unit from each of the logarithm of the price and the exponential, one from the logarithm of the tick, and one on top.
    pub fn sell_to(&mut self, tick: i32, net: i128) {
        let there = if self.falls {
            logarithm_at(tick)
        } else {
            logarithm_at(tick).saturating_neg()
        };
        let distance = self.start.saturating_sub(there);
        // A tick above the start is no way down; its share is one.
        let distance = u128::try_from(distance).unwrap_or(0);
        let share = lean::exp_neg(distance).saturating_add(1);
        self.sell_down_to(share.max(self.end));
        if self.is_over() {
            return;
        }
        let gained = if self.falls {
            net.saturating_neg()
        } else {
            net
        };
        self.liquidity = self.liquidity.saturating_add_signed(gained);
    }

    /// Sells on to the slippage at the liquidity there is.
    pub fn sell_out(&mut self) {
        self.sell_down_to(self.end);
    }

    fn sell_down_to(&mut self, share: u128) {
        let fall = self.share.saturating_sub(share);
        let (numerator, denominator) = self.root;
        let moved = wide::mul_div_down(self.liquidity, fall, WAD);
        let paid = wide::mul_div_down(moved, numerator, denominator);
        self.paid = self.paid.saturating_add(paid);
        self.share = self.share.min(share);
    }
}

/// What a window of a pool's history says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct History {
    /// Length of the window, seconds, not zero.
    pub window: u32,
    /// By how much the sum of the ticks, one a second, grew.
    pub ticks: i64,
    /// By how much the sum of seconds per unit of liquidity grew, with 128 fractional bits; saturating.
    pub seconds_per_liquidity: u128,
}

impl History {
    /// The harmonic mean of the liquidity, rounded down; all there can be where the sum did not grow.
    #[must_use]
    pub fn mean_liquidity(&self) -> u128 {
        // window * 2^128 / sum, with one less on top, which only rounds further down.
        let whole = wide::mul_div_down(u128::MAX, self.window.into(), self.seconds_per_liquidity);
        if self.seconds_per_liquidity == 0 {
            u128::MAX
        } else {
            whole
        }
    }

    /// How far a tick lies from the mean tick of the window.
    #[must_use]
    pub fn distance(&self, tick: i32) -> u32 {
        let window = i64::from(self.window.max(1));
        let mean = self.ticks.checked_div_euclid(window).unwrap_or(0);
        let distance = i64::from(tick).abs_diff(mean);
        u32::try_from(distance).unwrap_or(u32::MAX)
    }

    /// A depth held down to what the pool had over the window, rounded down.
    #[must_use]
    pub fn held_down(&self, paid: u128, liquidity_now: u128) -> u128 {
        let mean = self.mean_liquidity();
        if liquidity_now <= mean {
            return paid;
        }
        wide::mul_div_down(paid, mean, liquidity_now)
    }
}
