//! The exponential of a quotient in 512-bit fixed point, by its plain power series: slow, and with no code in common
//! with what is tested.

use alloy_primitives::U512;

/// Fractional bits of every number here; results are right to 2^-160 of themselves for arguments up to 40.
pub(crate) const BITS: usize = 200;

/// A whole number.
pub(crate) fn whole(value: u128) -> U512 {
    U512::from(value) << BITS
}

/// One unit of 1e-18, rounded up.
pub(crate) fn wads(units: u128) -> U512 {
    whole(units) / wide(10u128.pow(18)) + U512::from(1u8)
}

/// A plain wide integer.
pub(crate) fn wide(value: u128) -> U512 {
    U512::from(value)
}

/// `e^(numerator / denominator)` for a quotient of at most 40.
pub(crate) fn exp(numerator: U512, denominator: U512) -> U512 {
    // By an argument below 1 and squarings, so that no term grows.
    let halvings = 6;
    let argument = (numerator << (BITS - halvings)) / denominator;
    let mut sum = whole(1);
    let mut term = whole(1);
    for place in 1u128.. {
        term = ((term * argument) >> BITS) / wide(place);
        if term.is_zero() {
            break;
        }
        sum += term;
    }
    for _ in 0..halvings {
        sum = (sum * sum) >> BITS;
    }
    sum
}

/// `e^-(numerator / denominator)` for a quotient of at most 40.
pub(crate) fn exp_neg(numerator: U512, denominator: U512) -> U512 {
    (whole(1) << BITS) / exp(numerator, denominator)
}

/// What a wad means here, exactly but for 2^-200.
pub(crate) fn of_wad(value: u128) -> U512 {
    whole(value) / wide(10u128.pow(18))
}
