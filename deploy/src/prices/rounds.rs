//! Oracle rounds: `updated_at,price,phase,round`.

use super::{
    PricePoint,
    decimal::parse_price,
    error::{Fault, PriceError},
    table::Table,
};

/// Reads the rounds. Two rounds may share a second (two updates in one block), but phases and
/// rounds must advance.
pub(super) fn read(table: &Table) -> Result<Vec<PricePoint>, PriceError> {
    let updated_at = table.column("updated_at")?;
    let price = table.column("price")?;
    let phase = table.column("phase")?;
    let round = table.column("round")?;
    let mut points = Vec::with_capacity(table.rows.len());
    let mut previous: Option<(u64, u64, u64)> = None;
    for row in &table.rows {
        let at = |fault| table.fault(row.line, fault);
        let key = (
            row.integer(phase, "phase").map_err(at)?,
            row.integer(round, "round").map_err(at)?,
        );
        if let Some((last_phase, last_round, previous_line)) = previous {
            check_round(key, (last_phase, last_round), previous_line).map_err(at)?;
        }
        previous = Some((key.0, key.1, row.line));
        let time = row.seconds(updated_at, "updated_at").map_err(at)?;
        let price = parse_price("price", row.cell(price)).map_err(at)?;
        points.push(PricePoint {
            time,
            price,
            line: row.line,
        });
    }
    Ok(points)
}

fn check_round(have: (u64, u64), last: (u64, u64), previous_line: u64) -> Result<(), Fault> {
    match have.cmp(&last) {
        std::cmp::Ordering::Greater => Ok(()),
        std::cmp::Ordering::Equal => Err(Fault::Duplicate {
            what: "round",
            have: have.1,
            previous_line,
        }),
        std::cmp::Ordering::Less => Err(Fault::Unsorted {
            have: have.1,
            previous: last.1,
            previous_line,
        }),
    }
}
