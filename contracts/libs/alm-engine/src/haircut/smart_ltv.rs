//! SmartLTV, the rule of a peer: `LTV = exp(-c sigma / sqrt(l / d)) - beta`. For comparison in reports.

use alm_math::{MathError, lean};

use crate::units::WAD;

/// Inputs of the rule, wad.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SmartLtv {
    /// Volatility over the period the confidence factor was calibrated for.
    pub sigma: u128,
    /// Liquidation bonus.
    pub bonus: u128,
    /// Liquidity available at a slippage of the bonus.
    pub liquidity: u128,
    /// Most debt the market may carry, same unit.
    pub debt_cap: u128,
}

impl SmartLtv {
    /// The loan-to-value at a confidence factor, rounded down, not below zero.
    ///
    /// # Errors
    /// [`MathError`] for a liquidity or cap of zero, or figures that do not fit.
    pub fn loan_to_value(&self, confidence_factor: u128) -> Result<u128, MathError> {
        let exponent = lean::mul_div_up(
            lean::mul_up(confidence_factor, self.sigma)?,
            WAD,
            self.turnover()?,
        )?;
        Ok(lean::exp_neg(exponent).saturating_sub(self.bonus))
    }

    /// The risk level 1 / c that a loan-to-value stands for.
    ///
    /// # Errors
    /// As [`Self::loan_to_value`], and for a loan-to-value and bonus that sum to one or more.
    pub fn risk_level(&self, loan_to_value: u128) -> Result<u128, MathError> {
        let distance = lean::ln_ratio(WAD, loan_to_value.saturating_add(self.bonus))?;
        let distance = u128::try_from(distance).map_err(|_| MathError::Underflow)?;
        lean::mul_div_up(self.sigma, WAD, lean::mul_down(distance, self.turnover()?)?)
    }

    /// `sqrt(l / d)`, wad.
    fn turnover(&self) -> Result<u128, MathError> {
        Ok(lean::sqrt(lean::div_down(self.liquidity, self.debt_cap)?))
    }
}
