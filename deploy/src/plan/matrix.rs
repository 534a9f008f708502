//! The matrix of correlations: what of the plan's assets is measured together.

use serde::{Deserialize, Serialize};

use super::{
    error::PlanError,
    units::{UnitError, parse_duration, parse_fraction},
};

const BPS: u32 = 10_000;

/// The matrix. All assets of the plan are members.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct MatrixPlan {
    /// Length of a sampling slot: that of every asset.
    pub interval: String,
    /// A pair with fewer samples counts as one asset.
    pub minimum_samples: u8,
    /// The least that correlations are pulled to one.
    pub minimum_pull: String,
}

impl Default for MatrixPlan {
    /// The slots of the default feed, and thirty samples.
    fn default() -> Self {
        Self {
            interval: "1 h".into(),
            minimum_samples: 30,
            minimum_pull: "0 %".into(),
        }
    }
}

/// The matrix in the units of `covariance`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MatrixTerms {
    /// Length of a sampling slot, seconds.
    pub interval: u32,
    /// Least number of samples.
    pub min_samples: u8,
    /// Least pull, bps.
    pub min_pull: u16,
}

impl MatrixPlan {
    /// In the contract's units.
    ///
    /// # Errors
    /// [`PlanError::Matrix`].
    pub fn encode(&self) -> Result<MatrixTerms, PlanError> {
        let fault = |field| move |error| PlanError::Matrix { field, error };
        let interval = parse_duration(&self.interval).map_err(fault("interval"))?;
        let pull = parse_fraction(&self.minimum_pull, BPS).map_err(fault("minimum_pull"))?;
        Ok(MatrixTerms {
            interval: fits(interval, &self.interval).map_err(fault("interval"))?,
            min_samples: self.minimum_samples,
            min_pull: fits(pull, &self.minimum_pull).map_err(fault("minimum_pull"))?,
        })
    }
}

/// A number in the type of its field.
fn fits<T: TryFrom<u64>>(number: u64, text: &str) -> Result<T, UnitError> {
    let bits = 8 * size_of::<T>() as u32;
    T::try_from(number).map_err(|_| UnitError::TooLarge {
        text: text.into(),
        max: (1 << bits) - 1,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn test_matrix_plan_encodes_its_units() {
        let plan = MatrixPlan {
            minimum_pull: "12.5 %".into(),
            ..MatrixPlan::default()
        };
        let want = MatrixTerms {
            interval: 3_600,
            min_samples: 30,
            min_pull: 1_250,
        };
        assert_eq!(plan.encode().unwrap(), want);
        let wrong = MatrixPlan {
            minimum_pull: "700 %".into(),
            ..plan
        };
        let error = wrong.encode().unwrap_err().to_string();
        assert!(error.contains("minimum_pull"), "{error}");
    }
}
