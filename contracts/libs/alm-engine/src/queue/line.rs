//! The order of generations, and how many shares wait in all.

use crate::{
    book::shares::Shares,
    refusal::{Cause, Refusal},
    units::DAY,
};

/// The generations of a queue. They are numbered without gaps, so the next to fill is found without a search.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// The generation being filled; above `tail` when none waits.
    pub head: u32,
    /// The newest generation; zero before the first.
    pub tail: u32,
    /// The day the newest generation was opened on, as days since 1970.
    pub tail_day: u32,
    /// Shares that wait, in all generations.
    pub queued: Shares,
}

/// The number of a day since 1970.
#[must_use]
pub fn day_of(now: u64) -> u32 {
    u32::try_from(now / DAY).unwrap_or(u32::MAX)
}

/// The start of a day, seconds since 1970.
#[must_use]
pub fn start_of(day: u32) -> u64 {
    u64::from(day).saturating_mul(DAY)
}

impl Line {
    /// The generation that a request made now belongs to: the newest if it was opened today, else a new one.
    ///
    /// # Errors
    /// [`Cause::OutOfBounds`] when no number is left.
    pub fn join(&mut self, shares: Shares, now: u64) -> Result<u32, Refusal> {
        self.queued = self.queued.plus(shares)?;
        let today = day_of(now);
        // A generation that has been filled or emptied lies behind the head and takes no more.
        let open = self.tail_day == today && self.tail >= self.head && self.tail > 0;
        if !open {
            let Some(next) = self.tail.checked_add(1) else {
                let last = u64::from(u32::MAX);
                return Err(Refusal::new(Cause::OutOfBounds, last, last));
            };
            self.tail = next;
            self.tail_day = today;
            self.head = self.head.max(1);
        }
        Ok(self.tail)
    }

    /// Records that shares of any generation were filled, or left the queue.
    ///
    /// # Errors
    /// [`Cause::AmountTooSmall`] if fewer wait.
    pub fn leave(&mut self, shares: Shares) -> Result<(), Refusal> {
        self.queued = self.queued.minus(shares)?;
        Ok(())
    }

    /// Whether a generation waits to be filled.
    #[must_use]
    pub fn waits(&self) -> bool {
        self.head > 0 && self.head <= self.tail
    }

    /// Goes to the next generation once the first has nothing left to fill.
    pub fn advance(&mut self) {
        if self.waits() {
            self.head = self.head.saturating_add(1);
        }
    }
}
