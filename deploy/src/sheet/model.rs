//! What a report of a balance sheet holds. Amounts are whole tokens, rates by the year, durations in years.

use ethers::types::Address;
use serde::Serialize;

/// A balance sheet at one block.
#[derive(Debug, Clone, Serialize)]
pub struct SheetReport {
    /// Format of this file.
    pub schema: u32,
    /// Tool and version.
    pub tool: String,
    /// Name of the deployment.
    pub network: String,
    /// Chain.
    pub chain_id: u64,
    /// Block.
    pub block: u64,
    /// Its time, Unix seconds.
    pub time: u64,
    /// The balance sheet.
    pub balance_sheet: Address,
    /// The currency whose shocks are applied.
    pub currency: String,
    /// Its books.
    pub books: Vec<BookSheet>,
    /// What the risk engine says of collateral.
    pub assets: Vec<AssetRisk>,
}

/// A figure with a name.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Named {
    /// Its name.
    pub name: &'static str,
    /// The figure.
    pub value: f64,
}

/// One book.
#[derive(Debug, Clone, Serialize)]
pub struct BookSheet {
    /// Name.
    pub name: String,
    /// Token.
    pub token: Address,
    /// Its decimals.
    pub decimals: u8,
    /// What it owns.
    pub assets: Vec<Named>,
    /// What it owes, its depositors last.
    pub liabilities: Vec<Named>,
    /// Rate of floating loans.
    pub borrow_rate: f64,
    /// Days since the last strike.
    pub strike_age: u64,
    /// Whether new risk is paused.
    pub paused: bool,
    /// Its liquidity.
    pub liquidity: LiquidityFigures,
    /// The ladder by bucket.
    pub buckets: Vec<Bucket>,
    /// Its exposure to rates; absent where the rate model has no curve.
    pub rates: Option<RateFigures>,
}

/// Liquidity of a book.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct LiquidityFigures {
    /// The guarded surplus.
    pub surplus: f64,
    /// Part of the floating deposits expected to leave within thirty days.
    pub run_off: f64,
    /// Coverage over one day; absent where nothing can leave.
    pub coverage_day: Option<f64>,
    /// Over seven days.
    pub coverage_week: Option<f64>,
    /// Over thirty days.
    pub coverage_month: Option<f64>,
    /// Net stable funding ratio; absent where none is required.
    pub stable_funding: Option<f64>,
    /// Days the cash lasts under stress; absent: as far as anything is due.
    pub survival: Option<f64>,
    /// The least cumulative gap under stress.
    pub least_gap: f64,
    /// Assets over liabilities; absent where nothing is owed.
    pub solvency: Option<f64>,
}

/// A bucket of the ladder.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Bucket {
    /// Its name.
    pub name: &'static str,
    /// What comes in.
    pub inflow: f64,
    /// What goes out.
    pub outflow: f64,
    /// Sum of what came in less what went out up to here.
    pub cumulative: f64,
}

/// Exposure of a book to interest rates.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RateFigures {
    /// Present values of assets and liabilities.
    pub values: [f64; 2],
    /// Their Macaulay durations.
    pub durations: [f64; 2],
    /// Their convexities.
    pub convexities: [f64; 2],
    /// Duration gap.
    pub duration_gap: f64,
    /// Duration of equity.
    pub equity_duration: f64,
    /// Loss of assets less liabilities when all rates rise by a basis point.
    pub dv01: f64,
    /// The same by part of the curve.
    pub key_rates: Vec<Named>,
    /// Redington's conditions: values, durations, convexities.
    pub redington: [bool; 3],
    /// What the six shocks do.
    pub shocks: Shocks,
}

/// What the six shocks do. Positive is a loss.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Shocks {
    /// Loss of economic value by shock.
    pub losses: Vec<Named>,
    /// The worst, not below zero.
    pub measure: f64,
    /// Loss of a year's income when rates rise.
    pub income_up: f64,
    /// When they fall.
    pub income_down: f64,
}

/// What the risk engine says of an asset.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AssetRisk {
    /// Name.
    pub name: String,
    /// Annual volatility used.
    pub volatility: f64,
    /// Haircut.
    pub haircut: f64,
    /// Liquidation threshold of existing loans.
    pub threshold: f64,
    /// Highest LTV of new loans.
    pub opening_ltv: f64,
    /// No fresh sample.
    pub stale: bool,
}
