//! Income of a period: what it is, and whose it is.
//!
//! ```text
//! gross = floating interest + change of the carrying value by time
//! ```
//!
//! Positive: a part of it becomes claims (the reserve factor and the buffer's share together), the rest belongs to
//! floating depositors. Negative: the drip covers it, then equity, then it is a recorded loss.

use super::state::{Book, CLAIMS_MAX};
use crate::{
    money::{Amount, Balance},
    rates::index::Index,
    refusal::{Cause, Refusal},
};

/// One, in parts per million.
pub const MILLION: u32 = 1_000_000;

/// The parts of a positive income that floating depositors do not get, in parts per million.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Split {
    reserve: u32,
    buffer: u32,
}

impl Split {
    /// A split: the reserve factor (to equity) and the buffer's share.
    ///
    /// # Errors
    /// [`Cause::OutOfBounds`] if both together are more than the whole.
    pub fn new(reserve: u32, buffer: u32) -> Result<Self, Refusal> {
        let taken = u64::from(reserve).saturating_add(buffer.into());
        if taken > MILLION.into() {
            return Err(Refusal::new(Cause::OutOfBounds, taken, u64::from(MILLION)));
        }
        Ok(Self { reserve, buffer })
    }

    /// What becomes claims, rounded down: the remainder falls to the net value.
    #[must_use]
    pub fn taken(self, gross: Amount) -> Amount {
        gross.part_down(
            self.reserve.saturating_add(self.buffer).into(),
            MILLION.into(),
        )
    }

    /// The buffer's part of what became claims, rounded down: the remainder falls to equity.
    #[must_use]
    pub fn to_buffer(self, taken: Amount) -> Amount {
        let both = self.reserve.saturating_add(self.buffer);
        taken.part_down(self.buffer.into(), both.max(1).into())
    }
}

/// The buffer's share as a function of coverage: a line between two governed points, flat outside.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BufferShare {
    /// Coverage at or below which the buffer earns the high share, parts per million.
    pub thin: u32,
    /// Coverage at or above which it earns the low share, parts per million.
    pub ample: u32,
    /// The share of a thin buffer, parts per million.
    pub high: u32,
    /// The share of an ample one, parts per million; not above `high`.
    pub low: u32,
}

impl BufferShare {
    /// The share at a coverage, parts per million, rounded down.
    #[must_use]
    pub fn at(self, coverage: u32) -> u32 {
        let above = coverage.saturating_sub(self.thin);
        let width = self.ample.saturating_sub(self.thin);
        if above >= width {
            return if coverage > self.thin {
                self.low
            } else {
                self.high
            };
        }
        let fall = u64::from(self.high.saturating_sub(self.low));
        let fallen = fall
            .saturating_mul(above.into())
            .div_ceil(width.max(1).into());
        self.high.saturating_sub(fallen as u32)
    }
}

/// What an accrual posts. The net value moves by [`Legs::income`] less `loss`, exactly.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Legs {
    /// Floating interest and the change of the carrying value by time.
    pub gross: Balance,
    /// What of it became claims.
    pub to_claims: Amount,
    /// What the drip released by time.
    pub released: Amount,
    /// What of a negative gross the drip covered beyond its release.
    pub from_drip: Amount,
    /// What of a negative gross equity covered.
    pub from_equity: Amount,
    /// What of a negative gross nothing covered: a recorded loss of floating depositors.
    pub loss: Amount,
}

impl Legs {
    /// What floating depositors gained; never includes the loss.
    #[must_use]
    pub fn income(&self) -> Amount {
        let kept = self.gross.gain().less(self.to_claims);
        Amount::new(kept.raw().saturating_add(self.released.raw()))
    }
}

impl Book {
    /// Brings the book to `now`, given the debt's index and the carrying value of the same positions at `now`. Weeks
    /// that fell due in between must have been rolled before ([`super::claims::Claims::roll`]).
    ///
    /// Equity lies in a cold slot, so this records what the drip cannot cover as a loss;
    /// [`super::claims::Claims::cover`] lets equity bear it in the same call.
    ///
    /// An index below the present one is ignored, as is a time before the last accrual: neither ever runs back.
    ///
    /// # Rounding
    /// The part that becomes claims is rounded down, and capped by what storage holds: an accrual never fails.
    pub fn accrue(&mut self, now: u64, index: Index, carrying: Balance, split: Split) -> Legs {
        let now = now.max(self.accrued_at);
        let debt = self.debt.owed();
        let unreleased = self.drip.remaining(self.accrued_at);
        self.debt.index = self.debt.index.max(index);
        let interest = self.debt.owed().less(debt).signed();
        let gross = interest.plus(carrying).minus(self.carrying);
        self.carrying = carrying;
        self.accrued_at = now;
        let room = Balance::new(CLAIMS_MAX).minus(self.claims).gain();
        let to_claims = split.taken(gross.gain()).min(room);
        self.claims = self.claims.plus(to_claims.signed());
        let released = unreleased.less(self.drip.remaining(now));
        let shortfall = gross.shortfall();
        let from_drip = self.drip.take(shortfall, now);
        Legs {
            gross,
            to_claims,
            released,
            from_drip,
            from_equity: Amount::ZERO,
            loss: shortfall.less(from_drip),
        }
    }
}
