//! The maturity grid: whole weeks since 1970-01-01 00:00 UTC, so every grid date is a Thursday, midnight UTC.

use crate::refusal::{Cause, Refusal};

/// Length of a week in seconds.
pub const WEEK: u64 = 604_800;
/// The furthest open maturity, in grid dates ahead of now.
pub const LONGEST: u16 = 104;

/// A grid date, as its number of weeks since 1970. Reaches the year 3226.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Week(u16);

impl Week {
    /// The grid date with this number.
    #[must_use]
    pub const fn new(index: u16) -> Self {
        Self(index)
    }

    /// Its number.
    #[must_use]
    pub const fn index(self) -> u16 {
        self.0
    }

    /// The last grid date at or before an instant; saturates at the last that exists.
    #[must_use]
    pub fn at_or_before(now: u64) -> Self {
        Self(u16::try_from(now / WEEK).unwrap_or(u16::MAX))
    }

    /// The instant of this grid date, seconds since 1970.
    #[must_use]
    pub fn instant(self) -> u64 {
        u64::from(self.0).saturating_mul(WEEK)
    }

    /// The grid date this many weeks later; saturates at the last that exists.
    #[must_use]
    pub fn later(self, weeks: u16) -> Self {
        Self(self.0.saturating_add(weeks))
    }

    /// The grid date of an open maturity: on the grid, after now, at most [`LONGEST`] dates ahead.
    ///
    /// # Errors
    /// [`Cause::MaturityOffGrid`], [`Cause::MaturityPassed`] or [`Cause::MaturityTooFar`], with the maturity and the
    /// nearest one that would do.
    pub fn open(maturity: u64, now: u64) -> Result<Self, Refusal> {
        let week = Self::at_or_before(maturity);
        let today = Self::at_or_before(now);
        let last = today.later(LONGEST);
        if week > last {
            return Err(Refusal::new(
                Cause::MaturityTooFar,
                maturity,
                last.instant(),
            ));
        }
        if week.instant() != maturity {
            let next = week.later(1).instant();
            return Err(Refusal::new(Cause::MaturityOffGrid, maturity, next));
        }
        if week <= today {
            let first = today.later(1).instant();
            return Err(Refusal::new(Cause::MaturityPassed, maturity, first));
        }
        Ok(week)
    }
}
