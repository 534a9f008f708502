//! Single deposits and withdrawals: `timestamp,type,assets`.

use super::{columns::require, error::FlowError, history::FlowRow, read::Point};
use crate::prices::table::Table;

/// Reads deposits and withdrawals, and the number of rows of other types. What happened in one second is one row.
pub(super) fn read(table: &Table) -> Result<(Vec<Point>, usize), FlowError> {
    let time = require(table, &["timestamp", "time"])?;
    let kind = require(table, &["type"])?;
    let assets = require(table, &["assets", "amount"])?;
    let mut points: Vec<Point> = Vec::new();
    let mut passed_over = 0;
    for row in &table.rows {
        let fault = |fault| FlowError::at(&table.path, row.line, fault);
        let at = time.time(row).map_err(fault)?;
        let amount = assets.amount(row).map_err(fault)?;
        let (deposit, withdrawal) = match row.cell(kind.place).to_ascii_lowercase().as_str() {
            "supply" | "deposit" => (amount, 0),
            "withdraw" | "withdrawal" | "redeem" => (0, amount),
            _ => {
                passed_over += 1;
                continue;
            }
        };
        match points.last_mut().filter(|last| last.flow.time == at) {
            Some(last) => {
                last.flow.deposit += deposit;
                last.flow.withdrawal += withdrawal;
            }
            None => points.push(Point {
                flow: FlowRow {
                    time: at,
                    deposit,
                    withdrawal,
                    utilisation: None,
                },
                line: row.line,
            }),
        }
    }
    Ok((points, passed_over))
}
