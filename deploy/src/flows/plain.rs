//! Deposits and withdrawals: `time,deposit,withdrawal[,utilisation]`.

use super::{
    columns::{Column, find, require},
    error::{FlowError, FlowFault},
    history::FlowRow,
    read::Point,
};
use crate::prices::table::{Row, Table};

/// Reads the rows. Blank amounts are none.
pub(super) fn read(table: &Table) -> Result<Vec<Point>, FlowError> {
    let time = require(table, &["time", "timestamp"])?;
    let deposit = require(table, &["deposit", "deposits"])?;
    let withdrawal = require(table, &["withdrawal", "withdrawals"])?;
    let utilisation = find(table, &["utilisation", "utilization"]);
    let mut points = Vec::with_capacity(table.rows.len());
    for row in &table.rows {
        let read = flow(row, &time, &deposit, &withdrawal, utilisation.as_ref());
        let flow = read.map_err(|fault| FlowError::at(&table.path, row.line, fault))?;
        points.push(Point {
            flow,
            line: row.line,
        });
    }
    Ok(points)
}

fn flow(
    row: &Row,
    time: &Column,
    deposit: &Column,
    withdrawal: &Column,
    utilisation: Option<&Column>,
) -> Result<FlowRow, FlowFault> {
    Ok(FlowRow {
        time: time.time(row)?,
        deposit: deposit.amount_or_none(row)?,
        withdrawal: withdrawal.amount_or_none(row)?,
        utilisation: match utilisation {
            Some(column) => column.fraction(row)?,
            None => None,
        },
    })
}
