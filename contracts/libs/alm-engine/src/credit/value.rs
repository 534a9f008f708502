//! What amounts are worth, and what amounts a value is.
//!
//! `decimals` are those of the token and of its feed together, at most 36, so that
//! `value = amount price 10^18 / 10^decimals`.

use crate::wide;

/// Most decimals of a token and its feed together.
pub const DECIMALS_MAX: u8 = 36;
/// Decimals of a value.
const VALUE_DECIMALS: u8 = 18;
/// Most that a collateral counts for: so that sums of all collaterals fit, and never reach a debt that left its range.
pub const COLLATERAL_MAX: u128 = 1 << 120;

/// What an amount owned is worth, rounded down; at most [`COLLATERAL_MAX`].
#[must_use]
#[inline(never)]
pub fn owned_down(amount: u128, price: u128, decimals: u8) -> u128 {
    let (up, down) = scale(decimals);
    wide::mul_div_down(wide::mul(amount, up), price, down).min(COLLATERAL_MAX)
}

/// What an amount owed is worth, rounded up; the largest number where it leaves its range.
#[must_use]
#[inline(never)]
pub fn owed_up(amount: u128, price: u128, decimals: u8) -> u128 {
    let (up, down) = scale(decimals);
    wide::mul_div_up(wide::mul(amount, up), price, down)
}

/// The most units that are worth no more than a value; the largest number where it leaves its range, or the price is zero.
#[must_use]
#[inline(never)]
pub fn units_down(value: u128, price: u128, decimals: u8) -> u128 {
    let (up, down) = scale(decimals);
    wide::mul_div_down(value, down, wide::mul(price, up))
}

/// The fewest units that are worth a value or more; the largest number where it leaves its range, or the price is zero.
#[must_use]
#[inline(never)]
pub fn units_up(value: u128, price: u128, decimals: u8) -> u128 {
    let (up, down) = scale(decimals);
    wide::mul_div_up(value, down, wide::mul(price, up))
}

/// What amount times price is multiplied with and divided by; one of the two is one.
fn scale(decimals: u8) -> (u128, u128) {
    let ten = |power: u8| 10u128.saturating_pow(power.into());
    (
        ten(VALUE_DECIMALS.saturating_sub(decimals)),
        ten(decimals.saturating_sub(VALUE_DECIMALS)),
    )
}
