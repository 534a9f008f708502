//! What a replay found: the content of `report.json`, and the input of `report.html`.

use serde::Serialize;
use serde_json::Value;

use super::{pool::PoolReport, summary::Summary};
use crate::{
    prices::{Gap, Kind},
    replay::{
        Observation,
        margin_calls::{Liquidation, MarginCalls, to_units},
    },
};

/// Format of `report.json`.
pub(crate) const SCHEMA: u32 = 1;

/// A replay.
#[derive(Debug, Clone, Serialize)]
pub struct Report {
    /// Format of this file.
    pub schema: u32,
    /// Tool and version.
    pub tool: String,
    /// Where and what was deployed: the deployment record.
    pub deployment: Value,
    /// What the chain did.
    pub chain: ChainFigures,
    /// One entry an asset, in the order given.
    pub assets: Vec<AssetReport>,
    /// The pool, where flows were replayed.
    pub pool: Option<PoolReport>,
}

impl Report {
    /// Tool and version.
    #[must_use]
    pub fn tool() -> String {
        format!("cargo alm {}", env!("CARGO_PKG_VERSION"))
    }

    /// A report of a pool alone.
    #[must_use]
    pub fn of_pool(pool: PoolReport) -> Self {
        Self {
            schema: SCHEMA,
            tool: Self::tool(),
            deployment: Value::Null,
            chain: ChainFigures::default(),
            assets: Vec::new(),
            pool: Some(pool),
        }
    }
}

/// What the chain did during the replay.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct ChainFigures {
    /// Blocks made by the replay.
    pub blocks: u64,
    /// Prices pushed to feeds.
    pub updates: u64,
    /// Samples the engine took.
    pub samples: u64,
    /// Gas of the pokes in all.
    pub poke_gas: u64,
    /// Seconds the replay took, wall time.
    pub seconds: f64,
}

/// A replay of one asset.
#[derive(Debug, Clone, Serialize)]
pub struct AssetReport {
    /// Name.
    pub asset: String,
    /// File the prices came from.
    pub file: String,
    /// Form of the file.
    pub kind: Kind,
    /// Grid step or median time between rounds, seconds.
    pub step: u64,
    /// Sampling slot of the engine, seconds.
    pub interval: u64,
    /// Rules and liquidity report the asset was listed with, as in the configuration.
    pub settings: Value,
    /// The liquidation the margin calls are judged by.
    pub liquidation: Liquidation,
    /// Key figures.
    pub summary: Summary,
    /// The engine against a static 80 % LTV.
    pub margin_calls: MarginCalls,
    /// Holes in the history.
    pub gaps: Vec<Gap>,
    /// Everything seen, column by column.
    pub series: Series,
}

/// Observations as columns: smaller in JSON, and ready to plot.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Series {
    /// Unix seconds.
    pub time: Vec<u64>,
    /// Price.
    pub price: Vec<f64>,
    /// Annual volatility over about a day.
    pub sigma_fast: Vec<f64>,
    /// Annual volatility over about two weeks.
    pub sigma_slow: Vec<f64>,
    /// Annual volatility used.
    pub sigma_used: Vec<f64>,
    /// Haircut.
    pub haircut: Vec<f64>,
    /// Threshold for new loans.
    pub threshold_new: Vec<f64>,
    /// Threshold of existing loans.
    pub threshold_old: Vec<f64>,
    /// LTV of new borrowing.
    pub opening_ltv: Vec<f64>,
}

impl From<&[Observation]> for Series {
    fn from(observations: &[Observation]) -> Self {
        let column =
            |value: fn(&Observation) -> f64| observations.iter().map(value).map(shorten).collect();
        Self {
            time: observations.iter().map(|seen| seen.time).collect(),
            price: observations
                .iter()
                .map(|seen| to_units(seen.price))
                .collect(),
            sigma_fast: column(|seen| seen.sigma_fast),
            sigma_slow: column(|seen| seen.sigma_slow),
            sigma_used: column(|seen| seen.sigma_used),
            haircut: column(|seen| seen.haircut),
            threshold_new: column(|seen| seen.threshold_new),
            threshold_old: column(|seen| seen.threshold_old),
            opening_ltv: column(|seen| seen.opening_ltv),
        }
    }
}

/// Seven decimals, the resolution the contract serves ratios at.
fn shorten(value: f64) -> f64 {
    (value * 1e7).round() / 1e7
}
