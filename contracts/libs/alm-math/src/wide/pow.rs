//! Powers as exponentials of logarithms.

use super::{
    exp::exp_fixed,
    fixed::{Fixed, ONE, WAD, Wide},
    ln::ln_wad,
};
use crate::MathError;
use alloy_primitives::U256;

/// `x^y` for x not 0 or 1 and y not 0, wads, correctly rounded.
///
/// The product y ln x is below 2^8 in range, so y < 2^8 / 1e-18 < 2^68 and an error of 2^-374 in the logarithm stays
/// below 2^-306 in the exponent: 50 bits under half an ulp of a 256-bit result.
pub(crate) fn pow(x: U256, negative: bool, y: U256) -> Result<U256, MathError> {
    let (below_one, logarithm) = ln_wad(x);
    let product: Wide = logarithm.widening_mul(Fixed::from(y));
    let exponent = product.checked_div(Wide::from(WAD)).unwrap_or_default();
    let negative = negative != below_one;
    if exponent >= Wide::from(ONE) << 8 {
        return if negative {
            Ok(U256::ZERO)
        } else {
            Err(MathError::Overflow)
        };
    }
    exp_fixed(negative, exponent.wrapping_to::<Fixed>())
}
