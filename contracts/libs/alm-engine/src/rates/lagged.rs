//! The lagged floating rate: what fixed positions are quoted from.
//!
//! Two tracks follow the floating rate by the time it held, so a rate that has held for no time has no weight. Each is
//! quick in the direction that is cautious for its side and slow in the other: whoever moves the rate for an hour
//! moves the quotes against himself, and has to hold it for a day to move them his way.

use crate::{
    rates::rate::Rate,
    units::{DAY, WAD},
    volatility::ewma::weight,
    wide,
};

/// Time constant towards the cautious side: one hour.
pub const TAU_CAUTIOUS: u64 = 3_600;
/// Time constant towards the other side: one day.
pub const TAU_GENEROUS: u64 = DAY;

/// The two tracks of a floating rate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lagged {
    /// For what the pool owes: falls quickly, rises slowly; never above `high`.
    pub low: Rate,
    /// For what the pool lends: rises quickly, falls slowly.
    pub high: Rate,
}

impl Lagged {
    /// Both tracks at one rate.
    #[must_use]
    pub const fn settled(rate: Rate) -> Self {
        Self {
            low: rate,
            high: rate,
        }
    }

    /// The tracks after a rate has held for some seconds. Two steps at one rate lead where one does, but for
    /// rounding; no time changes nothing.
    ///
    /// # Rounding
    /// The low track down, the high track up, by less than 1e-18 beside the rounding of the weights.
    #[must_use]
    pub fn after(self, held: Rate, seconds: u64) -> Self {
        let slow = weight(seconds, TAU_GENEROUS);
        // Towards a rate between them both are slow.
        let quick = if held < self.low || held > self.high {
            weight(seconds, TAU_CAUTIOUS)
        } else {
            slow
        };
        Self {
            low: track(self.low, held, slow, quick, false),
            high: track(self.high, held, quick, slow, true),
        }
    }
}

/// One track towards a rate, with the weight of its past for either direction.
fn track(past: Rate, held: Rate, rising: u128, falling: u128, up: bool) -> Rate {
    let (lower, gap, share) = if held > past {
        let gap = held.wad().saturating_sub(past.wad());
        (past, gap, WAD.saturating_sub(rising))
    } else {
        (held, past.wad().saturating_sub(held.wad()), falling)
    };
    let part = if up {
        wide::mul_div_up(gap, share, WAD)
    } else {
        wide::mul_div_down(gap, share, WAD)
    };
    Rate::saturated(lower.wad().saturating_add(part))
}
