//! Instants and spans of time in whole seconds.

use crate::MathError;
use core::fmt;

/// Seconds in a year of 365 days: 365 * 24 * 3600. Rates and volatilities are quoted on this year everywhere.
pub const SECONDS_PER_YEAR: u64 = 31_536_000;

/// A span of time in seconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Seconds(u64);

/// An instant: seconds since 1970-01-01 00:00 UTC, as a block header carries it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(u64);

impl Seconds {
    /// No time.
    pub const ZERO: Self = Self(0);
    /// A year of 365 days.
    pub const YEAR: Self = Self(SECONDS_PER_YEAR);
    /// A day.
    pub const DAY: Self = Self(86_400);
    /// An hour.
    pub const HOUR: Self = Self(3_600);

    /// Takes a number of seconds.
    #[must_use]
    pub const fn from_raw(raw: u64) -> Self {
        Self(raw)
    }

    /// The number of seconds.
    #[must_use]
    pub const fn raw(self) -> u64 {
        self.0
    }

    /// The exact sum.
    ///
    /// # Errors
    /// [`MathError::Overflow`] above 2^64 - 1 seconds.
    pub fn checked_add(self, other: Self) -> Result<Self, MathError> {
        self.0
            .checked_add(other.0)
            .map(Self)
            .ok_or(MathError::Overflow)
    }

    /// The exact difference.
    ///
    /// # Errors
    /// [`MathError::Underflow`] below zero.
    pub fn checked_sub(self, other: Self) -> Result<Self, MathError> {
        self.0
            .checked_sub(other.0)
            .map(Self)
            .ok_or(MathError::Underflow)
    }
}

impl Timestamp {
    /// Takes the seconds since 1970.
    #[must_use]
    pub const fn from_raw(raw: u64) -> Self {
        Self(raw)
    }

    /// The seconds since 1970.
    #[must_use]
    pub const fn raw(self) -> u64 {
        self.0
    }

    /// The instant this much later.
    ///
    /// # Errors
    /// [`MathError::Overflow`] above 2^64 - 1 seconds.
    pub fn checked_add(self, span: Seconds) -> Result<Self, MathError> {
        self.0
            .checked_add(span.0)
            .map(Self)
            .ok_or(MathError::Overflow)
    }

    /// The time since an earlier instant.
    ///
    /// # Errors
    /// [`MathError::Underflow`] if `earlier` is in fact later.
    pub fn since(self, earlier: Self) -> Result<Seconds, MathError> {
        self.0
            .checked_sub(earlier.0)
            .map(Seconds)
            .ok_or(MathError::Underflow)
    }
}

impl fmt::Display for Seconds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} s", self.0)
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}
