//! One asset's rules, liquidity report and feed, as people write them and as the contract takes them.

use serde::{Deserialize, Serialize};

use super::units::{UnitError, parse_duration, parse_fraction};
use crate::contracts::risk_engine::abi::{Liquidity, Parameters};
use crate::replay::margin_calls::Liquidation;

const BPS: u32 = 10_000;
const PPM: u32 = 1_000_000;

/// Rules of an asset. The contract bounds every one of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ParameterSettings {
    /// Standard normal quantile of the governed confidence (2.3263 is 99 %).
    pub quantile: String,
    /// What multiplies volatility for fat tails.
    pub tail_multiplier: String,
    /// Lowest annual volatility ever used.
    pub sigma_floor: String,
    /// Liquidation bonus.
    pub bonus: String,
    /// Distance of the opening LTV below the threshold.
    pub margin: String,
    /// Lowest threshold the rules may set.
    pub threshold_floor: String,
    /// Highest threshold the rules may set.
    pub threshold_cap: String,
    /// What the opening LTV decays to while data are stale.
    pub opening_floor: String,
    /// Highest fall of the threshold of existing loans, a day.
    pub tighten_per_day: String,
    /// Highest rise of any ratio, a day.
    pub loosen_per_day: String,
    /// Rises smaller than this are ignored.
    pub hysteresis: String,
    /// Highest expected loss over the liquidation horizon.
    pub loss_budget: String,
}

impl Default for ParameterSettings {
    /// A liquid, volatile asset: 99.9 % confidence, tails of a Student t with four degrees of freedom
    /// (5.0722 deviations where the normal has 3.0902).
    fn default() -> Self {
        Self {
            quantile: "3.0902".into(),
            tail_multiplier: "1.6414".into(),
            sigma_floor: "30 %".into(),
            bonus: "5 %".into(),
            margin: "10 %".into(),
            threshold_floor: "20 %".into(),
            threshold_cap: "82.5 %".into(),
            opening_floor: "10 %".into(),
            tighten_per_day: "20 %".into(),
            loosen_per_day: "1 %".into(),
            hysteresis: "1 %".into(),
            loss_budget: "1000 ppm".into(),
        }
    }
}

impl ParameterSettings {
    /// In the contract's units.
    ///
    /// # Errors
    /// The name of the field, and what is wrong with it.
    pub fn encode(&self) -> Result<Parameters, (&'static str, UnitError)> {
        Ok(Parameters {
            quantile: field("quantile", &self.quantile, BPS)?,
            tail_multiplier: field("tail_multiplier", &self.tail_multiplier, BPS)?,
            sigma_floor: field("sigma_floor", &self.sigma_floor, BPS)?,
            bonus: field("bonus", &self.bonus, BPS)?,
            margin: field("margin", &self.margin, BPS)?,
            threshold_floor: field("threshold_floor", &self.threshold_floor, BPS)?,
            threshold_cap: field("threshold_cap", &self.threshold_cap, BPS)?,
            opening_floor: field("opening_floor", &self.opening_floor, BPS)?,
            tighten_per_day: field("tighten_per_day", &self.tighten_per_day, BPS)?,
            loosen_per_day: field("loosen_per_day", &self.loosen_per_day, BPS)?,
            hysteresis: field("hysteresis", &self.hysteresis, BPS)?,
            loss_budget: field("loss_budget", &self.loss_budget, PPM)?,
        })
    }
}

/// How fast, and at what cost, an asset can be sold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct LiquiditySettings {
    /// What the market absorbs at `slippage`, whole units of the feed's quote currency.
    pub depth: u64,
    /// The most the protocol may have to sell, same unit.
    pub exposure: u64,
    /// Price move at which the depth was measured.
    pub slippage: String,
    /// Half of the bid-ask spread.
    pub half_spread: String,
    /// From a price move to the first sale.
    pub latency: String,
    /// In which the market refills the depth.
    pub refill: String,
    /// How long the report may be used; at most 30 days.
    pub validity: String,
}

impl Default for LiquiditySettings {
    /// Thirty million to sell into ten million of depth at 2 %, refilled in an hour.
    fn default() -> Self {
        Self {
            depth: 10_000_000,
            exposure: 30_000_000,
            slippage: "2 %".into(),
            half_spread: "0.1 %".into(),
            latency: "1 h".into(),
            refill: "1 h".into(),
            validity: "30 d".into(),
        }
    }
}

impl LiquiditySettings {
    /// In the contract's units, usable from `now`.
    ///
    /// # Errors
    /// The name of the field, and what is wrong with it.
    pub fn encode(&self, now: u64) -> Result<Liquidity, (&'static str, UnitError)> {
        let validity = parse_duration(&self.validity).map_err(|error| ("validity", error))?;
        Ok(Liquidity {
            depth: self.depth,
            exposure: self.exposure,
            slippage: field("slippage", &self.slippage, BPS)?,
            half_spread: field("half_spread", &self.half_spread, BPS)?,
            latency: seconds("latency", &self.latency)?,
            refill: seconds("refill", &self.refill)?,
            valid_until: now.saturating_add(validity),
        })
    }

    /// The liquidation the engine derives from the report: its horizon is
    /// `latency + refill · exposure / depth`, its cost half the spread and the average impact
    /// `slippage / 2 · min(1, exposure / depth)`.
    ///
    /// # Errors
    /// As [`Self::encode`].
    pub fn liquidation(&self) -> Result<Liquidation, (&'static str, UnitError)> {
        let report = self.encode(0)?;
        let depth = u128::from(self.depth.max(1));
        let wait = (u128::from(report.refill) * u128::from(self.exposure)).div_ceil(depth);
        let horizon = u64::try_from(wait)
            .unwrap_or(u64::MAX)
            .saturating_add(u64::from(report.latency));
        #[expect(clippy::cast_precision_loss, reason = "a share, for a report")]
        let share = (self.exposure as f64 / depth as f64).min(1.0);
        let impact = f64::from(report.slippage) / 1e4 / 2.0 * share;
        Ok(Liquidation {
            horizon,
            cost: f64::from(report.half_spread) / 1e4 + impact,
        })
    }
}

/// Where an asset's prices come from, and how they are sampled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct FeedSettings {
    /// Length of a sampling slot.
    pub interval: String,
    /// Whether missed rounds are looked up by `getRoundData`.
    pub history: bool,
    /// Annual volatility to start from.
    pub first_volatility: String,
}

impl Default for FeedSettings {
    fn default() -> Self {
        Self {
            interval: "1 h".into(),
            history: true,
            first_volatility: "80 %".into(),
        }
    }
}

impl FeedSettings {
    /// Slot length in seconds and first volatility in basis points.
    ///
    /// # Errors
    /// The name of the field, and what is wrong with it.
    pub fn encode(&self) -> Result<(u32, u32), (&'static str, UnitError)> {
        let interval = seconds("interval", &self.interval)?;
        let sigma = parse_fraction(&self.first_volatility, BPS)
            .map_err(|error| ("first_volatility", error))?;
        Ok((
            interval,
            narrow(
                "first_volatility",
                &self.first_volatility,
                sigma,
                u32::MAX.into(),
            )?,
        ))
    }
}

fn field(name: &'static str, text: &str, scale: u32) -> Result<u16, (&'static str, UnitError)> {
    let value = parse_fraction(text, scale).map_err(|error| (name, error))?;
    narrow(name, text, value, u16::MAX.into())
}

fn seconds(name: &'static str, text: &str) -> Result<u32, (&'static str, UnitError)> {
    let value = parse_duration(text).map_err(|error| (name, error))?;
    narrow(name, text, value, u32::MAX.into())
}

fn narrow<T: TryFrom<u64>>(
    name: &'static str,
    text: &str,
    value: u64,
    max: u64,
) -> Result<T, (&'static str, UnitError)> {
    T::try_from(value).map_err(|_| {
        (
            name,
            UnitError::TooLarge {
                text: text.into(),
                max,
            },
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn test_parameter_settings_default_encodes() {
        let parameters = ParameterSettings::default().encode().unwrap();
        assert_eq!(
            (
                parameters.quantile,
                parameters.bonus,
                parameters.loss_budget
            ),
            (30_902, 500, 1_000)
        );
    }

    #[test]
    fn test_parameter_settings_name_the_faulty_field() {
        let settings = ParameterSettings {
            margin: "0.001 %".into(),
            ..Default::default()
        };
        assert!(matches!(
            settings.encode(),
            Err(("margin", UnitError::TooFine { .. }))
        ));
        let settings = ParameterSettings {
            sigma_floor: "900 x".into(),
            ..Default::default()
        };
        assert!(matches!(
            settings.encode(),
            Err(("sigma_floor", UnitError::TooLarge { .. }))
        ));
    }

    #[test]
    fn test_liquidation_follows_the_report() {
        let liquidation = LiquiditySettings::default().liquidation().unwrap();
        assert_eq!(liquidation.horizon, 3_600 + 3 * 3_600);
        assert!((liquidation.cost - 0.011).abs() < 1e-12);
    }
}
