//! One asset of a plan: where its prices come from, its rules, how fast it can be sold.

use ethers::types::Address;
use serde::{Deserialize, Serialize};

use super::{
    error::PlanError,
    settings::{FeedSettings, LiquiditySettings, ParameterSettings},
    units::UnitError,
};
use crate::{
    contracts::risk_engine::abi::{Liquidity, Parameters},
    replay::margin_calls::Liquidation,
};

/// One asset.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AssetPlan {
    /// Name, for people.
    pub name: String,
    /// The asset.
    pub asset: Address,
    /// Its price feed.
    pub feed: Address,
    /// How it is sampled.
    #[serde(default)]
    pub sampling: FeedSettings,
    /// Its rules.
    #[serde(default)]
    pub parameters: ParameterSettings,
    /// How fast it can be sold.
    #[serde(default)]
    pub liquidity: LiquiditySettings,
}

/// An asset's settings, some or all of them left to whoever asks less precisely.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct AssetSettings {
    /// How it is sampled.
    pub sampling: Option<FeedSettings>,
    /// Its rules.
    pub parameters: Option<ParameterSettings>,
    /// How fast it can be sold.
    pub liquidity: Option<LiquiditySettings>,
}

/// An asset's settings in the units of `risk-engine`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssetTerms {
    /// Length of a sampling slot, seconds.
    pub interval: u32,
    /// Annual volatility to start from, basis points.
    pub first_sigma: u32,
    /// Its rules.
    pub parameters: Parameters,
    /// The report of its liquidity.
    pub liquidity: Liquidity,
}

impl AssetSettings {
    /// These, and where they say nothing, those.
    #[must_use]
    pub fn or(&self, those: &Self) -> Self {
        let (this, those) = (self.clone(), those.clone());
        Self {
            sampling: this.sampling.or(those.sampling),
            parameters: this.parameters.or(those.parameters),
            liquidity: this.liquidity.or(those.liquidity),
        }
    }
}

impl AssetPlan {
    /// An asset with these settings, and the defaults where they say nothing.
    #[must_use]
    pub fn new(name: &str, asset: Address, feed: Address, settings: AssetSettings) -> Self {
        Self {
            name: name.into(),
            asset,
            feed,
            sampling: settings.sampling.unwrap_or_default(),
            parameters: settings.parameters.unwrap_or_default(),
            liquidity: settings.liquidity.unwrap_or_default(),
        }
    }

    /// The settings in the contract's units; the liquidity report is usable from `now`.
    ///
    /// # Errors
    /// [`PlanError::Quantity`].
    pub fn terms(&self, now: u64) -> Result<AssetTerms, PlanError> {
        let named = |fault| self.named(fault);
        let (interval, first_sigma) = self.sampling.encode().map_err(named)?;
        Ok(AssetTerms {
            interval,
            first_sigma,
            parameters: self.parameters.encode().map_err(named)?,
            liquidity: self.liquidity.encode(now).map_err(named)?,
        })
    }

    /// The liquidation its liquidity allows.
    ///
    /// # Errors
    /// [`PlanError::Quantity`].
    pub fn liquidation(&self) -> Result<Liquidation, PlanError> {
        self.liquidity
            .liquidation()
            .map_err(|fault| self.named(fault))
    }

    /// Checks what can be checked without a chain.
    ///
    /// # Errors
    /// [`PlanError`].
    pub(super) fn check(&self) -> Result<(), PlanError> {
        if self.asset.is_zero() {
            return Err(PlanError::Zero("asset"));
        }
        if self.feed.is_zero() {
            return Err(PlanError::Zero("feed"));
        }
        self.terms(0).map(drop)
    }

    fn named(&self, (field, error): (&'static str, UnitError)) -> PlanError {
        PlanError::Quantity {
            asset: self.name.clone(),
            field,
            error,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bonus(text: &str) -> AssetSettings {
        let parameters = ParameterSettings {
            bonus: text.into(),
            ..ParameterSettings::default()
        };
        AssetSettings {
            parameters: Some(parameters),
            ..AssetSettings::default()
        }
    }

    #[test]
    fn test_asset_settings_or_prefers_the_nearer() {
        let (near, far) = (bonus("9 %"), bonus("7 %"));
        assert_eq!(near.or(&far), near);
        assert_eq!(AssetSettings::default().or(&far), far);
    }

    #[test]
    fn test_asset_plan_terms_are_the_settings_in_units() {
        let plan = AssetPlan::new("ETH", Address::zero(), Address::zero(), bonus("9 %"));
        let terms = plan.terms(100).unwrap();
        assert_eq!((terms.interval, terms.first_sigma), (3_600, 8_000));
        assert_eq!(terms.parameters.bonus, 900);
        assert_eq!(terms.liquidity.valid_until, 100 + 30 * 86_400);
    }
}
