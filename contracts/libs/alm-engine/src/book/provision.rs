//! Overdue fixed assets: what must be provisioned as they age, and what a late payment brings.

use crate::{money::Amount, refusal::Refusal, units::WAD, week::WEEK};

use super::income::MILLION;

/// The schedule: weeks overdue, and the part of the face that must be provisioned from then on, in parts per million.
pub const SCHEDULE: [(u64, u32); 4] = [(0, 0), (2, 250_000), (4, 500_000), (8, MILLION)];

/// A fixed asset past its maturity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Overdue {
    /// What is owed, without penalty.
    pub face: Amount,
    /// What of it has been provisioned, that is, recorded as lost; at most the face.
    pub provisioned: Amount,
    /// Its maturity, seconds since 1970.
    pub since: u64,
}

impl Overdue {
    /// What the book counts on.
    #[must_use]
    pub fn book_value(&self) -> Amount {
        self.face.less(self.provisioned)
    }

    /// What the schedule demands at an instant, rounded up.
    #[must_use]
    pub fn required(&self, now: u64) -> Amount {
        let weeks = now.saturating_sub(self.since) / WEEK;
        let mut part = 0;
        for (from, then) in SCHEDULE {
            if weeks >= from {
                part = then;
            }
        }
        self.face.part_up(part.into(), MILLION.into())
    }

    /// Provisions at least `required` of the face, or the whole of it; never takes a provision back. Returns what is
    /// newly provisioned: the fall of [`Overdue::book_value`], a loss to be borne.
    pub fn provision(&mut self, required: Amount) -> Amount {
        let before = self.provisioned;
        self.provisioned = before.max(required.min(self.face));
        self.provisioned.less(before)
    }

    /// The penalty on a part of the face until an instant: simple interest at a rate per second (1e-18), rounded up.
    /// Not income until it is paid.
    #[must_use]
    pub fn penalty(&self, face: Amount, rate: u64, now: u64) -> Amount {
        let age = u128::from(now.saturating_sub(self.since));
        face.part_up(age.saturating_mul(rate.into()), WAD)
    }

    /// Takes a payment on the face. It settles the book value first, by the cost recovery method: the provision shrinks only
    /// when it exceeds the face left. Returns what it shrank by: a gain.
    ///
    /// # Errors
    /// [`crate::refusal::Cause::AmountTooSmall`] if less is owed.
    pub fn pay(&mut self, face: Amount) -> Result<Amount, Refusal> {
        self.face = self.face.minus(face)?;
        let before = self.provisioned;
        self.provisioned = before.min(self.face);
        Ok(before.less(self.provisioned))
    }
}
