//! Token amounts. Assets and shares never mix: a conversion names its rounding.

use super::unsigned::{amount_arithmetic, unsigned_unit};
use crate::{MathError, mul_div_down, mul_div_up};
use alloy_primitives::U256;

/// An amount of an underlying token, in its smallest step.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Assets(U256);

/// An amount of vault shares, in their smallest step.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Shares(U256);

unsigned_unit!(Assets, 0);
unsigned_unit!(Shares, 0);
amount_arithmetic!(Assets);
amount_arithmetic!(Shares);

impl Assets {
    /// The shares these assets are worth, `self * shares / assets`, rounded down.
    ///
    /// # Errors
    /// [`MathError::DivisionByZero`] if `assets` is zero; [`MathError::Overflow`] if the result does not fit.
    pub fn to_shares_down(self, shares: Shares, assets: Self) -> Result<Shares, MathError> {
        mul_div_down(self.0, shares.0, assets.0).map(Shares)
    }

    /// The shares these assets are worth, `self * shares / assets`, rounded up.
    ///
    /// # Errors
    /// [`MathError::DivisionByZero`] if `assets` is zero; [`MathError::Overflow`] if the result does not fit.
    pub fn to_shares_up(self, shares: Shares, assets: Self) -> Result<Shares, MathError> {
        mul_div_up(self.0, shares.0, assets.0).map(Shares)
    }
}

impl Shares {
    /// The assets these shares are worth, `self * assets / shares`, rounded down.
    ///
    /// # Errors
    /// [`MathError::DivisionByZero`] if `shares` is zero; [`MathError::Overflow`] if the result does not fit.
    pub fn to_assets_down(self, assets: Assets, shares: Self) -> Result<Assets, MathError> {
        mul_div_down(self.0, assets.0, shares.0).map(Assets)
    }

    /// The assets these shares are worth, `self * assets / shares`, rounded up.
    ///
    /// # Errors
    /// [`MathError::DivisionByZero`] if `shares` is zero; [`MathError::Overflow`] if the result does not fit.
    pub fn to_assets_up(self, assets: Assets, shares: Self) -> Result<Assets, MathError> {
        mul_div_up(self.0, assets.0, shares.0).map(Assets)
    }
}
