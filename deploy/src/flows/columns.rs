//! Cells of flows, by the names their columns go by.

use super::{
    amounts::{format_amount, parse_tokens},
    error::{FlowError, FlowFault},
};
use crate::prices::{
    Fault,
    decimal::parse_fixed,
    parse_time,
    table::{Row, Table},
};

/// One, in millionths.
const MILLION: u128 = 1_000_000;
/// Decimals of a share price.
const PRICE_DECIMALS: u8 = 12;
/// Above it a time is not in seconds: they stay below until the year 5138.
const MILLISECONDS: u64 = 100_000_000_000;

/// A column: where it stands and what it is called.
#[derive(Debug, Clone)]
pub(super) struct Column {
    pub(super) place: usize,
    pub(super) name: String,
}

/// The first column that goes by one of the names, whatever its case; `total_assets` also by `total_assets_usd`.
pub(super) fn find(table: &Table, names: &[&str]) -> Option<Column> {
    let fits = |column: &str, name: &str| {
        let column = column.to_ascii_lowercase();
        column == name
            || column
                .strip_prefix(name)
                .and_then(|rest| rest.strip_prefix('_'))
                .is_some_and(|unit| matches!(unit, "usd" | "usdc" | "units" | "tokens"))
    };
    names.iter().find_map(|name| {
        let place = table.header.iter().position(|column| fits(column, name))?;
        Some(Column {
            place,
            name: table.header.get(place)?.clone(),
        })
    })
}

/// The same, where there must be one.
pub(super) fn require(table: &Table, names: &[&'static str]) -> Result<Column, FlowError> {
    let missing = || FlowFault::MissingColumn(names.first().copied().unwrap_or_default());
    find(table, names).ok_or_else(|| FlowError::at(&table.path, 1, missing()))
}

impl Column {
    /// A time: Unix seconds or an ISO date.
    pub(super) fn time(&self, row: &Row) -> Result<u64, FlowFault> {
        let text = row.cell(self.place);
        let time = parse_time(text).map_err(|_| FlowFault::BadTime {
            column: self.name.clone(),
            text: text.into(),
        })?;
        if time >= MILLISECONDS {
            return Err(Fault::NotSeconds(time).into());
        }
        Ok(time)
    }

    /// An amount of whole tokens, in millionths.
    pub(super) fn amount(&self, row: &Row) -> Result<u128, FlowFault> {
        Ok(parse_tokens(&self.name, row.cell(self.place))?)
    }

    /// The same, where a blank means none.
    pub(super) fn amount_or_none(&self, row: &Row) -> Result<u128, FlowFault> {
        if row.cell(self.place).is_empty() {
            return Ok(0);
        }
        self.amount(row)
    }

    /// A fraction in millionths, at most one; blank: not told.
    pub(super) fn fraction(&self, row: &Row) -> Result<Option<u32>, FlowFault> {
        let text = row.cell(self.place);
        if text.is_empty() {
            return Ok(None);
        }
        let value = parse_fixed(&self.name, text, 6)?;
        if value > MILLION {
            return Err(FlowFault::AboveOne {
                column: self.name.clone(),
                text: text.into(),
            });
        }
        Ok(u32::try_from(value).ok())
    }

    /// A share price, in units of 1e-12, above zero unless nothing is held.
    pub(super) fn share_price(&self, row: &Row, assets: u128) -> Result<u128, FlowFault> {
        let price = parse_fixed(&self.name, row.cell(self.place), PRICE_DECIMALS)?;
        if price == 0 && assets > 0 {
            return Err(FlowFault::ZeroPrice {
                column: self.name.clone(),
                assets: format_amount(assets),
            });
        }
        // Keeps products with an amount within 128 bits.
        if price > 1 << 46 {
            return Err(Fault::TooLarge {
                column: self.name.clone(),
                text: row.cell(self.place).into(),
            }
            .into());
        }
        Ok(price)
    }
}
