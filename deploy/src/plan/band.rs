//! The steward's band of one parameter, as people write it and as the contract keeps it.

use alm_engine::governance::{Violation, band, bounds};
use ethers::types::Address;
use serde::{Deserialize, Serialize};

use super::{
    book::BookPlan,
    error::PlanError,
    parameter::Parameter,
    units::{UnitError, parse_duration},
};
use crate::contracts::parameters::abi::Band;

/// The steward's band of one parameter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BandPlan {
    /// Name of the book.
    pub book: String,
    /// The parameter, as this plan names it: `terms.steepest`, `fixed.shock`, `spreads.30d`.
    pub parameter: String,
    /// Lowest value, as the parameter itself is written.
    pub low: String,
    /// Highest value.
    pub high: String,
    /// Largest distance of one move; zero: the steward may not move it.
    pub step: String,
    /// Least time since the last change.
    pub delay: String,
}

/// A band in the contract's units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BandTerms {
    /// The book's token.
    pub token: Address,
    /// The parameter.
    pub parameter: u8,
    /// The band, as the contract will keep it.
    pub band: Band,
}

/// What can be wrong with a band.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BandFault {
    /// No such book.
    #[error("there is no such book")]
    NoBook,
    /// No such parameter.
    #[error(
        "there is no such parameter; examples: \"terms.steepest\", \"fixed.shock\", \"spreads.30d\""
    )]
    NoParameter,
    /// Two bands of one parameter.
    #[error("it appears twice")]
    Twice,
    /// A quantity is wrong.
    #[error("`{0}`: {1}")]
    Quantity(&'static str, UnitError),
    /// The contract allows no such band.
    #[error("`{field}` is {have}, the contract's bound is {want}, in its own units")]
    OutOfBounds {
        /// Field.
        field: &'static str,
        /// In the plan.
        have: i128,
        /// The bound it passes.
        want: i128,
    },
}

/// Fields of a band, as the contract counts them.
const FIELDS: [&str; 4] = ["low", "high", "step", "delay"];

impl BandPlan {
    /// In the contract's units.
    ///
    /// # Errors
    /// [`PlanError::Band`].
    pub fn encode(&self, books: &[BookPlan]) -> Result<BandTerms, PlanError> {
        let mut books = books.iter();
        let book = books.find(|book| book.name == self.book);
        let book = book.ok_or_else(|| self.fault(BandFault::NoBook))?;
        let parameter = Parameter::named(&self.parameter);
        let parameter = parameter.ok_or_else(|| self.fault(BandFault::NoParameter))?;
        let given = self.read(&parameter, book.decimals);
        let given = given.map_err(|(name, error)| self.fault(BandFault::Quantity(name, error)))?;
        let kept = bounds::of(parameter.index).and_then(|bound| given.given(bound));
        let kept = kept.map_err(|violation| self.fault(out_of_bounds(violation)))?;
        Ok(BandTerms {
            token: book.token,
            parameter: parameter.index,
            band: Band {
                low: kept.low,
                high: kept.high,
                step: kept.step,
                // Below the longest there is, which has four bytes.
                delay: u32::try_from(kept.delay).unwrap_or(u32::MAX),
            },
        })
    }

    fn read(
        &self,
        parameter: &Parameter,
        decimals: u8,
    ) -> Result<band::Band, (&'static str, UnitError)> {
        let value = |name, text: &str| {
            let value = parameter.value(text, decimals);
            value.map_err(|error| (name, error))
        };
        let step = parameter.step(&self.step, decimals);
        let delay = parse_duration(&self.delay);
        Ok(band::Band {
            low: value("low", &self.low)?,
            high: value("high", &self.high)?,
            step: step.map_err(|error| ("step", error))?,
            delay: delay.map_err(|error| ("delay", error))?,
        })
    }

    pub(super) fn fault(&self, fault: BandFault) -> PlanError {
        PlanError::Band {
            book: self.book.clone(),
            parameter: self.parameter.clone(),
            fault: fault.into(),
        }
    }
}

fn out_of_bounds(violation: Violation) -> BandFault {
    let field = FIELDS.get(usize::from(violation.subject));
    BandFault::OutOfBounds {
        field: field.copied().unwrap_or("band"),
        have: violation.have,
        want: violation.want,
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub(in crate::plan) fn books() -> Vec<BookPlan> {
        vec![BookPlan::new("USDC", Address::repeat_byte(0x33), 6)]
    }

    pub(in crate::plan) fn band() -> BandPlan {
        BandPlan {
            book: "USDC".into(),
            parameter: "terms.steepest".into(),
            low: "2 %".into(),
            high: "10 %".into(),
            step: "50 bps".into(),
            delay: "1 d".into(),
        }
    }

    #[test]
    fn test_band_plan_is_in_the_units_of_the_contract() {
        let terms = band().encode(&books()).unwrap();
        assert_eq!((terms.token, terms.parameter), (books()[0].token, 5));
        let Band {
            low,
            high,
            step,
            delay,
        } = terms.band;
        assert_eq!((low, high, step, delay), (200, 1_000, 50, 86_400));
        let spread = BandPlan {
            parameter: "spreads.30d".into(),
            low: "-1 %".into(),
            ..band()
        };
        let terms = spread.encode(&books()).unwrap();
        assert_eq!((terms.parameter, terms.band.low), (19, -100));
    }

    #[test]
    fn test_band_plan_is_rounded_as_the_contract_keeps_it() {
        let mut books = books();
        books[0].decimals = 18;
        let cap = BandPlan {
            parameter: "fixed.deposit_cap".into(),
            low: "0".into(),
            high: "30_000_001.000_000_000_000_000_001".into(),
            step: "1_000".into(),
            ..band()
        };
        let kept = cap.encode(&books).unwrap().band.high;
        let given = 30_000_001_000_000_000_000_000_001;
        assert!(kept < given && given - kept < 1 << 28, "{kept}");
    }
}
