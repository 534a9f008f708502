//! The unsigned 18-decimal number.

use super::unsigned::{scaled_arithmetic, unsigned_unit};
use crate::{MathError, SignedWad};
use alloy_primitives::{I256, U256};

/// One, at scale 1e18.
pub const WAD_ONE: U256 = U256::from_limbs([1_000_000_000_000_000_000, 0, 0, 0]);

/// An unsigned number with 18 decimals: prices, ratios, volatilities. One step (ulp) is 1e-18.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Wad(U256);

unsigned_unit!(Wad, 18);
scaled_arithmetic!(Wad, WAD_ONE);

impl Wad {
    /// Takes a raw 128-bit integer at scale 1e18, as the lean functions give and take.
    #[must_use]
    pub const fn from_u128(raw: u128) -> Self {
        Self(U256::from_limbs([raw as u64, (raw >> 64) as u64, 0, 0]))
    }

    /// The raw integer if it fits in 128 bits.
    #[must_use]
    pub fn to_u128(self) -> Option<u128> {
        u128::try_from(self.0).ok()
    }

    /// The same number with a sign.
    ///
    /// # Errors
    /// [`MathError::Overflow`] from 2^255 raw.
    pub fn to_signed(self) -> Result<SignedWad, MathError> {
        I256::try_from(self.0)
            .map(SignedWad::from_raw)
            .map_err(|_| MathError::Overflow)
    }
}
