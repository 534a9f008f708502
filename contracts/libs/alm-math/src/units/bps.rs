//! Basis points, for what governance types in.

use crate::{MathError, Wad};
use core::fmt;

/// One (100 %) in basis points.
pub const BPS_ONE: u16 = 10_000;

/// Wad steps in one basis point: 1e18 / 1e4.
const WAD_PER_BPS: u128 = 100_000_000_000_000;

/// A ratio between 0 and 1 in steps of 1e-4. For governance input only; calculations use [`Wad`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Bps(u16);

impl Bps {
    /// Nothing.
    pub const ZERO: Self = Self(0);
    /// 100 %.
    pub const ONE: Self = Self(BPS_ONE);

    /// Takes a number of basis points.
    ///
    /// # Errors
    /// [`MathError::Overflow`] above 10,000.
    pub const fn new(raw: u16) -> Result<Self, MathError> {
        if raw > BPS_ONE {
            return Err(MathError::Overflow);
        }
        Ok(Self(raw))
    }

    /// The number of basis points.
    #[must_use]
    pub const fn raw(self) -> u16 {
        self.0
    }

    /// The same ratio at scale 1e18, exactly.
    #[must_use]
    pub const fn to_wad(self) -> Wad {
        // 10,000 * 1e14 = 1e18 fits in 128 bits.
        Wad::from_u128((self.0 as u128).wrapping_mul(WAD_PER_BPS))
    }

    /// The exact sum.
    ///
    /// # Errors
    /// [`MathError::Overflow`] above 10,000.
    pub fn checked_add(self, other: Self) -> Result<Self, MathError> {
        Self::new(self.0.saturating_add(other.0))
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

impl fmt::Display for Bps {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} bp", self.0)
    }
}
