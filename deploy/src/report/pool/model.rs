//! What a replay of flows found: `pool` of `report.json`.

use serde::Serialize;
use serde_json::Value;

use super::summary::PoolSummary;
use crate::{
    convert::{signed_whole, whole},
    flows::Form,
    liquidity::Position,
    prices::Gap,
    replay::PoolObservation,
};

/// Decimals of the pool's token.
const DECIMALS: u8 = 6;

/// A replay of flows through one pool. Amounts are whole tokens, after scaling.
#[derive(Debug, Clone, Serialize)]
pub struct PoolReport {
    /// Name.
    pub name: String,
    /// File the flows came from.
    pub file: String,
    /// Form of the file.
    pub form: Form,
    /// Most frequent time between two rows, seconds.
    pub step: u64,
    /// Vaults or markets added up; empty where the file names none.
    pub of: Vec<String>,
    /// Rows of other types, passed over.
    pub passed_over: usize,
    /// What the file's amounts were multiplied by.
    pub scale: f64,
    /// Deposits before the first row.
    pub opening: f64,
    /// Depositors, borrowers and book, as in the configuration.
    pub settings: Value,
    /// Where and what was deployed: the deployment record.
    pub deployment: Value,
    /// What the chain did.
    pub chain: PoolChain,
    /// Key figures.
    pub summary: PoolSummary,
    /// Holes in the history.
    pub gaps: Vec<Gap>,
    /// The book at its lowest coverage over thirty days, and at the end.
    pub snapshots: Vec<Snapshot>,
    /// Everything seen, column by column.
    pub series: PoolSeries,
}

/// What the chain did during the replay.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct PoolChain {
    /// Rows played.
    pub rows: u64,
    /// Transactions since the pool stands.
    pub transactions: u64,
    /// Gas of them.
    pub gas: u64,
    /// Seconds the replay took, wall time.
    pub seconds: f64,
}

/// The book at one instant.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Snapshot {
    /// Unix seconds.
    pub time: u64,
    /// Coverage over one, seven and thirty days; absent where nothing may be asked for.
    pub coverage_day: Option<f64>,
    /// Over seven days.
    pub coverage_week: Option<f64>,
    /// Over thirty days.
    pub coverage_month: Option<f64>,
    /// Days the cash lasts in the stress; absent: beyond a year.
    pub survival: Option<u16>,
    /// The most that is missing within a year of the stress.
    pub shortfall: f64,
    /// The gap by bucket, demand first.
    pub gap: Vec<GapRow>,
}

/// One bucket of the cash-flow gap, in whole tokens.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct GapRow {
    /// Its name.
    pub name: &'static str,
    /// What comes in.
    pub inflow: f64,
    /// What goes out.
    pub outflow: f64,
    /// Sum of inflows less outflows up to here.
    pub cumulative: f64,
    /// The same in the stress.
    pub stressed: f64,
}

impl Snapshot {
    /// The book as it was seen.
    #[must_use]
    pub fn of(seen: &PoolObservation, position: &Position) -> Self {
        let gap = position.gap();
        let row = |bucket: &crate::liquidity::GapBucket| GapRow {
            name: bucket.name,
            inflow: tokens(bucket.inflow),
            outflow: tokens(bucket.outflow),
            cumulative: signed_tokens(bucket.cumulative),
            stressed: signed_tokens(bucket.stressed),
        };
        Self {
            time: seen.time,
            coverage_day: seen.coverage_day,
            coverage_week: seen.coverage_week,
            coverage_month: seen.coverage_month,
            survival: seen.survival,
            shortfall: tokens(position.survival().shortfall),
            gap: gap.iter().map(row).collect(),
        }
    }
}

/// Observations as columns: smaller in JSON, and ready to plot.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[allow(
    missing_docs,
    reason = "the columns are the fields of `PoolObservation`"
)]
pub struct PoolSeries {
    pub time: Vec<u64>,
    pub deposited: Vec<f64>,
    pub asked: Vec<f64>,
    pub paid: Vec<f64>,
    pub fee: Vec<f64>,
    pub waiting: Vec<f64>,
    pub net_value: Vec<f64>,
    pub cash: Vec<f64>,
    pub loans: Vec<f64>,
    pub utilisation: Vec<f64>,
    pub target: Vec<f64>,
    pub rate: Vec<f64>,
    pub share_price: Vec<f64>,
    pub exit_fee: Vec<f64>,
    pub exit_room: Vec<f64>,
    pub surplus: Vec<f64>,
    pub exit_edge: Vec<f64>,
    pub run_off: Vec<f64>,
    pub coverage_day: Vec<Option<f64>>,
    pub coverage_week: Vec<Option<f64>>,
    pub coverage_month: Vec<Option<f64>>,
    pub survival: Vec<Option<u16>>,
    pub top: Vec<f64>,
    pub pot: Vec<f64>,
    pub equity: Vec<f64>,
}

impl From<&[PoolObservation]> for PoolSeries {
    fn from(seen: &[PoolObservation]) -> Self {
        let column =
            |value: fn(&PoolObservation) -> f64| seen.iter().map(value).map(shorten).collect();
        let optional = |value: fn(&PoolObservation) -> Option<f64>| {
            seen.iter().map(|one| value(one).map(shorten)).collect()
        };
        Self {
            time: seen.iter().map(|one| one.time).collect(),
            deposited: column(|one| one.deposited),
            asked: column(|one| one.asked),
            paid: column(|one| one.paid),
            fee: column(|one| one.fee),
            waiting: column(|one| one.waiting),
            net_value: column(|one| one.net_value),
            cash: column(|one| one.cash),
            loans: column(|one| one.loans),
            utilisation: column(|one| one.utilisation),
            target: column(|one| one.target),
            rate: column(|one| one.rate),
            share_price: column(|one| one.share_price),
            exit_fee: column(|one| one.exit_fee),
            exit_room: column(|one| one.exit_room),
            surplus: column(|one| one.surplus),
            exit_edge: column(|one| one.exit_edge),
            run_off: column(|one| one.run_off),
            coverage_day: optional(|one| one.coverage_day),
            coverage_week: optional(|one| one.coverage_week),
            coverage_month: optional(|one| one.coverage_month),
            survival: seen.iter().map(|one| one.survival).collect(),
            top: column(|one| one.top),
            pot: column(|one| one.pot),
            equity: column(|one| one.equity),
        }
    }
}

/// Nine decimals: below a base unit's part of most figures.
fn shorten(value: f64) -> f64 {
    (value * 1e9).round() / 1e9
}

fn tokens(amount: u128) -> f64 {
    whole(amount, DECIMALS)
}

fn signed_tokens(amount: i128) -> f64 {
    signed_whole(amount, DECIMALS)
}
