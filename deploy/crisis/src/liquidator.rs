//! How much of an offered liquidation a liquidator takes: up to the last unit that pays on the market, and nothing at all if
//! that is not worth his while. He carries no inventory: what he takes he sells at once.
//!
//! Of several offers he takes the one with the widest margin first: what he runs out of is the market's depth, the next unit
//! sold costs the same whoever it was taken from, so a unit of depth earns most where most is given for what is paid.

use std::cmp::Reverse;

use crate::market::Market;

/// What a liquidation would exchange, in quote units at the feed's prices.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Offer {
    /// What he pays.
    pub paid: f64,
    /// What he gets.
    pub seized: f64,
}

impl Offer {
    /// What a unit of depth earns by it, before what the market takes: `1 - paid / seized`, in basis points.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a few hundred basis points, to the nearest"
    )]
    fn margin(&self) -> i64 {
        ((1.0 - self.paid / self.seized.max(f64::MIN_POSITIVE)) * 1e4).round() as i64
    }
}

/// Puts offers into the order in which they are taken: the widest margin first, to a basis point; of equal ones the largest,
/// since every liquidation costs the same.
pub fn rank<T>(offers: &mut [(Offer, T)]) {
    offers.sort_by(|(one, _), (other, _)| {
        let by_margin = Reverse(one.margin()).cmp(&Reverse(other.margin()));
        by_margin.then(other.seized.total_cmp(&one.seized))
    });
}

/// What he decides.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Taking {
    /// The part of the offer he takes.
    pub part: f64,
    /// What he earns by it.
    pub profit: f64,
}

/// The part of an offer that pays, if it earns at least `least`.
#[must_use]
pub fn take(market: &Market, offer: Offer, least: f64) -> Taking {
    if offer.seized <= 0.0 || offer.paid <= 0.0 {
        return Taking::default();
    }
    let cost = offer.paid / offer.seized;
    let sold = market.most_at(cost).min(offer.seized);
    let profit = market.proceeds(sold) - cost * sold;
    if sold <= 0.0 || profit < least {
        return Taking::default();
    }
    Taking {
        part: sold / offer.seized,
        profit,
    }
}

/// When an account may first be liquidated: liquidators need the market's latency from the move that made it liquidatable.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Reaction {
    since: Option<u64>,
}

impl Reaction {
    /// Whether they have reached the account at `now`, which is or is not liquidatable now.
    pub fn has_reached(&mut self, is_unhealthy: bool, now: u64, latency: u64) -> bool {
        if !is_unhealthy {
            self.since = None;
            return false;
        }
        let since = *self.since.get_or_insert(now);
        now >= since + latency
    }
}
