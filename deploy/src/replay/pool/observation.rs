//! What was seen of a pool after one row of flows.

use serde::Serialize;

/// A pool after a row. Amounts are whole tokens, fractions of one: for charts, converted once from base units.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct PoolObservation {
    /// Block time, Unix seconds.
    pub time: u64,
    /// What came.
    pub deposited: f64,
    /// What wanted to leave, apart from those who waited already.
    pub asked: f64,
    /// What left, those who had waited included.
    pub paid: f64,
    /// What the exits were charged.
    pub fee: f64,
    /// What waits to leave after it.
    pub waiting: f64,
    /// What the floating depositors own.
    pub net_value: f64,
    /// Cash.
    pub cash: f64,
    /// Floating loans.
    pub loans: f64,
    /// Floating loans over cash and loans.
    pub utilisation: f64,
    /// Utilisation the borrowers aim at.
    pub target: f64,
    /// Rate of floating loans, a year.
    pub rate: f64,
    /// Assets a share of the vault is worth at cost.
    pub share_price: f64,
    /// What leaving with a hundredth of the deposits would be charged, of what it takes out.
    pub exit_fee: f64,
    /// What all depositors together could take out now, of what they own.
    pub exit_room: f64,
    /// The liquidity surplus.
    pub surplus: f64,
    /// Surplus below which exits are refused.
    pub exit_edge: f64,
    /// Run-off over thirty days as struck.
    pub run_off: f64,
    /// Coverage over a day; absent where nothing may be asked for.
    pub coverage_day: Option<f64>,
    /// Coverage over seven days.
    pub coverage_week: Option<f64>,
    /// Coverage over thirty days.
    pub coverage_month: Option<f64>,
    /// Days the cash lasts in the stress; absent: beyond a year.
    pub survival: Option<u16>,
    /// The largest holder's part as the book bounds it.
    pub top: f64,
    /// The funded imbalance potential.
    pub pot: f64,
    /// The pool's own capital.
    pub equity: f64,
}
