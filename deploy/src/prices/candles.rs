//! Candles: `timestamp,open,high,low,close[,volume]`.

use super::{
    PricePoint,
    decimal::{format_price, parse_price, parse_unsigned},
    error::{Fault, PriceError},
    table::{Row, Table},
};

struct Columns {
    timestamp: usize,
    prices: [(usize, &'static str); 4],
    volume: Option<usize>,
}

/// Reads the closes, stamped with the opening time of their candle. Every cell is checked.
pub(super) fn read(table: &Table) -> Result<Vec<PricePoint>, PriceError> {
    let columns = Columns {
        timestamp: table.column("timestamp")?,
        prices: [
            (table.column("open")?, "open"),
            (table.column("high")?, "high"),
            (table.column("low")?, "low"),
            (table.column("close")?, "close"),
        ],
        volume: table.position("volume"),
    };
    let mut points = Vec::with_capacity(table.rows.len());
    for row in &table.rows {
        points.push(point(&columns, row).map_err(|fault| table.fault(row.line, fault))?);
    }
    Ok(points)
}

fn point(columns: &Columns, row: &Row) -> Result<PricePoint, Fault> {
    let time = row.seconds(columns.timestamp, "timestamp")?;
    let mut prices = [0; 4];
    for (price, (column, name)) in prices.iter_mut().zip(columns.prices) {
        *price = parse_price(name, row.cell(column))?;
    }
    let [_, high, low, close] = prices;
    if high < low {
        return Err(Fault::HighBelowLow {
            high: format_price(high),
            low: format_price(low),
        });
    }
    if let Some(volume) = columns.volume {
        parse_unsigned("volume", row.cell(volume))?;
    }
    Ok(PricePoint {
        time,
        price: close,
        line: row.line,
    })
}
