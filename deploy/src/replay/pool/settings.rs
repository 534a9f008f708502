//! Settings of a replayed pool.

use serde::{Deserialize, Serialize};

use crate::{
    flows::{FlowError, FlowHistory, MICRO, Scale, format_amount, parse_tokens},
    plan::{RateSettings, TermSettings, UnitError, parse_fraction},
};

const MILLION: u32 = 1_000_000;
/// Most depositors: each may act at every row.
const MOST_DEPOSITORS: u32 = 200;
/// Most a pool may ever hold, whole tokens: what each depositor is given.
pub(super) const PURSE: u128 = 1_000_000_000_000;
/// Least a pool must once hold, whole tokens.
const LEAST: u128 = 100;

/// A setting of a replayed pool that is none.
#[derive(Debug, thiserror::Error)]
pub enum PoolSettingsError {
    /// A fraction that cannot be read.
    #[error("[pool] `{field}`: {error}")]
    Quantity {
        /// Field.
        field: &'static str,
        /// What is wrong.
        error: UnitError,
    },
    /// A fraction above one.
    #[error("[pool] `{field}`: {text:?} is more than all")]
    AboveOne {
        /// Field.
        field: &'static str,
        /// What is written.
        text: String,
    },
    /// Too few or too many depositors.
    #[error("[pool] `depositors`: {have}; give 2 to {MOST_DEPOSITORS}")]
    Depositors {
        /// What is written.
        have: u32,
    },
    /// The largest holder has less than the others.
    #[error("[pool] `largest`: {text:?} is less than an equal part of {depositors} depositors")]
    LargestTooSmall {
        /// What is written.
        text: String,
        /// How many there are.
        depositors: u32,
    },
    /// The opening is no amount.
    #[error("[pool] `opening`: {0:?} is not an amount of whole tokens")]
    Opening(String),
}

/// `[pool]` of a replay's configuration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PoolSettings {
    /// Number of depositors.
    pub depositors: u32,
    /// Part of the deposits the largest of them has.
    pub largest: String,
    /// Utilisation the borrowers aim at where the file tells none.
    pub utilisation: String,
    /// Most of the loans that is repaid in a day.
    pub repayment: String,
    /// Days the pool stands before the first row.
    pub warm_up: u32,
    /// Deposits before the first row, whole tokens, instead of what the file tells.
    pub opening: Option<String>,
    /// Terms of the book. The cap of the deposits is raised to what the flows need.
    pub terms: TermSettings,
    /// Where its rate starts.
    pub rate: RateSettings,
}

impl Default for PoolSettings {
    fn default() -> Self {
        Self {
            depositors: 24,
            largest: "5 %".into(),
            utilisation: "75 %".into(),
            repayment: "10 %".into(),
            warm_up: 30,
            opening: None,
            terms: TermSettings::default(),
            rate: RateSettings::default(),
        }
    }
}

/// The same as numbers; fractions in millionths.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct PoolFigures {
    pub(super) depositors: u32,
    pub(super) largest: u32,
    pub(super) utilisation: u32,
    pub(super) repayment: u32,
}

impl PoolSettings {
    /// Reads the texts.
    pub(super) fn figures(&self) -> Result<PoolFigures, PoolSettingsError> {
        if !(2..=MOST_DEPOSITORS).contains(&self.depositors) {
            return Err(PoolSettingsError::Depositors {
                have: self.depositors,
            });
        }
        let figures = PoolFigures {
            depositors: self.depositors,
            largest: part("largest", &self.largest)?,
            utilisation: part("utilisation", &self.utilisation)?,
            repayment: part("repayment", &self.repayment)?,
        };
        if figures.largest < MILLION / self.depositors {
            let (text, depositors) = (self.largest.clone(), self.depositors);
            return Err(PoolSettingsError::LargestTooSmall { text, depositors });
        }
        Ok(figures)
    }

    /// Checks the settings without a chain.
    ///
    /// # Errors
    /// [`PoolSettingsError`].
    pub fn check(&self) -> Result<(), PoolSettingsError> {
        if let Some(text) = &self.opening {
            parse_tokens("opening", &text.replace('_', ""))
                .map_err(|_| PoolSettingsError::Opening(text.clone()))?;
        }
        self.figures().map(drop)
    }

    /// The history with the opening of these settings, and multiplied.
    ///
    /// # Errors
    /// [`FlowError`] when it does not fit a pool then.
    pub fn fit(&self, history: &FlowHistory, scale: Scale) -> Result<FlowHistory, FlowError> {
        let mut history = history.clone();
        let opening = self.opening.as_ref().map(|text| text.replace('_', ""));
        if let Some(amount) = opening.and_then(|text| parse_tokens("opening", &text).ok()) {
            history.opening = amount;
        }
        let fitted = history.scaled(scale);
        let (peak, most) = (fitted.peak(), PURSE / 10 * MICRO);
        if peak > most {
            let digits = (peak / most).ilog10() + 1;
            return Err(FlowError::TooLarge {
                have: format_amount(peak),
                want: format_amount(most),
                hint: format!(
                    "{:.*}",
                    digits as usize,
                    scale.to_f64() / 10f64.powi(digits as i32)
                ),
            });
        }
        if peak < LEAST * MICRO {
            let (have, want) = (format_amount(peak), LEAST.to_string());
            return Err(FlowError::TooSmall { have, want });
        }
        Ok(fitted)
    }
}

fn part(field: &'static str, text: &str) -> Result<u32, PoolSettingsError> {
    let value = parse_fraction(text, MILLION)
        .map_err(|error| PoolSettingsError::Quantity { field, error })?;
    let above = || PoolSettingsError::AboveOne {
        field,
        text: text.into(),
    };
    u32::try_from(value)
        .ok()
        .filter(|part| *part <= MILLION)
        .ok_or_else(above)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flows::{FlowRow, Form};

    fn with(change: fn(&mut PoolSettings)) -> String {
        let mut settings = PoolSettings::default();
        change(&mut settings);
        settings.check().expect_err("a fault").to_string()
    }

    #[test]
    fn test_settings_name_what_is_wrong() {
        assert!(PoolSettings::default().check().is_ok());
        assert!(with(|s| s.depositors = 1).contains("`depositors`: 1"));
        assert!(with(|s| s.largest = "1 %".into()).contains("equal part of 24"));
        assert!(with(|s| s.largest = "101 %".into()).contains("more than all"));
        assert!(with(|s| s.utilisation = "most".into()).contains("`utilisation`"));
        assert!(with(|s| s.opening = Some("all".into())).contains("`opening`"));
    }

    #[test]
    fn test_fit_multiplies_and_bounds() {
        let row = |time, deposit| FlowRow {
            time,
            deposit,
            ..FlowRow::default()
        };
        let history = FlowHistory {
            name: "A".into(),
            file: "a.csv".into(),
            form: Form::Flows,
            step: 1,
            series: vec![],
            opening: 1_000 * MICRO,
            rows: vec![row(0, 0), row(1, PURSE * MICRO)],
            gaps: vec![],
            passed_over: 0,
        };
        let settings = PoolSettings {
            opening: Some("5_000".into()),
            ..PoolSettings::default()
        };
        let error = settings
            .fit(&history, Scale::default())
            .unwrap_err()
            .to_string();
        assert!(error.contains("--scale, e.g. 0.01"), "{error}");
        let fits = settings
            .fit(&history, Scale::parse("0.01").unwrap())
            .unwrap();
        assert_eq!(fits.opening, 50 * MICRO);
        let small = settings.fit(&history, Scale::parse("0.00000000001").unwrap());
        assert!(matches!(small, Err(FlowError::TooSmall { .. })));
    }
}
