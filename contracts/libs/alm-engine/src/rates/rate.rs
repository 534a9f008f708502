//! Rates by the year and by the second, continuously compounded.

use crate::units::YEAR;

/// A rate by the year of 365 days, continuously compounded, at scale 1e-18. Reaches 18.4, that is 1,840 %.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rate(u64);

/// A rate by the second, continuously compounded, at scale 1e-18.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PerSecond(u64);

impl Rate {
    /// No interest.
    pub const ZERO: Self = Self(0);

    /// The rate of so many 1e-18 by the year.
    #[must_use]
    pub const fn new(wad: u64) -> Self {
        Self(wad)
    }

    /// The same from a wider number; what is above the range becomes its end.
    #[must_use]
    pub fn saturated(wad: u128) -> Self {
        Self(u64::try_from(wad).unwrap_or(u64::MAX))
    }

    /// The number of 1e-18 by the year.
    #[must_use]
    pub const fn raw(self) -> u64 {
        self.0
    }

    /// As a wad.
    #[must_use]
    pub fn wad(self) -> u128 {
        self.0.into()
    }

    /// The rate by the second, rounded up: the borrower pays it.
    #[must_use]
    pub fn per_second_up(self) -> PerSecond {
        PerSecond(self.0.div_ceil(YEAR))
    }
}

impl PerSecond {
    /// No interest.
    pub const ZERO: Self = Self(0);

    /// The rate of so many 1e-18 by the second.
    #[must_use]
    pub const fn new(wad: u64) -> Self {
        Self(wad)
    }

    /// The number of 1e-18 by the second.
    #[must_use]
    pub const fn raw(self) -> u64 {
        self.0
    }

    /// The rate by the year, saturating: exact, but for rates above 1,840 %.
    #[must_use]
    pub const fn per_year(self) -> Rate {
        Rate(self.0.saturating_mul(YEAR))
    }
}
