//! A checked history of flows.

use std::path::Path;

use serde::Serialize;

use super::{amounts::Scale, error::FlowError};
use crate::prices::{Gap, Span, format_time};

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Form {
    /// Deposits and withdrawals.
    Flows,
    /// Balances of one or more vaults.
    Balances,
    /// Supply and loans of one or more markets.
    Markets,
    /// Single deposits and withdrawals.
    Events,
}

/// What came and left at one time. Amounts in millionths of a token.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct FlowRow {
    /// Unix seconds.
    pub time: u64,
    /// What came.
    pub deposit: u128,
    /// What left.
    pub withdrawal: u128,
    /// Loans over deposits, millionths, where the file tells.
    pub utilisation: Option<u32>,
}

/// Flows of one pool.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FlowHistory {
    /// Name, from the series or the file.
    pub name: String,
    /// File it was read from.
    pub file: String,
    /// Form of the file.
    pub form: Form,
    /// Most frequent time between two rows, seconds.
    pub step: u64,
    /// Vaults or markets added up; empty where the file names none.
    pub series: Vec<String>,
    /// What was there before the first row, millionths of a token.
    pub opening: u128,
    /// Rows, times rising.
    pub rows: Vec<FlowRow>,
    /// Holes longer than the limit of a step that are allowed.
    pub gaps: Vec<Gap>,
    /// Rows of other types, passed over.
    pub passed_over: usize,
}

impl FlowHistory {
    /// The part of the history inside `span`, both ends included, with what was there before it.
    ///
    /// # Errors
    /// [`FlowError::TooShort`] when fewer than two rows are left.
    pub fn within(&self, span: &Span) -> Result<Self, FlowError> {
        let mut cut = self.clone();
        let before = self
            .rows
            .iter()
            .filter(|row| span.from.is_some_and(|from| row.time < from));
        cut.opening = before.fold(self.opening, balance_after);
        cut.rows.retain(|row| span.contains(row.time));
        cut.gaps
            .retain(|gap| span.contains(gap.from) && span.contains(gap.to));
        if cut.rows.len() >= 2 {
            return Ok(cut);
        }
        let text =
            |row: Option<&FlowRow>| row.map_or_else(String::new, |row| format_time(row.time));
        Err(FlowError::TooShort {
            path: Path::new(&self.file).into(),
            have: cut.rows.len(),
            first: text(self.rows.first()),
            last: text(self.rows.last()),
        })
    }

    /// The same with every amount multiplied.
    #[must_use]
    pub fn scaled(&self, scale: Scale) -> Self {
        let mut scaled = self.clone();
        scaled.opening = scale.apply(self.opening);
        for row in &mut scaled.rows {
            row.deposit = scale.apply(row.deposit);
            row.withdrawal = scale.apply(row.withdrawal);
        }
        scaled
    }

    /// The most that is ever deposited, by the flows alone.
    #[must_use]
    pub fn peak(&self) -> u128 {
        let mut balance = self.opening;
        let mut peak = balance;
        for row in &self.rows {
            peak = peak.max(balance.saturating_add(row.deposit));
            balance = balance_after(balance, row);
        }
        peak
    }

    /// The least there must have been before the first row for every withdrawal to have been possible.
    pub(super) fn least_opening(rows: &[FlowRow]) -> u128 {
        let (mut balance, mut missing) = (0u128, 0u128);
        for row in rows {
            balance = balance.saturating_add(row.deposit);
            missing = missing.saturating_add(row.withdrawal.saturating_sub(balance));
            balance = balance.saturating_sub(row.withdrawal);
        }
        missing
    }
}

fn balance_after(balance: u128, row: &FlowRow) -> u128 {
    balance
        .saturating_add(row.deposit)
        .saturating_sub(row.withdrawal)
}
