//! What a replay of a crisis found: the content of its `report.json`.

use alm_crisis::{calibration::StaticTerms, path::Phases};
use serde::Serialize;
use serde_json::Value;

use crate::replay::{CrisisObservation, Policy};

/// A crisis played through three pools. Amounts are whole units of the quote currency.
#[derive(Debug, Clone, Serialize)]
pub struct CrisisReport {
    /// Format of this file.
    pub schema: u32,
    /// Tool and version.
    pub tool: String,
    /// Collateral.
    pub asset: String,
    /// File of the crisis.
    pub file: String,
    /// File of what came before.
    pub before: String,
    /// File of what came after, where the crisis was carried on.
    pub after: Option<String>,
    /// Which part of the path is what.
    pub phases: Phases,
    /// Settings, as in the configuration.
    pub settings: Value,
    /// What the engine's pool offered on average in the calm months.
    pub calm_ltv: f64,
    /// The constant terms that offer as much.
    pub constant: StaticTerms,
    /// What all pools saw.
    pub common: Common,
    /// The pools, the engine's last.
    pub pools: Vec<PoolOutcome>,
    /// Seconds the replay took, wall time.
    pub seconds: f64,
}

/// What all pools saw, column by column.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Common {
    /// Unix seconds.
    pub time: Vec<u64>,
    /// Price of the collateral.
    pub price: Vec<f64>,
    /// Its annual volatility over about a day.
    pub volatility: Vec<f64>,
}

/// One pool.
#[derive(Debug, Clone, Serialize)]
pub struct PoolOutcome {
    /// Its policy.
    pub policy: Policy,
    /// Loan to value offered in the calm months, average over time.
    pub offered_calm: f64,
    /// The same in the crisis.
    pub offered_crisis: f64,
    /// The lowest of the crisis.
    pub offered_low: f64,
    /// Loans when the crisis begins.
    pub loans_before: f64,
    /// Debt given up, at its worth then.
    pub written_off: f64,
    /// Debt beyond the worth of its collateral at the end.
    pub under_water: f64,
    /// The most of it at any time.
    pub under_water_most: f64,
    /// Debt repaid by liquidators.
    pub liquidated: f64,
    /// Collateral they took, at the feed's prices.
    pub seized: f64,
    /// What they earned.
    pub liquidators_earned: f64,
    /// Liquidations.
    pub liquidations: u64,
    /// Debt repaid early, before it could be liquidated; part of the debt repaid by liquidators.
    pub repaid_early: f64,
    /// Losses borne by the buffer's suppliers.
    pub buffer_bore: f64,
    /// By the pool's own capital and gains not yet released.
    pub equity_bore: f64,
    /// By the depositors.
    pub depositors_bore: f64,
    /// Hours of the crisis in which less than a hundredth of the deposits could leave at once.
    pub closed_hours: f64,
    /// Hours of the crisis in which somebody who had asked was not paid.
    pub waiting_hours: f64,
    /// Longest time from asking to the last payment, hours; of those who still wait, to the end.
    pub longest_wait: f64,
    /// Depositors who asked to leave.
    pub asked: u64,
    /// Who were paid all.
    pub paid: u64,
    /// Loans, or parts of them, that were refused.
    pub refused: u64,
    /// Transactions sent.
    pub transactions: u64,
    /// Their gas.
    pub gas: u64,
    /// Where and what was deployed: the deployment record.
    pub deployment: Value,
    /// Everything seen, column by column.
    pub series: CrisisSeries,
}

impl PoolOutcome {
    /// What the pool has lost or will lose: given up, or beyond the worth of the collateral at the end.
    #[must_use]
    pub fn bad_debt(&self) -> f64 {
        self.written_off + self.under_water
    }
}

impl CrisisReport {
    /// Bad debt of the engine's pool over that of the pool with constant terms and no buffer; none where that has none.
    #[must_use]
    pub fn ratio(&self) -> Option<f64> {
        let of = |policy| self.pools.iter().find(|pool| pool.policy == policy);
        let (engine, constant) = (of(Policy::Engine)?, of(Policy::Static)?);
        // Less than a unit is rounding.
        (constant.bad_debt() >= 1.0).then(|| engine.bad_debt() / constant.bad_debt())
    }
}

/// Observations as columns: smaller in JSON, and ready to plot.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[allow(
    missing_docs,
    reason = "the columns are the fields of `CrisisObservation`"
)]
pub struct CrisisSeries {
    pub time: Vec<u64>,
    pub offered: Vec<f64>,
    pub threshold: Vec<f64>,
    pub regime: Vec<u8>,
    pub gain: Vec<f64>,
    pub loans: Vec<f64>,
    pub under_water: Vec<f64>,
    pub bad_debt: Vec<f64>,
    pub liquidated: Vec<f64>,
    pub depositors_bore: Vec<f64>,
    pub waiting: Vec<f64>,
    pub exit_room: Vec<f64>,
    pub cash: Vec<f64>,
    pub share_price: Vec<f64>,
}

impl From<&[CrisisObservation]> for CrisisSeries {
    fn from(seen: &[CrisisObservation]) -> Self {
        let column = |value: fn(&CrisisObservation) -> f64| {
            seen.iter()
                .map(value)
                .map(|value| (value * 1e7).round() / 1e7)
                .collect()
        };
        Self {
            time: seen.iter().map(|one| one.time).collect(),
            offered: column(|one| one.offered),
            threshold: column(|one| one.threshold),
            regime: seen.iter().map(|one| one.regime).collect(),
            gain: column(|one| one.gain),
            loans: column(|one| one.loans),
            under_water: column(|one| one.under_water),
            bad_debt: column(|one| one.bad_debt),
            liquidated: column(|one| one.liquidated),
            depositors_bore: column(|one| one.depositors_bore),
            waiting: column(|one| one.waiting),
            exit_room: column(|one| one.exit_room),
            cash: column(|one| one.cash),
            share_price: column(|one| one.share_price),
        }
    }
}
