//! Powers.

use crate::{Function, MathError, SignedWad, Wad, wide};

/// `x^y`, correctly rounded; a result that lies exactly between two steps (0.5^19) rounds up. `0^0 = 1`.
///
/// # Errors
/// [`MathError::Domain`] for x = 0 with y < 0; [`MathError::Overflow`] where the result needs more than 256 bits.
pub fn pow(x: Wad, y: SignedWad) -> Result<Wad, MathError> {
    if y == SignedWad::ZERO || x == Wad::ONE {
        return Ok(Wad::ONE);
    }
    if x.is_zero() {
        return if y.is_negative() {
            Err(MathError::Domain {
                function: Function::Pow,
            })
        } else {
            Ok(Wad::ZERO)
        };
    }
    wide::pow(x.raw(), y.is_negative(), y.magnitude().raw()).map(Wad::from_raw)
}
