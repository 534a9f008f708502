//! A book's terms and first rates, as people write them and as the contracts take them.

use serde::{Deserialize, Serialize};

use super::{
    amounts::{parse_amount, parse_power, parse_spread},
    units::{UnitError, parse_fraction},
};
use crate::contracts::balance_sheet::abi::Terms;

const BPS: u32 = 10_000;
const PPM: u32 = 1_000_000;
/// Millionths in a wad.
const WAD_PER_PPM: u64 = 1_000_000_000_000;
/// Nodes of a curve: 7, 30, 91, 182, 364 and 728 days.
const NODES: usize = 6;

/// What is wrong, and in which field.
type Fault = (&'static str, UnitError);

/// The governed terms of a book. The contract bounds every one of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct TermSettings {
    /// Part of income that goes to equity.
    pub reserve_factor: String,
    /// Part of income that goes to the buffer.
    pub buffer_share: String,
    /// How much of the outflow liquidity must cover.
    pub outflow_weight: String,
    /// Least part of floating deposits expected to leave in 30 days.
    pub run_off_floor: String,
    /// Slope of the imbalance potential at a distance of one scale.
    pub curvature: String,
    /// Steepest slope of the imbalance potential.
    pub steepest: String,
    /// Surplus below which actions cost, as a part of the scale.
    pub neutral_surplus: String,
    /// Least surplus after new lending, as a part of the scale.
    pub lending_surplus: String,
    /// Least surplus after an instant exit, as a part of the scale.
    pub exit_surplus: String,
    /// Smallest scale, whole tokens; a power of ten of base units.
    pub smallest_scale: String,
    /// Smallest loan, whole tokens; a power of ten of base units.
    pub smallest_loan: String,
    /// Cap of the floating deposits, whole tokens.
    pub deposit_cap: String,
}

impl Default for TermSettings {
    /// A book of ten million in a currency whose unit is about a dollar.
    fn default() -> Self {
        Self {
            reserve_factor: "10 %".into(),
            buffer_share: "5 %".into(),
            outflow_weight: "100 %".into(),
            run_off_floor: "10 %".into(),
            curvature: "20 %".into(),
            steepest: "10 %".into(),
            neutral_surplus: "10 %".into(),
            lending_surplus: "5 %".into(),
            exit_surplus: "0 %".into(),
            smallest_scale: "1_000".into(),
            smallest_loan: "1".into(),
            deposit_cap: "10_000_000".into(),
        }
    }
}

impl TermSettings {
    /// In the contract's units.
    ///
    /// # Errors
    /// The name of the field, and what is wrong with it.
    pub fn encode(&self, decimals: u8) -> Result<Terms, Fault> {
        let exponent =
            |name, text: &str| parse_power(text, decimals).map_err(|error| (name, error));
        let cap = parse_amount(&self.deposit_cap, decimals);
        Ok(Terms {
            reserve_factor: bps("reserve_factor", &self.reserve_factor)?,
            buffer_share: bps("buffer_share", &self.buffer_share)?,
            outflow_weight: bps("outflow_weight", &self.outflow_weight)?,
            run_off_floor: bps("run_off_floor", &self.run_off_floor)?,
            curvature: bps("curvature", &self.curvature)?,
            steepest: bps("steepest", &self.steepest)?,
            neutral_surplus: bps("neutral_surplus", &self.neutral_surplus)?,
            lending_surplus: bps("lending_surplus", &self.lending_surplus)?,
            exit_surplus: bps("exit_surplus", &self.exit_surplus)?,
            scale_exponent: exponent("smallest_scale", &self.smallest_scale)?,
            minimum_exponent: exponent("smallest_loan", &self.smallest_loan)?,
            deposit_cap: cap.map_err(|error| ("deposit_cap", error))?,
        })
    }
}

/// Where the floating rate of a book starts, and the spreads of its curve.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct RateSettings {
    /// First floating rate at a utilisation of 90 %, a year.
    pub at_target: String,
    /// Utilisation to start from.
    pub utilisation: String,
    /// What is added to the lagged rate at 7, 30, 91, 182, 364 and 728 days, a year.
    pub spreads: [String; NODES],
}

impl Default for RateSettings {
    fn default() -> Self {
        Self {
            at_target: "4 %".into(),
            utilisation: "0 %".into(),
            spreads: ["0 bps", "10 bps", "20 bps", "30 bps", "50 bps", "75 bps"].map(Into::into),
        }
    }
}

/// The same in the contract's units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RateTerms {
    /// First floating rate at a utilisation of 90 %, by the year, wad.
    pub at_target: u64,
    /// Utilisation to start from, wad.
    pub utilisation: u64,
    /// Spreads, basis points.
    pub spreads: [i16; NODES],
}

impl RateSettings {
    /// In the contract's units.
    ///
    /// # Errors
    /// The name of the field, and what is wrong with it.
    pub fn encode(&self) -> Result<RateTerms, Fault> {
        let mut spreads = [0; NODES];
        for (text, spread) in self.spreads.iter().zip(&mut spreads) {
            *spread = parse_spread(text).map_err(|error| ("spreads", error))?;
        }
        Ok(RateTerms {
            at_target: wad("at_target", &self.at_target)?,
            utilisation: wad("utilisation", &self.utilisation)?,
            spreads,
        })
    }
}

fn bps(name: &'static str, text: &str) -> Result<u16, Fault> {
    let value = parse_fraction(text, BPS).map_err(|error| (name, error))?;
    u16::try_from(value).map_err(|_| (name, too_large(text, u16::MAX.into())))
}

/// A fraction as a wad, exact to the millionth.
fn wad(name: &'static str, text: &str) -> Result<u64, Fault> {
    let value = parse_fraction(text, PPM).map_err(|error| (name, error))?;
    let wad = value.checked_mul(WAD_PER_PPM);
    wad.ok_or_else(|| (name, too_large(text, u64::MAX / WAD_PER_PPM)))
}

fn too_large(text: &str, max: u64) -> UnitError {
    let text = text.into();
    UnitError::TooLarge { text, max }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn test_term_settings_defaults_in_units() {
        let terms = TermSettings::default().encode(6).unwrap();
        assert_eq!(
            (terms.reserve_factor, terms.neutral_surplus),
            (1_000, 1_000)
        );
        assert_eq!((terms.scale_exponent, terms.minimum_exponent), (9, 6));
        assert_eq!(terms.deposit_cap, 10_000_000_000_000);
    }

    #[test]
    fn test_term_settings_name_the_faulty_field() {
        let faulty = |spoil: fn(&mut TermSettings)| {
            let mut settings = TermSettings::default();
            spoil(&mut settings);
            settings.encode(6).expect_err("a fault")
        };
        let fine = faulty(|settings| settings.curvature = "0.001 %".into());
        assert!(matches!(fine, ("curvature", UnitError::TooFine { .. })));
        let odd = faulty(|settings| settings.smallest_scale = "1_500".into());
        assert!(matches!(
            odd,
            ("smallest_scale", UnitError::NotAPowerOfTen(_))
        ));
        let large = faulty(|settings| settings.steepest = "900 x".into());
        assert!(matches!(large, ("steepest", UnitError::TooLarge { .. })));
    }

    #[test]
    fn test_rate_settings_are_wads_and_signed_spreads() {
        let mut settings = RateSettings::default();
        settings.spreads[0] = "-15 bps".into();
        let rate = settings.encode().unwrap();
        assert_eq!(rate.at_target, 40_000_000_000_000_000);
        assert_eq!(rate.spreads, [-15, 10, 20, 30, 50, 75]);
    }
}
