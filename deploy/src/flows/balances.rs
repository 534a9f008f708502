//! Balances of vaults and markets: what changed from one row to the next came or left.

use std::collections::BTreeMap;

use super::{
    columns::{Column, find, require},
    error::{FlowError, FlowFault},
    history::{FlowRow, Form},
    read::{Point, Selection},
};
use crate::prices::table::{Row, Table};

/// One, in millionths.
const MILLION: u128 = 1_000_000;

/// The columns of such a file.
struct Columns {
    time: Column,
    series: Option<Column>,
    assets: Column,
    price: Option<Column>,
    loans: Option<Column>,
}

/// A balance at a time.
#[derive(Debug, Clone, Copy)]
struct Balance {
    time: u64,
    line: u64,
    assets: u128,
    price: Option<u128>,
    loans: Option<u128>,
}

/// Flows of one vault or market.
#[derive(Debug)]
pub(super) struct Series {
    /// Its name, where the file names any.
    pub(super) name: Option<String>,
    /// What was there at its first row.
    pub(super) opening: u128,
    /// What changed at every later one; the first changes nothing.
    pub(super) points: Vec<Point>,
    /// Assets and loans at every row, where the file tells of loans.
    pub(super) levels: Vec<(u64, u128, u128)>,
}

/// Reads the chosen series.
pub(super) fn read(
    table: &Table,
    form: Form,
    selection: &Selection,
) -> Result<Vec<Series>, FlowError> {
    let columns = columns(table, form)?;
    let mut order = Vec::new();
    let mut balances: BTreeMap<Option<String>, Vec<Balance>> = BTreeMap::new();
    for row in &table.rows {
        let name = columns
            .series
            .as_ref()
            .map(|column| row.cell(column.place).to_owned());
        let balance =
            balance(row, &columns).map_err(|fault| FlowError::at(&table.path, row.line, fault))?;
        if !balances.contains_key(&name) {
            order.push(name.clone());
        }
        balances.entry(name).or_default().push(balance);
    }
    let chosen = selection.choose(&table.path, order)?;
    Ok(chosen
        .into_iter()
        .filter_map(|name| balances.remove(&name).map(|of| series(name, &of)))
        .collect())
}

fn columns(table: &Table, form: Form) -> Result<Columns, FlowError> {
    let markets = form == Form::Markets;
    let assets: &[&'static str] = if markets {
        &["supply"]
    } else {
        &["total_assets", "balance"]
    };
    Ok(Columns {
        time: require(table, &["timestamp", "time"])?,
        series: find(table, &["vault", "market"]),
        assets: require(table, assets)?,
        price: if markets {
            None
        } else {
            find(table, &["share_price"])
        },
        loans: if markets {
            Some(require(table, &["borrow"])?)
        } else {
            None
        },
    })
}

fn balance(row: &Row, columns: &Columns) -> Result<Balance, FlowFault> {
    let assets = columns.assets.amount(row)?;
    let price = columns.price.as_ref();
    let loans = columns.loans.as_ref();
    Ok(Balance {
        time: columns.time.time(row)?,
        line: row.line,
        assets,
        price: price
            .map(|column| column.share_price(row, assets))
            .transpose()?,
        loans: loans.map(|column| column.amount(row)).transpose()?,
    })
}

fn series(name: Option<String>, balances: &[Balance]) -> Series {
    let first = balances.first();
    let mut points: Vec<Point> = first
        .map(|first| point(first, first.assets))
        .into_iter()
        .collect();
    for pair in balances.windows(2) {
        let [before, after] = pair else { continue };
        points.push(point(after, kept(before, after)));
    }
    let level = |at: &Balance| Some((at.time, at.assets, at.loans?));
    Series {
        name,
        opening: first.map_or(0, |first| first.assets),
        points,
        levels: balances.iter().filter_map(level).collect(),
    }
}

/// What the balance before has become without anybody coming or leaving: it moves with the share price.
fn kept(before: &Balance, after: &Balance) -> u128 {
    match (before.price, after.price) {
        (Some(old), Some(new)) if old > 0 => {
            let (whole, rest) = (before.assets / old, before.assets % old);
            whole
                .saturating_mul(new)
                .saturating_add(rest.saturating_mul(new) / old)
        }
        _ => before.assets,
    }
}

/// The flow between what was kept and what is there.
fn point(at: &Balance, kept: u128) -> Point {
    Point {
        flow: FlowRow {
            time: at.time,
            deposit: at.assets.saturating_sub(kept),
            withdrawal: kept.saturating_sub(at.assets),
            utilisation: None,
        },
        line: at.line,
    }
}

/// The utilisation of several markets together, by the last known levels of each, at the times of `rows`.
pub(super) fn utilise(rows: &mut [FlowRow], all: &[Series]) {
    let mut cursors = vec![0usize; all.len()];
    for row in rows {
        let (mut supply, mut loans) = (0u128, 0u128);
        for (series, cursor) in all.iter().zip(&mut cursors) {
            let later = series.levels.get(*cursor..).unwrap_or_default();
            *cursor += later.iter().take_while(|level| level.0 <= row.time).count();
            if let Some((_, assets, lent)) =
                cursor.checked_sub(1).and_then(|at| series.levels.get(at))
            {
                supply += assets;
                loans += lent;
            }
        }
        let part = (loans.saturating_mul(MILLION)).checked_div(supply);
        row.utilisation = part
            .map(|part| part.min(MILLION) as u32)
            .or(row.utilisation);
    }
}
