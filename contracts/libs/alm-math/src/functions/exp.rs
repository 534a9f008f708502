//! `e^x` and `e^x - 1` over the whole range of the results.

use crate::{MathError, SignedWad, Wad, lean, wide};

/// `e^x`, correctly rounded over the whole range: zero below x = -42.14.
///
/// # Errors
/// [`MathError::Overflow`] where the result needs more than 256 bits, from x = 135.999 (ln(2^256 / 1e18)).
pub fn exp(x: SignedWad) -> Result<Wad, MathError> {
    let narrow = match x.to_i128() {
        Some(narrow) => lean::exp(narrow),
        None if x.is_negative() => Some(0),
        None => None,
    };
    match narrow {
        Some(result) => Ok(Wad::from_u128(result)),
        None => wide::exp(x.magnitude().raw()).map(Wad::from_raw),
    }
}

/// `e^x - 1`, correctly rounded.
///
/// One is a whole number of steps, so taking it from a correctly rounded `e^x` is exact: the result is the step nearest
/// to the true value also for small x, where a difference of rounded numbers would otherwise lose its digits.
///
/// # Errors
/// [`MathError::Overflow`] where the result needs more than 255 bits, from x = 135.3.
pub fn expm1(x: SignedWad) -> Result<SignedWad, MathError> {
    exp(x)?.to_signed()?.checked_sub(SignedWad::ONE)
}
