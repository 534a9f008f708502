//! A book's terms of fixed positions, as people write them and as the balance sheet takes them.

use serde::{Deserialize, Serialize};

use super::{
    amounts::parse_amount,
    units::{UnitError, parse_fraction},
};
use crate::contracts::fixed_book::abi::FixedTerms;

const BPS: u32 = 10_000;

/// The governed terms of fixed positions. The contract bounds every one of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct FixedSettings {
    /// Half of the spread around the curve, a year.
    pub half_spread: String,
    /// Move of interest rates that turns a duration gap into a loss; none: the gap is not limited.
    pub shock: String,
    /// Loss in one shock beyond which actions cost, as a part of the scale.
    pub neutral_loss: String,
    /// Greatest loss in one shock after new lending and new fixed positions, as a part of the scale.
    pub lending_loss: String,
    /// Greatest loss in one shock after leaving early, as a part of the scale.
    pub exit_loss: String,
    /// Cap of the faces of all fixed deposits not yet due, whole tokens.
    pub deposit_cap: String,
}

impl Default for FixedSettings {
    /// A shock of two per cent, of which a twentieth of the scale may be lost before anything is refused.
    fn default() -> Self {
        Self {
            half_spread: "10 bps".into(),
            shock: "200 bps".into(),
            neutral_loss: "2 %".into(),
            lending_loss: "5 %".into(),
            exit_loss: "7.5 %".into(),
            deposit_cap: "5_000_000".into(),
        }
    }
}

impl FixedSettings {
    /// In the contract's units.
    ///
    /// # Errors
    /// The name of the field, and what is wrong with it.
    pub fn encode(&self, decimals: u8) -> Result<FixedTerms, (&'static str, UnitError)> {
        let cap = parse_amount(&self.deposit_cap, decimals);
        let deposit_cap = cap.map_err(|error| ("fixed.deposit_cap", error))?;
        Ok(FixedTerms {
            half_spread: bps("fixed.half_spread", &self.half_spread, u8::MAX)?,
            shock: bps("fixed.shock", &self.shock, u16::MAX)?,
            neutral_loss: bps("fixed.neutral_loss", &self.neutral_loss, u16::MAX)?,
            lending_loss: bps("fixed.lending_loss", &self.lending_loss, u16::MAX)?,
            exit_loss: bps("fixed.exit_loss", &self.exit_loss, u16::MAX)?,
            deposit_cap,
        })
    }
}

/// A fraction in basis points, in the type of its field.
fn bps<T>(name: &'static str, text: &str, max: T) -> Result<T, (&'static str, UnitError)>
where
    T: TryFrom<u64> + Into<u64>,
{
    let value = parse_fraction(text, BPS).map_err(|error| (name, error))?;
    T::try_from(value).map_err(|_| {
        let (text, max) = (text.into(), max.into());
        (name, UnitError::TooLarge { text, max })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn test_fixed_settings_defaults_in_units() {
        let terms = FixedSettings::default().encode(6).unwrap();
        let losses = (terms.neutral_loss, terms.lending_loss, terms.exit_loss);
        assert_eq!((terms.half_spread, terms.shock), (10, 200));
        assert_eq!(losses, (200, 500, 750));
        assert_eq!(terms.deposit_cap, 5_000_000_000_000);
    }

    #[test]
    fn test_fixed_settings_name_the_faulty_field() {
        let faulty = |spoil: fn(&mut FixedSettings)| {
            let mut settings = FixedSettings::default();
            spoil(&mut settings);
            settings.encode(6).expect_err("a fault")
        };
        let wide = faulty(|settings| settings.half_spread = "256 bps".into());
        let max = UnitError::TooLarge {
            text: "256 bps".into(),
            max: 255,
        };
        assert_eq!(wide, ("fixed.half_spread", max));
        let large = faulty(|settings| settings.exit_loss = "7 x".into());
        assert!(matches!(
            large,
            ("fixed.exit_loss", UnitError::TooLarge { max: 65_535, .. })
        ));
        let fine = faulty(|settings| settings.deposit_cap = "0.0000001".into());
        assert!(matches!(
            fine,
            ("fixed.deposit_cap", UnitError::FinerThanToken { .. })
        ));
    }
}
