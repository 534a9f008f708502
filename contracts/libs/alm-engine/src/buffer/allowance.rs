//! How much may flow into a strategy: a day's limit that refills evenly, so that over any time the flow is at most the
//! limit and the limit per day.

use crate::{money::Amount, units::DAY};

/// What of a limit is used up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Used {
    /// At `at`.
    pub amount: Amount,
    /// Seconds since 1970.
    pub at: u64,
}

impl Used {
    /// What is still used up of a limit per day, rounded up.
    #[must_use]
    pub fn remaining(&self, limit: Amount, now: u64) -> Amount {
        let seconds = now.saturating_sub(self.at);
        self.amount
            .less(limit.part_down(seconds.into(), DAY.into()))
    }

    /// What may flow now.
    #[must_use]
    pub fn left(&self, limit: Amount, now: u64) -> Amount {
        limit.less(self.remaining(limit, now))
    }

    /// Notes a flow of at most what is left.
    pub fn flow(&mut self, amount: Amount, limit: Amount, now: u64) {
        let used = self
            .remaining(limit, now)
            .raw()
            .saturating_add(amount.raw());
        *self = Self {
            amount: Amount::new(used).min(Amount::MAX),
            at: now.max(self.at),
        };
    }
}
