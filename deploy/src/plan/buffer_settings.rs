//! A book's buffer pool, as people write it and as the pool takes it.

use ethers::types::{Address, U256};
use serde::{Deserialize, Serialize};

use super::{
    amounts::parse_amount,
    units::{UnitError, parse_duration, parse_fraction},
};
use crate::contracts::buffer_pool::abi::treasury::{BufferTerms, SetStrategyCall};

const BPS: u32 = 10_000;

/// The governed terms of a buffer pool, and its strategies in their order. The contract bounds every one of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct BufferSettings {
    /// How long who asks to leave waits.
    pub cooldown: String,
    /// Part of the assets kept in cash beside what is due or leaving.
    pub cash_floor: String,
    /// Differences from where assets should lie that are left alone, as a part of all.
    pub band: String,
    /// Part of the floating deposits that leaves under the stress the target is for.
    pub stress: String,
    /// Coverage of the target at or below which the premium of leaving is highest.
    pub thin: String,
    /// Coverage at or above which there is none.
    pub ample: String,
    /// The highest premium.
    pub premium: String,
    /// What all shares together may be worth for deposits to be taken, whole tokens.
    pub cap: String,
    /// First deposit, whole tokens, whose shares are burned.
    pub seed: String,
    /// Where its assets may lie beside cash, at most four.
    pub strategies: Vec<StrategySettings>,
}

/// A strategy of a buffer pool.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StrategySettings {
    /// The ERC-4626 vault, of the book's token.
    pub vault: Address,
    /// The most of all assets that may lie in it.
    pub cap: String,
    /// What is taken off its value where the book counts on it.
    pub haircut: String,
    /// How fast its price is believed to rise, a year.
    pub growth: String,
    /// How much of all assets may flow in, a day.
    pub flow: String,
}

/// A buffer pool's settings in the units of the contract.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BufferPlan {
    /// Its terms.
    pub terms: BufferTerms,
    /// First deposit, base units.
    pub seed: u128,
    /// What sets each strategy.
    pub strategies: Vec<SetStrategyCall>,
}

/// A field's name, and what is wrong with it.
type Fault = (&'static str, UnitError);

impl Default for BufferSettings {
    /// A month's cooldown, a fifth in cash, sized for a run of three tenths of the deposits.
    fn default() -> Self {
        Self {
            cooldown: "30 d".into(),
            cash_floor: "20 %".into(),
            band: "1 %".into(),
            stress: "30 %".into(),
            thin: "25 %".into(),
            ample: "100 %".into(),
            premium: "5 %".into(),
            cap: "5_000_000".into(),
            seed: "1".into(),
            strategies: Vec::new(),
        }
    }
}

impl BufferSettings {
    /// In the contract's units.
    ///
    /// # Errors
    /// The name of the field, and what is wrong with it.
    pub fn encode(&self, decimals: u8) -> Result<BufferPlan, Fault> {
        let cooldown = parse_duration(&self.cooldown);
        let cooldown = cooldown.map_err(|error| ("buffer.cooldown", error))?;
        let cap = parse_amount(&self.cap, decimals).map_err(|error| ("buffer.cap", error))?;
        let seed = parse_amount(&self.seed, decimals).map_err(|error| ("buffer.seed", error))?;
        let strategies = self.strategies.iter().zip(0u64..);
        let strategies = strategies.map(|(strategy, index)| strategy.encode(index));
        Ok(BufferPlan {
            terms: BufferTerms {
                cooldown: cooldown.into(),
                cash_floor: bps("buffer.cash_floor", &self.cash_floor)?,
                band: bps("buffer.band", &self.band)?,
                stress: bps("buffer.stress", &self.stress)?,
                thin: bps("buffer.thin", &self.thin)?,
                ample: bps("buffer.ample", &self.ample)?,
                premium: bps("buffer.premium", &self.premium)?,
                cap: cap.into(),
            },
            seed,
            strategies: strategies.collect::<Result<_, _>>()?,
        })
    }
}

impl StrategySettings {
    fn encode(&self, index: u64) -> Result<SetStrategyCall, Fault> {
        Ok(SetStrategyCall {
            index: index.into(),
            vault: self.vault,
            cap: bps("buffer.strategies.cap", &self.cap)?,
            haircut: bps("buffer.strategies.haircut", &self.haircut)?,
            growth: bps("buffer.strategies.growth", &self.growth)?,
            flow: bps("buffer.strategies.flow", &self.flow)?,
        })
    }
}

/// A fraction in basis points.
fn bps(name: &'static str, text: &str) -> Result<U256, Fault> {
    let value = parse_fraction(text, BPS).map_err(|error| (name, error))?;
    Ok(value.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn test_buffer_settings_in_units() {
        let mut settings = BufferSettings::default();
        settings.strategies.push(StrategySettings {
            vault: Address::repeat_byte(7),
            cap: "40 %".into(),
            haircut: "250 bps".into(),
            growth: "15 %".into(),
            flow: "10 %".into(),
        });
        let plan = settings.encode(6).unwrap();
        assert_eq!(plan.terms.cooldown, U256::from(2_592_000));
        assert_eq!(plan.terms.thin, U256::from(2_500));
        assert_eq!(plan.terms.cap, U256::from(5_000_000_000_000u64));
        assert_eq!(plan.seed, 1_000_000);
        let strategy = &plan.strategies[0];
        assert_eq!((strategy.index, strategy.cap), (0.into(), 4_000.into()));
        assert_eq!(strategy.haircut, U256::from(250));
    }

    #[test]
    fn test_buffer_settings_name_the_faulty_field() {
        let faulty = |spoil: fn(&mut BufferSettings)| {
            let mut settings = BufferSettings::default();
            spoil(&mut settings);
            settings.encode(6).expect_err("a fault").0
        };
        let names = [
            faulty(|settings| settings.cooldown = "a month".into()),
            faulty(|settings| settings.stress = "much".into()),
            faulty(|settings| settings.cap = "0.0000001".into()),
            faulty(|settings| settings.seed = "".into()),
        ];
        let expected = ["cooldown", "stress", "cap", "seed"];
        assert_eq!(names, expected.map(|field| format!("buffer.{field}")));
    }
}
