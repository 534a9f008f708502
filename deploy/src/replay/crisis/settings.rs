//! `[crisis]` of a replay's configuration: how many people there are, and how they behave.

use alm_crisis::leavers::Nerves;
use serde::{Deserialize, Serialize};

use crate::plan::{UnitError, parse_duration, parse_fraction};

const MILLION: u32 = 1_000_000;
/// Most borrowers and depositors: each has an account of his own.
const PEOPLE_MOST: u32 = 400;
/// Least of them.
const PEOPLE_LEAST: u32 = 2;

/// A setting that is none.
#[derive(Debug, thiserror::Error)]
pub enum CrisisSettingsError {
    /// A quantity that cannot be read.
    #[error("[crisis] `{field}`: {error}")]
    Quantity {
        /// Field.
        field: &'static str,
        /// What is wrong.
        error: UnitError,
    },
    /// A number of people outside of its bounds.
    #[error("[crisis] `{field}`: {have}; give {PEOPLE_LEAST} to {PEOPLE_MOST}")]
    People {
        /// Field.
        field: &'static str,
        /// What is written.
        have: u32,
    },
    /// A quantity outside of its bounds.
    #[error("[crisis] `{field}`: {have:?} is not within {want}")]
    Range {
        /// Field.
        field: &'static str,
        /// What is written.
        have: String,
        /// Its bounds, in words.
        want: &'static str,
    },
}

/// `[crisis]` of a replay's configuration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct CrisisSettings {
    /// Number of borrowers.
    pub borrowers: u32,
    /// Number of depositors, each with the same part.
    pub depositors: u32,
    /// What they have deposited, whole units of the quote currency.
    pub deposits: u64,
    /// What stands in the buffer pool, as a part of the deposits.
    pub buffer: String,
    /// Time between two looks of a borrower at his loan, on average.
    pub review: String,
    /// How long borrowers are there before the crisis.
    pub lead: String,
    /// How long the calm months are.
    pub calm: String,
    /// How long the estimates settle before.
    pub settle: String,
    /// Annual volatility above which the market is thinner.
    pub thin_above: String,
    /// What of the reported depth is there.
    pub market: String,
    /// Whether the depth the market shows is reported to the engine.
    pub reported: bool,
    /// What a liquidation has to earn, whole units of the quote currency.
    pub least_profit: u64,
    /// Part of the borrowers who have agreed to be repaid early.
    pub accepting: String,
    /// Fall within a day that moves no depositor.
    pub nerves: String,
    /// Depositors who leave for each further one of the fall.
    pub flight: String,
    /// Depositors who leave at most.
    pub flight_most: String,
    /// Decides which borrower has which appetite, and when he looks at his loan.
    pub seed: u64,
}

impl Default for CrisisSettings {
    fn default() -> Self {
        Self {
            borrowers: 80,
            depositors: 20,
            deposits: 18_000_000,
            buffer: "10 %".into(),
            review: "20 d".into(),
            lead: "14 d".into(),
            calm: "45 d".into(),
            settle: "14 d".into(),
            thin_above: "80 %".into(),
            market: "100 %".into(),
            reported: true,
            least_profit: 50,
            accepting: "50 %".into(),
            nerves: "10 %".into(),
            flight: "1 x".into(),
            flight_most: "50 %".into(),
            seed: 1,
        }
    }
}

/// The same as numbers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct CrisisFigures {
    pub(super) borrowers: u32,
    pub(super) depositors: u32,
    /// Whole units.
    pub(super) deposits: u64,
    /// Whole units.
    pub(super) buffer: u64,
    pub(super) review: u64,
    pub(super) lead: u64,
    pub(super) calm: u64,
    pub(super) settle: u64,
    pub(super) thin_above: f64,
    pub(super) market: f64,
    pub(super) reported: bool,
    pub(super) least_profit: f64,
    pub(super) accepting: f64,
    pub(super) nerves: Nerves,
    pub(super) seed: u64,
}

impl CrisisSettings {
    /// Reads the texts.
    pub(super) fn figures(&self) -> Result<CrisisFigures, CrisisSettingsError> {
        people("borrowers", self.borrowers)?;
        people("depositors", self.depositors)?;
        if self.deposits < 1_000 || self.deposits > 1_000_000_000 {
            return Err(CrisisSettingsError::Range {
                field: "deposits",
                have: self.deposits.to_string(),
                want: "1000 to 1000000000",
            });
        }
        let buffer = millionths("buffer", &self.buffer, (1, MILLION))?;
        let fraction = |field, text, bounds| {
            millionths(field, text, bounds).map(|value| f64::from(value) / 1e6)
        };
        Ok(CrisisFigures {
            borrowers: self.borrowers,
            depositors: self.depositors,
            deposits: self.deposits,
            buffer: self.deposits * u64::from(buffer) / u64::from(MILLION),
            review: time("review", &self.review)?,
            lead: time("lead", &self.lead)?,
            calm: time("calm", &self.calm)?,
            settle: time("settle", &self.settle)?,
            thin_above: fraction("thin_above", &self.thin_above, (1, 100 * MILLION))?,
            market: fraction("market", &self.market, (1, 100 * MILLION))?,
            reported: self.reported,
            least_profit: whole(self.least_profit),
            accepting: fraction("accepting", &self.accepting, (0, MILLION))?,
            nerves: Nerves {
                calm: fraction("nerves", &self.nerves, (0, MILLION))?,
                slope: fraction("flight", &self.flight, (0, 100 * MILLION))?,
                most: fraction("flight_most", &self.flight_most, (0, MILLION))?,
            },
            seed: self.seed,
        })
    }

    /// Checks the settings without a chain.
    ///
    /// # Errors
    /// [`CrisisSettingsError`].
    pub fn check(&self) -> Result<(), CrisisSettingsError> {
        self.figures().map(drop)
    }
}

fn people(field: &'static str, have: u32) -> Result<(), CrisisSettingsError> {
    if (PEOPLE_LEAST..=PEOPLE_MOST).contains(&have) {
        return Ok(());
    }
    Err(CrisisSettingsError::People { field, have })
}

fn millionths(
    field: &'static str,
    text: &str,
    (low, high): (u32, u32),
) -> Result<u32, CrisisSettingsError> {
    let value = parse_fraction(text, MILLION)
        .map_err(|error| CrisisSettingsError::Quantity { field, error })?;
    let inside = u32::try_from(value)
        .ok()
        .filter(|value| (low..=high).contains(value));
    inside.ok_or_else(|| CrisisSettingsError::Range {
        field,
        have: text.into(),
        want: if high == MILLION {
            "0 and all"
        } else {
            "0 and a hundred times"
        },
    })
}

/// A time, at least an hour and at most a year.
fn time(field: &'static str, text: &str) -> Result<u64, CrisisSettingsError> {
    let value =
        parse_duration(text).map_err(|error| CrisisSettingsError::Quantity { field, error })?;
    if (3_600..=31_536_000).contains(&value) {
        return Ok(value);
    }
    Err(CrisisSettingsError::Range {
        field,
        have: text.into(),
        want: "an hour and a year",
    })
}

#[expect(clippy::cast_precision_loss, reason = "whole units, far below 2^53")]
pub(super) fn whole(units: u64) -> f64 {
    units as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(change: fn(&mut CrisisSettings)) -> String {
        let mut settings = CrisisSettings::default();
        change(&mut settings);
        settings.check().expect_err("a fault").to_string()
    }

    #[test]
    fn test_settings_name_what_is_wrong_with_its_bounds() {
        assert!(CrisisSettings::default().check().is_ok());
        assert!(with(|s| s.borrowers = 1).contains("`borrowers`: 1; give 2 to 400"));
        assert!(with(|s| s.depositors = 401).contains("`depositors`: 401"));
        assert!(with(|s| s.deposits = 10).contains("1000 to 1000000000"));
        assert!(with(|s| s.buffer = "much".into()).contains("`buffer`"));
        assert!(with(|s| s.buffer = "0 %".into()).contains("\"0 %\" is not within"));
        assert!(with(|s| s.lead = "1 s".into()).contains("an hour and a year"));
        assert!(with(|s| s.flight_most = "101 %".into()).contains("0 and all"));
        assert!(with(|s| s.accepting = "101 %".into()).contains("`accepting`"));
    }

    #[test]
    fn test_figures_are_the_settings_in_units() {
        let figures = CrisisSettings::default().figures().unwrap();
        assert_eq!((figures.buffer, figures.calm), (1_800_000, 45 * 86_400));
        assert!((figures.thin_above - 0.8).abs() < 1e-12);
        assert!((figures.nerves.slope - 1.0).abs() < 1e-12);
    }
}
