//! Prices for new risk: the worst of the price now and the last two noted, half an hour apart at least.
//!
//! A price that is wrong for a moment helps no borrower: to count, it has to be noted, and noted again half an hour later.

/// Shortest time between two notes, seconds.
pub const NOTE_DELAY: u64 = 1_800;

/// The prices noted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Noted {
    /// The last one; zero for none.
    pub last: u128,
    /// The one before; zero for none.
    pub previous: u128,
    /// When the last one was noted, not later than that.
    pub at: u64,
}

impl Noted {
    /// Notes a price, unless the last was noted too short a time ago. Tells whether it did.
    ///
    /// `at` may be told up to `slack` seconds too early.
    pub fn note(&mut self, price: u128, now: u64, slack: u64) -> bool {
        let next = self.at.saturating_add(NOTE_DELAY).saturating_add(slack);
        if self.last != 0 && now < next {
            return false;
        }
        *self = Self {
            last: price,
            previous: self.last,
            at: now,
        };
        true
    }

    /// Whether two prices have been noted: before, nothing is lent.
    #[must_use]
    pub const fn is_complete(&self) -> bool {
        self.previous != 0
    }

    /// What collateral counts for at most, given the price now. What is noted may have been rounded up by one part in
    /// `2^precision`.
    #[must_use]
    pub fn low(&self, spot: u128, precision: u32) -> u128 {
        let noted = self.last.min(self.previous);
        let gained = noted >> (precision & 127);
        spot.min(noted.saturating_sub(gained))
    }

    /// What debt counts for at least, given the price now.
    #[must_use]
    pub fn high(&self, spot: u128) -> u128 {
        spot.max(self.last).max(self.previous)
    }
}
