//! The three pools that are compared, and how the settings of their books differ.

use alm_crisis::calibration::StaticTerms;
use serde::Serialize;

use crate::plan::{BufferSettings, TermSettings};

/// A policy of collateral ratios and of liquidity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Policy {
    /// Constant terms; nothing stands between a run and the depositors.
    Static,
    /// Constant terms, with a buffer pool and a redemption queue.
    StaticBuffered,
    /// Terms by the risk engine, with buffer pool, queue and guard.
    Engine,
}

impl Policy {
    /// Its name in a table.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Static => "static",
            Self::StaticBuffered => "static + buffer",
            Self::Engine => "engine",
        }
    }

    /// Whether its terms follow the engine.
    pub(super) fn is_engine(self) -> bool {
        self == Self::Engine
    }

    /// Whether it has a buffer pool and a redemption queue.
    pub(super) fn has_buffer(self) -> bool {
        self != Self::Static
    }

    /// Terms of its book. The static pools' are as wide as the contract takes them: half of the least run-off is all that
    /// liquidity must cover, and no action costs anything.
    pub(super) fn terms(self, deposits: u64) -> TermSettings {
        let deposit_cap = (4 * deposits).to_string();
        let terms = TermSettings {
            deposit_cap,
            ..TermSettings::default()
        };
        if self.is_engine() {
            return terms;
        }
        let [least, first, none] = ["50 %", "1 %", "0 %"].map(String::from);
        let buffer_share = if self.has_buffer() {
            terms.buffer_share.clone()
        } else {
            none.clone()
        };
        TermSettings {
            buffer_share,
            outflow_weight: least,
            run_off_floor: first,
            curvature: none.clone(),
            steepest: none.clone(),
            neutral_surplus: none.clone(),
            lending_surplus: none.clone(),
            exit_surplus: none,
            ..terms
        }
    }

    /// Its buffer pool, if it has one.
    pub(super) fn buffer(self, deposits: u64) -> Option<BufferSettings> {
        self.has_buffer().then(|| BufferSettings {
            cap: deposits.to_string(),
            ..BufferSettings::default()
        })
    }
}

/// A policy, and the constant terms where it has some.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Rule {
    pub(super) policy: Policy,
    pub(super) constant: Option<StaticTerms>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn test_policies_differ_where_they_are_said_to() {
        let engine = Policy::Engine.terms(1_000);
        assert_eq!(
            engine.outflow_weight,
            TermSettings::default().outflow_weight
        );
        assert_eq!(engine.deposit_cap, "4000");
        let (bare, backed) = (Policy::Static, Policy::StaticBuffered);
        let unshared = TermSettings {
            buffer_share: "0 %".into(),
            ..backed.terms(1_000)
        };
        assert_eq!(bare.terms(1_000), unshared);
        assert!(bare.buffer(1_000).is_none());
        assert_eq!(backed.buffer(1_000), Policy::Engine.buffer(1_000));
        for policy in [bare, backed, Policy::Engine] {
            assert!(policy.terms(1_000).encode(6).is_ok());
        }
    }
}
