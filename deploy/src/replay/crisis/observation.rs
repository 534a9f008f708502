//! What was seen of a pool after one step.

use serde::Serialize;

/// A pool after a step. Amounts are whole units of the quote currency; ratios fractions.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct CrisisObservation {
    /// Block time, Unix seconds.
    pub time: u64,
    /// Loan to value offered to new borrowing.
    pub offered: f64,
    /// Liquidation threshold of existing loans.
    pub threshold: f64,
    /// Regime of the risk monitor, from Normal, 0, to Emergency, 3; 0 where there is none.
    pub regime: u8,
    /// Cascade gain of the collateral as measured last; 0 where nobody measures.
    pub gain: f64,
    /// What accounts owe.
    pub loans: f64,
    /// What of it is beyond the worth of their collateral.
    pub under_water: f64,
    /// Debt given up so far.
    pub bad_debt: f64,
    /// Debt repaid by liquidators so far.
    pub liquidated: f64,
    /// What depositors bore so far.
    pub depositors_bore: f64,
    /// Worth of the shares of those who wait to leave.
    pub waiting: f64,
    /// The part of the deposits that could leave at once.
    pub exit_room: f64,
    /// Cash of the book.
    pub cash: f64,
    /// Assets a share is worth, relative to its first price.
    pub share_price: f64,
}
