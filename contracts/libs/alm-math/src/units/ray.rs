//! The unsigned 27-decimal number.

use super::unsigned::{scaled_arithmetic, unsigned_unit};
use crate::{MathError, Wad, mul_div_down, mul_div_up};
use alloy_primitives::U256;

/// One, at scale 1e27.
pub const RAY_ONE: U256 = U256::from_limbs([0x9fd0_803c_e800_0000, 0x033b_2e3c, 0, 0]);

/// Rays in one step of a wad.
const RAY_PER_WAD: U256 = U256::from_limbs([1_000_000_000, 0, 0, 0]);

/// An unsigned number with 27 decimals: interest indices and rates per second. One step is 1e-27.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ray(U256);

unsigned_unit!(Ray, 27);
scaled_arithmetic!(Ray, RAY_ONE);

impl Ray {
    /// The same number with nine more decimals, exactly.
    ///
    /// # Errors
    /// [`MathError::Overflow`] if it does not fit.
    pub fn from_wad(wad: Wad) -> Result<Self, MathError> {
        wad.raw()
            .checked_mul(RAY_PER_WAD)
            .map(Self)
            .ok_or(MathError::Overflow)
    }

    /// The number with nine decimals fewer, rounded down.
    ///
    /// # Errors
    /// None can occur: the divisor is a constant and the result smaller than the input.
    pub fn to_wad_down(self) -> Result<Wad, MathError> {
        mul_div_down(self.0, U256::ONE, RAY_PER_WAD).map(Wad::from_raw)
    }

    /// The number with nine decimals fewer, rounded up.
    ///
    /// # Errors
    /// None can occur: the divisor is a constant and the result smaller than the input.
    pub fn to_wad_up(self) -> Result<Wad, MathError> {
        mul_div_up(self.0, U256::ONE, RAY_PER_WAD).map(Wad::from_raw)
    }
}
