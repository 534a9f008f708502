//! Closes of several assets on one grid: `timestamp,NAME[,NAME…]`.

use super::{
    PricePoint,
    decimal::parse_price,
    error::{Fault, PriceError},
    table::Table,
};

/// Reads every column as one asset. A blank cell is an absent price: before a listing, after a
/// delisting, or a hole that the gap limit judges. The time of every row is checked, priced or not.
pub(super) fn read(table: &Table) -> Result<Vec<(String, Vec<PricePoint>)>, PriceError> {
    let timestamp = table.column("timestamp")?;
    let times = times(table, timestamp)?;
    let columns = table
        .header
        .iter()
        .enumerate()
        .filter(|(column, _)| *column != timestamp);
    columns
        .map(|(column, name)| Ok((name.clone(), column_points(table, &times, column, name)?)))
        .collect()
}

fn times(table: &Table, timestamp: usize) -> Result<Vec<PricePoint>, PriceError> {
    let mut times = Vec::with_capacity(table.rows.len());
    for row in &table.rows {
        let time = row
            .seconds(timestamp, "timestamp")
            .map_err(|fault| table.fault(row.line, fault))?;
        times.push(PricePoint {
            time,
            price: 0,
            line: row.line,
        });
    }
    super::read::check_order(table, &times, super::Kind::Candles)?;
    Ok(times)
}

fn column_points(
    table: &Table,
    times: &[PricePoint],
    column: usize,
    name: &str,
) -> Result<Vec<PricePoint>, PriceError> {
    let mut points = Vec::new();
    for (row, at) in table.rows.iter().zip(times) {
        let text = row.cell(column);
        if text.is_empty() {
            continue;
        }
        let price = parse_price(name, text).map_err(|fault| table.fault(row.line, fault))?;
        points.push(PricePoint { price, ..*at });
    }
    if points.len() < 2 {
        return Err(table.fault(1, Fault::TooFewRows(points.len())));
    }
    Ok(points)
}
