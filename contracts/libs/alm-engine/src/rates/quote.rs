//! Prices of fixed positions on both sides.
//!
//! The pool sells claims at the lower curve and buys debts at the higher one, each moved by the half-spread against the
//! customer. A depositor who leaves early gets the lower of cost and value, less the spread; a borrower who leaves
//! early, or is liquidated, owes the higher of the two, at most the face. No cycle of these pays
//! (INV-PHI-02). If there is no fresh rate, a borrower may still leave at face, and nothing else is quoted.

use crate::{
    money::Amount,
    rates::{
        curve::{Curve, Curves, NODES, Node},
        rate::Rate,
    },
    refusal::{Cause, Refusal},
    units::WAD,
};

/// The curves that customers deal on: the half-spread is in them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Quotes {
    /// The curves without spread.
    mid: Curves,
    /// The lower curve less the half-spread, at least zero: the pool's claims are sold on it.
    sold: [Node; NODES],
    /// The higher curve plus the half-spread: the pool's loans are bought on it.
    bought: [Node; NODES],
}

/// Refuses rates that have not been updated for longer than allowed, in seconds.
///
/// # Errors
/// [`Cause::RateStale`] with the age and the greatest allowed.
pub fn fresh(updated_at: u64, now: u64, greatest: u64) -> Result<(), Refusal> {
    let age = now.saturating_sub(updated_at);
    if age > greatest {
        return Err(Refusal::new(Cause::RateStale, age, greatest));
    }
    Ok(())
}

impl Quotes {
    /// Quotes around two curves, the half-spread being a yield by the year.
    #[must_use]
    pub fn new(mid: Curves, half_spread: Rate) -> Self {
        let moved = i64::try_from(half_spread.raw()).unwrap_or(i64::MAX);
        Self {
            mid,
            sold: shifted(mid.low, moved.saturating_neg()),
            bought: shifted(mid.high, moved),
        }
    }

    /// What a depositor pays for a claim on `face` in so many seconds: rounded up, at most the face.
    #[must_use]
    pub fn deposit(&self, face: Amount, seconds: u64) -> Amount {
        face.part_up(Curve(&self.sold).discount_up(seconds), WAD)
            .min(face)
    }

    /// What a borrower gets for a debt of `face` in so many seconds: rounded down, at most the face.
    #[must_use]
    pub fn loan(&self, face: Amount, seconds: u64) -> Amount {
        face.part_down(Curve(&self.bought).discount_down(seconds), WAD)
            .min(face)
    }

    /// What a depositor gets who gives a claim on `face` back early: the lower of its amortised cost and its value on
    /// the higher curve, less the spread, that is, what the half-spread is worth until maturity. Rounded down.
    #[must_use]
    pub fn early_exit(&self, face: Amount, cost: Amount, seconds: u64) -> Amount {
        let value = face.part_up(self.mid.high().discount_up(seconds), WAD);
        let spread = value.less(self.loan(face, seconds));
        cost.min(value).min(face).less(spread)
    }

    /// What a debt of `face` costs before maturity, by prepayment or in liquidation: the higher of its amortised cost
    /// and its value on the lower curve, rounded up, at most the face.
    #[must_use]
    pub fn repayment(&self, face: Amount, cost: Amount, seconds: u64) -> Amount {
        face.part_up(self.mid.low().discount_up(seconds), WAD)
            .max(cost)
            .min(face)
    }
}

/// What a debt of `face` costs before maturity if there may be no quote: the face then, which needs no rate.
#[must_use]
pub fn repayment(quotes: Option<&Quotes>, face: Amount, cost: Amount, seconds: u64) -> Amount {
    quotes.map_or(face, |quotes| quotes.repayment(face, cost, seconds))
}

/// Nodes moved by a yield, none below zero.
fn shifted(mut nodes: [Node; NODES], by: i64) -> [Node; NODES] {
    for node in &mut nodes {
        node.rate = node.rate.saturating_add(by).max(0);
    }
    nodes
}
