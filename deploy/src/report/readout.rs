//! What is read out under the pointer: rows of figures the page's script shows.

use super::chart::{LEFT, RIGHT, Unit, WIDTH};

/// Rows kept; a chart is not wider than that in pixels.
const ROWS: usize = 1_000;

/// A column that is read out.
pub(super) struct Column<'a> {
    /// Its name.
    pub(super) name: &'a str,
    /// How it reads.
    pub(super) unit: Unit,
    /// One value a time.
    pub(super) values: &'a [f64],
}

/// A chart with its read-out.
pub(super) fn figure(svg: &str, rows: &str) -> String {
    format!(
        "<figure>{svg}<output class=\"readout\"></output><script type=\"application/json\">{rows}</script></figure>"
    )
}

/// The rows the script reads out, thinned.
pub(super) fn json(times: &[u64], columns: &[Column<'_>]) -> String {
    let stride = times.len().div_ceil(ROWS).max(1);
    let rows: Vec<_> = (0..times.len())
        .step_by(stride)
        .filter_map(|row| {
            let values = columns.iter().map(|column| {
                column
                    .values
                    .get(row)
                    .map(|value| shorten(column.unit, *value))
            });
            Some((times.get(row)?, values.collect::<Vec<_>>()))
        })
        .collect();
    let columns: Vec<_> = columns
        .iter()
        .map(|column| (column.name, unit(column.unit)))
        .collect();
    // A name could end the script it stands in.
    serde_json::json!({ "left": LEFT, "right": RIGHT, "width": WIDTH, "columns": columns, "rows": rows })
        .to_string()
        .replace('<', "\\u003c")
}

fn unit(unit: Unit) -> &'static str {
    match unit {
        Unit::Price => "price",
        Unit::Percent => "percent",
        Unit::Fine => "fine",
        Unit::Amount => "amount",
        Unit::Days => "days",
    }
}

/// As many digits as are shown.
fn shorten(unit: Unit, value: f64) -> f64 {
    let digits = match unit {
        Unit::Price => 1e8,
        Unit::Percent | Unit::Fine => 1e6,
        Unit::Amount | Unit::Days => 1e2,
    };
    (value * digits).round() / digits
}
