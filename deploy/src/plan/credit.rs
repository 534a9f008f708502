//! The credit desk of a plan: who watches it, and the assets it knows.

use ethers::types::Address;
use serde::{Deserialize, Serialize};

use super::{
    amounts::{parse_amount, parse_power},
    error::PlanError,
    units::{UnitError, parse_duration},
};
use crate::contracts::credit_terms::abi::AssetConfig;

/// How many groups there are.
const GROUPS: u8 = 16;

/// The credit desk. Terms of collateral are not its plan's: the risk source pushes them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CreditPlan {
    /// Who may pause new risk; absent: the owner alone.
    #[serde(default)]
    pub guardian: Option<Address>,
    /// Who pushes terms of collateral; absent: the monitor of the plan, if there is one.
    #[serde(default)]
    pub risk_source: Option<Address>,
    /// Tells whether the sequencer is up; absent: nobody is asked.
    #[serde(default)]
    pub sequencer: Option<Address>,
    /// How long after a restart of the sequencer there is no new risk.
    #[serde(default = "default_grace")]
    pub grace: String,
    /// Collateral worth less covers nothing, whole units of the quote currency.
    #[serde(default)]
    pub dust: u32,
    /// The assets. One that is listed and not named here stays as it is.
    #[serde(default)]
    pub assets: Vec<CreditAssetPlan>,
}

/// An asset, as collateral and to borrow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CreditAssetPlan {
    /// Name, for people.
    pub name: String,
    /// The token.
    pub asset: Address,
    /// Its decimals.
    pub decimals: u8,
    /// Its price feed.
    pub feed: Address,
    /// Oldest price that supports new risk.
    #[serde(default = "default_heartbeat")]
    pub heartbeat: String,
    /// Lowest price that counts, at the feed's decimals; at most 18 significant bits.
    pub lowest_price: u64,
    /// Highest price that counts, the same way.
    pub highest_price: u64,
    /// Assets of a group fall together; 0 to 15.
    pub group: u8,
    /// Smallest debt, whole tokens; a power of ten.
    pub smallest_debt: String,
    /// Most of it that is taken as collateral, whole tokens.
    pub cap: String,
}

fn default_grace() -> String {
    "1 h".into()
}

fn default_heartbeat() -> String {
    "24 h".into()
}

impl CreditPlan {
    /// Seconds after a restart of the sequencer without new risk.
    ///
    /// # Errors
    /// [`PlanError`].
    pub fn grace_seconds(&self) -> Result<u32, PlanError> {
        seconds(&self.grace, 86_400).map_err(|error| PlanError::Credit("grace", error))
    }

    /// Checks what can be checked without a chain.
    ///
    /// # Errors
    /// [`PlanError`].
    pub(super) fn check(&self) -> Result<(), PlanError> {
        self.grace_seconds()?;
        for (index, asset) in self.assets.iter().enumerate() {
            asset.encode()?;
            let mut earlier = self.assets.iter().take(index);
            if earlier.any(|other| other.asset == asset.asset) {
                return Err(PlanError::Twice(asset.name.clone()));
            }
        }
        Ok(())
    }
}

impl CreditAssetPlan {
    /// What the desk is told of it.
    ///
    /// # Errors
    /// [`PlanError`].
    pub fn encode(&self) -> Result<AssetConfig, PlanError> {
        let fault = |field| {
            move |error| PlanError::Quantity {
                asset: self.name.clone(),
                field,
                error,
            }
        };
        let bounds = [
            ("lowest_price", self.lowest_price),
            ("highest_price", self.highest_price),
        ];
        for (field, price) in bounds {
            is_stored(price).map_err(fault(field))?;
        }
        if self.group >= GROUPS {
            let error = UnitError::TooLarge {
                text: self.group.to_string(),
                max: u64::from(GROUPS) - 1,
            };
            return Err(fault("group")(error));
        }
        let heartbeat = seconds(&self.heartbeat, 172_800).map_err(fault("heartbeat"))?;
        Ok(AssetConfig {
            feed: self.feed,
            heartbeat,
            price_floor: self.lowest_price.into(),
            price_ceiling: self.highest_price.into(),
            group: self.group,
            minimum_exponent: parse_power(&self.smallest_debt, self.decimals)
                .map_err(fault("smallest_debt"))?,
            cap: parse_amount(&self.cap, self.decimals).map_err(fault("cap"))?,
        })
    }
}

/// What the plan's credit desk may lend from a book, whole tokens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CreditLinePlan {
    /// Most it may owe as floating loans.
    pub lending_cap: String,
    /// Most it may owe as fixed loans, face; absent: none.
    #[serde(default)]
    pub fixed_cap: Option<String>,
}

/// The same in base units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CreditLine {
    /// Most it may owe as floating loans.
    pub lending_cap: u128,
    /// Most it may owe as fixed loans, face.
    pub fixed_cap: u128,
}

impl CreditLinePlan {
    /// In base units.
    ///
    /// # Errors
    /// The name of the field, and what is wrong with it.
    pub fn encode(&self, decimals: u8) -> Result<CreditLine, (&'static str, UnitError)> {
        let lending_cap = parse_amount(&self.lending_cap, decimals);
        let fixed_cap = parse_amount(self.fixed_cap.as_deref().unwrap_or("0"), decimals);
        Ok(CreditLine {
            lending_cap: lending_cap.map_err(|error| ("credit.lending_cap", error))?,
            fixed_cap: fixed_cap.map_err(|error| ("credit.fixed_cap", error))?,
        })
    }
}

/// A duration of at most so many seconds.
fn seconds(text: &str, most: u32) -> Result<u32, UnitError> {
    let seconds = u32::try_from(parse_duration(text)?).unwrap_or(u32::MAX);
    if seconds > most {
        return Err(UnitError::TooLarge {
            text: text.into(),
            max: most.into(),
        });
    }
    Ok(seconds)
}

/// Whether a bound on prices is stored as it is: with 18 significant bits.
fn is_stored(price: u64) -> Result<(), UnitError> {
    let bits = u64::BITS - price.leading_zeros();
    let lost = bits.saturating_sub(18);
    if price >> lost << lost == price {
        return Ok(());
    }
    Err(UnitError::TooFine {
        text: price.to_string(),
        scale: 1 << lost.min(31),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asset() -> CreditAssetPlan {
        CreditAssetPlan {
            name: "WETH".into(),
            asset: Address::repeat_byte(1),
            decimals: 18,
            feed: Address::repeat_byte(2),
            heartbeat: "1 h".into(),
            lowest_price: 1 << 30,
            highest_price: 3 << 40,
            group: 1,
            smallest_debt: "0.01".into(),
            cap: "1_000".into(),
        }
    }

    #[test]
    fn test_credit_asset_is_told_in_the_units_of_the_desk() {
        let config = asset().encode().unwrap();
        assert_eq!((config.heartbeat, config.minimum_exponent), (3_600, 16));
        assert_eq!(config.cap, 1_000 * 10u128.pow(18));
        assert_eq!(config.price_ceiling, 3 << 40);
    }

    #[test]
    fn test_credit_asset_is_never_rounded() {
        type Spoil = fn(&mut CreditAssetPlan);
        let faults: [(&str, Spoil); 5] = [
            ("lowest_price", |asset| asset.lowest_price = (1 << 30) + 1),
            ("group", |asset| asset.group = 16),
            ("heartbeat", |asset| asset.heartbeat = "3 d".into()),
            ("smallest_debt", |asset| asset.smallest_debt = "2".into()),
            ("cap", |asset| asset.cap = "-1".into()),
        ];
        for (field, spoil) in faults {
            let mut asset = asset();
            spoil(&mut asset);
            let error = asset.encode().unwrap_err().to_string();
            assert!(error.contains(field), "{error}");
        }
    }

    #[test]
    fn test_credit_line_is_in_base_units() {
        let mut line = CreditLinePlan {
            lending_cap: "250_000".into(),
            fixed_cap: None,
        };
        let encoded = line.encode(6).unwrap();
        assert_eq!(
            (encoded.lending_cap, encoded.fixed_cap),
            (250_000_000_000, 0)
        );
        line.fixed_cap = Some("0.0000001".into());
        let (field, _) = line.encode(6).unwrap_err();
        assert_eq!(field, "credit.fixed_cap");
    }

    #[test]
    fn test_credit_plan_names_an_asset_once() {
        let mut plan = CreditPlan {
            grace: default_grace(),
            assets: vec![asset(), asset()],
            ..CreditPlan::default()
        };
        assert!(matches!(plan.check(), Err(PlanError::Twice(_))));
        plan.assets.pop();
        plan.check().unwrap();
        assert_eq!(plan.grace_seconds().unwrap(), 3_600);
    }
}
