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

/// The curves that customers deal on, and the half-spread around them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Quotes {
    /// The curves without spread.
    mid: Curves,
    /// What the lower curve is lowered by where the pool's claims are sold, and the higher one raised by where its loans
    /// are bought. By the year, 1e-18.
    half_spread: i64,
}

/// Which factors are wanted, a bit each: a deal needs one or two, and each costs an exponential.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wanted(pub u8);

impl Wanted {
    /// [`Factors::deposit`]: for a new claim.
    pub const DEPOSIT: Self = Self(1);
    /// [`Factors::loan`]: for a new debt.
    pub const LOAN: Self = Self(2);
    /// [`Factors::low`].
    pub const LOW: Self = Self(4);
    /// [`Factors::high`]: for a prepayment.
    pub const HIGH: Self = Self(8);
    /// Value and spread: for an early exit.
    pub const EXIT: Self = Self(Self::LOW.0 | Self::LOAN.0);
    /// All four.
    pub const ALL: Self = Self(15);

    /// Whether one that lies on the lower curve is wanted.
    #[must_use]
    pub const fn on_lower(self) -> bool {
        self.has(Self::DEPOSIT) || self.has(Self::HIGH)
    }

    /// Whether one that lies on the higher curve is wanted.
    #[must_use]
    pub const fn on_higher(self) -> bool {
        self.has(Self::LOAN) || self.has(Self::LOW)
    }

    const fn has(self, factor: Self) -> bool {
        self.0 & factor.0 != 0
    }
}

/// What one unit of face is worth in dealings with a customer, wad, at most one. The prices of [`Quotes`] are a face times
/// one of these.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Factors {
    /// A depositor pays this for it: on the lower curve less the half-spread, rounded up.
    pub deposit: u128,
    /// A borrower gets this for owing it: on the higher curve plus the half-spread, rounded down.
    pub loan: u128,
    /// Its value on the higher curve, rounded up: an early exit pays no more.
    pub low: u128,
    /// Its value on the lower curve, rounded up: a prepayment costs no less.
    pub high: u128,
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
        let half_spread = i64::try_from(half_spread.raw()).unwrap_or(i64::MAX);
        Self { mid, half_spread }
    }

    /// What one unit of face due in so many seconds is worth. What is not wanted is zero, and its curve need not be there.
    #[must_use]
    pub fn factors(&self, seconds: u64, wanted: Wanted) -> Factors {
        let some = |factor, at: fn(&Self, u64) -> u128| {
            if wanted.has(factor) {
                at(self, seconds)
            } else {
                0
            }
        };
        Factors {
            deposit: some(Wanted::DEPOSIT, Self::sold_at),
            loan: some(Wanted::LOAN, Self::bought_at),
            low: some(Wanted::LOW, Self::low_at),
            high: some(Wanted::HIGH, Self::high_at),
        }
    }

    /// What a depositor pays for a claim on `face` in so many seconds: rounded up, at most the face.
    #[must_use]
    pub fn deposit(&self, face: Amount, seconds: u64) -> Amount {
        face.part_up(self.sold_at(seconds), WAD)
    }

    /// What a borrower gets for a debt of `face` in so many seconds: rounded down, at most the face.
    #[must_use]
    pub fn loan(&self, face: Amount, seconds: u64) -> Amount {
        face.part_down(self.bought_at(seconds), WAD)
    }

    /// What a depositor gets who gives a claim on `face` back early: the lower of its amortised cost and its value on
    /// the higher curve, less the spread, that is, what the half-spread is worth until maturity. Rounded down.
    #[must_use]
    pub fn early_exit(&self, face: Amount, cost: Amount, seconds: u64) -> Amount {
        let value = face.part_up(self.low_at(seconds), WAD);
        let spread = value.less(self.loan(face, seconds));
        cost.min(value).less(spread)
    }

    /// What a debt of `face` costs before maturity, by prepayment or in liquidation: the higher of its amortised cost
    /// and its value on the lower curve, rounded up, at most the face.
    #[must_use]
    pub fn repayment(&self, face: Amount, cost: Amount, seconds: u64) -> Amount {
        face.part_up(self.high_at(seconds), WAD).max(cost).min(face)
    }

    fn sold_at(&self, seconds: u64) -> u128 {
        let lowered = self.half_spread.saturating_neg();
        factor(&self.mid.low, lowered, seconds, true)
    }

    fn bought_at(&self, seconds: u64) -> u128 {
        factor(&self.mid.high, self.half_spread, seconds, false)
    }

    fn low_at(&self, seconds: u64) -> u128 {
        factor(&self.mid.high, 0, seconds, true)
    }

    fn high_at(&self, seconds: u64) -> u128 {
        factor(&self.mid.low, 0, seconds, true)
    }
}

/// What a debt of `face` costs before maturity if there may be no quote: the face then, which needs no rate.
#[must_use]
pub fn repayment(quotes: Option<&Quotes>, face: Amount, cost: Amount, seconds: u64) -> Amount {
    quotes.map_or(face, |quotes| quotes.repayment(face, cost, seconds))
}

/// The discount factor on a curve moved by a yield, no rate below zero: so it is at most one.
#[inline(never)]
fn factor(nodes: &[Node; NODES], by: i64, seconds: u64, up: bool) -> u128 {
    let mut nodes = *nodes;
    for node in &mut nodes {
        node.rate = node.rate.saturating_add(by).max(0);
    }
    Curve(&nodes).discount(seconds, up).min(WAD)
}
