//! From files to checked histories.

use std::collections::BTreeSet;

use super::{
    History, Kind, MaxGap, PricePoint, Source, Span, candles, closes,
    error::{Fault, PriceError},
    format_time, gaps, naming, rounds,
    table::Table,
};

/// Reads every file, cuts the histories to `span` and sees that names are unique.
///
/// # Errors
/// [`PriceError`] for the first fault found; then none of the histories is to be used.
pub fn read_many(
    sources: &[Source],
    span: &Span,
    max_gap: MaxGap,
) -> Result<Vec<History>, PriceError> {
    let mut histories = Vec::new();
    let mut names = BTreeSet::new();
    for source in sources {
        for history in cut_all(read_history(source, max_gap)?, span)? {
            if !names.insert(history.asset.clone()) {
                return Err(PriceError::SameName(history.asset));
            }
            histories.push(history);
        }
    }
    Ok(histories)
}

/// Reads one file: one history, or one per column for a file of closes.
///
/// # Errors
/// [`PriceError`] with file and line.
pub fn read_history(source: &Source, max_gap: MaxGap) -> Result<Vec<History>, PriceError> {
    let table = Table::read(&source.path)?;
    let name = source
        .name
        .clone()
        .unwrap_or_else(|| naming::asset_name(&source.path));
    if table.position("updated_at").is_some() || table.position("round").is_some() {
        return Ok(vec![history(
            &table,
            name,
            Kind::Rounds,
            rounds::read(&table)?,
            max_gap,
        )?]);
    }
    table.column("timestamp")?;
    if ["open", "high", "low", "close"]
        .iter()
        .any(|column| table.position(column).is_some())
    {
        return Ok(vec![history(
            &table,
            name,
            Kind::Candles,
            candles::read(&table)?,
            max_gap,
        )?]);
    }
    if table.header.len() < 2 {
        return Err(table.fault(1, Fault::MissingColumn("close")));
    }
    let (columns, max_gap) = (closes::read(&table)?, max_gap.of_column());
    columns
        .into_iter()
        .map(|(name, points)| history(&table, name, Kind::Candles, points, max_gap))
        .collect()
}

fn history(
    table: &Table,
    asset: String,
    kind: Kind,
    mut points: Vec<PricePoint>,
    max_gap: MaxGap,
) -> Result<History, PriceError> {
    if points.len() < 2 {
        return Err(table.fault(1, Fault::TooFewRows(points.len())));
    }
    check_order(table, &points, kind)?;
    let step = match kind {
        Kind::Candles => gaps::grid_step(&points),
        Kind::Rounds => gaps::median_step(&points),
    };
    let gaps = gaps::find_gaps(kind, step, &points, max_gap);
    let mut gaps = gaps.map_err(|(line, fault)| table.fault(line, fault))?;
    if kind == Kind::Candles {
        // A close is known when its candle ends, not when it begins.
        points.iter_mut().for_each(|point| point.time += step);
        gaps.iter_mut()
            .for_each(|gap| (gap.from, gap.to) = (gap.from + step, gap.to + step));
    }
    Ok(History {
        asset,
        file: table.path.display().to_string(),
        kind,
        step,
        points,
        gaps,
    })
}

/// Times must rise (candles), or at least not fall (rounds).
pub(super) fn check_order(
    table: &Table,
    points: &[PricePoint],
    kind: Kind,
) -> Result<(), PriceError> {
    for pair in points.windows(2) {
        let [before, after] = pair else { continue };
        let (have, previous, previous_line) = (after.time, before.time, before.line);
        if have < previous {
            return Err(table.fault(
                after.line,
                Fault::Unsorted {
                    have,
                    previous,
                    previous_line,
                },
            ));
        }
        if have == previous && kind == Kind::Candles {
            let fault = Fault::Duplicate {
                what: "timestamp",
                have,
                previous_line,
            };
            return Err(table.fault(after.line, fault));
        }
    }
    Ok(())
}

/// Cuts the histories of one file. Of several columns, those not listed inside the span are left
/// out; a file of which nothing remains is an error.
fn cut_all(histories: Vec<History>, span: &Span) -> Result<Vec<History>, PriceError> {
    let (mut kept, mut refused) = (Vec::new(), None);
    for history in histories {
        match cut(history, span) {
            Ok(history) => kept.push(history),
            Err(error) => refused = Some(error),
        }
    }
    match refused {
        Some(error) if kept.is_empty() => Err(error),
        _ => Ok(kept),
    }
}

fn cut(history: History, span: &Span) -> Result<History, PriceError> {
    let within = history.within(span);
    if within.points.len() >= 2 {
        return Ok(within);
    }
    let text = |point: Option<&PricePoint>| {
        point.map_or_else(String::new, |point| format_time(point.time))
    };
    Err(PriceError::TooShort {
        asset: history.asset,
        have: within.points.len(),
        first: text(history.points.first()),
        last: text(history.points.last()),
    })
}
