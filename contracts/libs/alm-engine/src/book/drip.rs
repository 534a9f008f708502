//! The drip: one-off gains that reach floating depositors over a week instead of at once, so that nobody enters for
//! them and leaves.

use crate::{money::Amount, refusal::Refusal, week::WEEK};

/// How long a gain takes to be released, in seconds.
pub const RELEASE: u64 = WEEK;

/// Gains not yet released: linear from an instant until another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Drip {
    /// What was left at `from`.
    pub amount: Amount,
    /// When this line began, seconds since 1970.
    pub from: u64,
    /// When nothing is left; never more than [`RELEASE`] after `from`.
    pub until: u64,
}

impl Drip {
    /// What is still to be released at an instant, rounded up.
    #[must_use]
    #[inline(never)]
    pub fn remaining(&self, now: u64) -> Amount {
        let left = self.until.saturating_sub(now.max(self.from));
        let whole = self.until.saturating_sub(self.from);
        self.amount.part_up(left.into(), whole.max(1).into())
    }

    /// Adds a gain. What remained grows by exactly the gain.
    ///
    /// The new end is the mean of the old one and a week from now, each weighed by its amount. So a stream of tiny gains
    /// cannot put off the release of a large one, and two gains are at first released no faster together than apart
    /// (Cauchy's inequality).
    ///
    /// # Rounding
    /// The end is rounded down to a second, never before the old one: rounded up, a gain of one unit each second would
    /// stop the release.
    ///
    /// # Errors
    /// [`crate::refusal::Cause::AmountTooLarge`].
    pub fn add(&mut self, gain: Amount, now: u64) -> Result<(), Refusal> {
        let old = self.remaining(now);
        let amount = old.plus(gain)?;
        let left = self.until.saturating_sub(now).min(RELEASE);
        // RELEASE - (RELEASE - left) old / amount is the weighted mean of both times.
        let sooner = RELEASE.saturating_sub(left);
        let sooner = Amount::new(sooner.into()).part_up(old.raw(), amount.raw());
        let sooner = u64::try_from(sooner.raw()).unwrap_or(0);
        let wait = RELEASE.saturating_sub(sooner);
        *self = Self::line(amount, now, now.saturating_add(wait));
        Ok(())
    }

    /// Takes at most `wanted` out of what remains, and returns what it took.
    pub fn take(&mut self, wanted: Amount, now: u64) -> Amount {
        let old = self.remaining(now);
        let taken = old.min(wanted);
        if !taken.is_zero() {
            *self = Self::line(old.less(taken), now, self.until);
        }
        taken
    }

    fn line(amount: Amount, from: u64, until: u64) -> Self {
        if amount.is_zero() {
            return Self::default();
        }
        Self {
            amount,
            from,
            until,
        }
    }
}
