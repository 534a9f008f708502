//! Who governs the pool beside its owner.

use alm_engine::governance::term::TERM_MAX;
use ethers::types::Address;
use serde::{Deserialize, Serialize};

use super::{
    band::{BandFault, BandPlan},
    book::BookPlan,
    error::PlanError,
    units::parse_duration,
};

/// Who governs the pool beside its owner.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GovernancePlan {
    /// Who may pause new risk; absent: whoever it is.
    #[serde(default)]
    pub guardian: Option<Address>,
    /// Who may move parameters within bands; absent: whoever it is.
    #[serde(default)]
    pub steward: Option<StewardPlan>,
    /// Where the steward may move them. Bands that are not named stay as they are.
    #[serde(default)]
    pub bands: Vec<BandPlan>,
}

/// The steward.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StewardPlan {
    /// The steward.
    pub steward: Address,
    /// Who may tighten its bands and shorten its term; absent: nobody.
    #[serde(default)]
    pub admin: Option<Address>,
    /// Length of its term, from the deployment that names it.
    pub term: String,
}

impl GovernancePlan {
    /// Checks what can be checked without a chain.
    ///
    /// # Errors
    /// [`PlanError`].
    pub(super) fn check(&self, books: &[BookPlan]) -> Result<(), PlanError> {
        if self.guardian.is_some_and(|guardian| guardian.is_zero()) {
            return Err(PlanError::Zero("guardian"));
        }
        if let Some(steward) = &self.steward {
            steward.seconds()?;
        }
        for (index, plan) in self.bands.iter().enumerate() {
            plan.encode(books)?;
            let mut earlier = self.bands.iter().take(index);
            if earlier.any(|other| other.book == plan.book && other.parameter == plan.parameter) {
                return Err(plan.fault(BandFault::Twice));
            }
        }
        Ok(())
    }
}

impl StewardPlan {
    /// Length of its term, seconds.
    ///
    /// # Errors
    /// [`PlanError::Governance`], [`PlanError::Term`].
    pub fn seconds(&self) -> Result<u64, PlanError> {
        if self.steward.is_zero() {
            return Err(PlanError::Zero("steward"));
        }
        let have = parse_duration(&self.term).map_err(PlanError::Governance)?;
        if have > TERM_MAX {
            let want = TERM_MAX;
            return Err(PlanError::Term { have, want });
        }
        Ok(have)
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::band::tests::{band, books},
        *,
    };

    #[test]
    fn test_governance_plan_check_names_the_fault() {
        type Fault = (&'static str, fn(&mut BandPlan));
        let faults: [Fault; 6] = [
            ("no such book", |band| band.book = "DAI".into()),
            ("no such parameter", |band| {
                band.parameter = "steepest".into()
            }),
            ("`high`: \"lots\" is not a number", |band| {
                band.high = "lots".into()
            }),
            ("`high` is 1001, the contract's bound is 1000", |band| {
                band.high = "10.01 %".into()
            }),
            ("`step` is 101, the contract's bound is 100", |band| {
                band.step = "101 bps".into()
            }),
            ("`delay` is 60, the contract's bound is 3600", |band| {
                band.delay = "1 min".into()
            }),
        ];
        let plan = |bands| GovernancePlan {
            bands,
            ..GovernancePlan::default()
        };
        assert!(plan(vec![band()]).check(&books()).is_ok());
        for (words, spoil) in faults {
            let mut band = band();
            spoil(&mut band);
            let error = plan(vec![band])
                .check(&books())
                .expect_err(words)
                .to_string();
            assert!(error.contains(words), "{error}");
        }
        let twice = plan(vec![band(), band()])
            .check(&books())
            .expect_err("twice");
        assert!(twice.to_string().contains("appears twice"), "{twice}");
    }

    #[test]
    fn test_steward_plan_has_a_term_of_at_most_a_year() {
        let steward = |term: &str| StewardPlan {
            steward: Address::repeat_byte(1),
            admin: None,
            term: term.into(),
        };
        assert_eq!(steward("90 d").seconds().unwrap(), 7_776_000);
        let error = steward("366 d").seconds().expect_err("too long");
        assert!(matches!(error, PlanError::Term { .. }), "{error}");
        let error = steward("soon").seconds().expect_err("no duration");
        assert!(matches!(error, PlanError::Governance(_)), "{error}");
    }
}
