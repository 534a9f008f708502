//! The exponential of a large argument.

use super::fixed::{BITS, Fixed, LN2, ONE, WAD, from_wad, round_shift, series};
use crate::{MathError, mul_div::narrow};
use alloy_primitives::U256;

/// 136 as a wad; from ln(2^256 / 1e18) = 135.9992 on, `e^x` needs more than 256 bits as a wad.
const TOO_LARGE: U256 = U256::from_limbs([0x5f61_0f70_ed20_0000, 0x7, 0, 0]);

/// An error bound of the numbers below as a wad times 2^384: relative 2^-309 of at most 2^445. It is added before
/// rounding, so that a power that lies exactly between two steps is not rounded by the sign of its error.
const SLACK: usize = 140;

/// `e^x` for a positive wad, as a wad, correctly rounded.
pub(crate) fn exp(x: U256) -> Result<U256, MathError> {
    if x >= TOO_LARGE {
        return Err(MathError::Overflow);
    }
    exp_fixed(false, from_wad(x))
}

/// `e^x` or `e^-x` as a wad, for x < 2^8.
pub(super) fn exp_fixed(negative: bool, x: Fixed) -> Result<U256, MathError> {
    // 0 <= rest < ln 2, so the sum is in [1, 2); doublings < 2^9.
    let (whole, rest) = x.div_rem(LN2);
    let whole = whole.wrapping_to::<usize>();
    let (shift, rest) = if negative {
        (BITS + whole + 1, LN2 - rest)
    } else {
        // A result that fits has at most 196 doublings.
        let shift = BITS.checked_sub(whole).filter(|shift| *shift > 187);
        (shift.ok_or(MathError::Overflow)?, rest)
    };
    let power = series(ONE, rest, 1, 1, true);
    // 385 + 60 bits.
    let scaled = power * WAD + (Fixed::ONE << SLACK);
    narrow(round_shift(scaled, shift))
}
