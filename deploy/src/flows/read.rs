//! From a file to a checked history of flows.

use std::{collections::BTreeMap, path::Path};

use super::{
    balances, columns,
    error::{FlowError, FlowFault},
    events,
    history::{FlowHistory, FlowRow, Form},
    plain,
};
use crate::prices::{Fault, Gap, Kind, MaxGap, table::Table};

/// A row and where it stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Point {
    pub(super) flow: FlowRow,
    pub(super) line: u64,
}

/// Which of several vaults or markets to read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selection {
    /// Their names; empty: all of them, added up.
    pub names: Vec<String>,
}

impl Selection {
    /// The chosen of those there are, in the order of the file.
    pub(super) fn choose(
        &self,
        path: &Path,
        there: Vec<Option<String>>,
    ) -> Result<Vec<Option<String>>, FlowError> {
        if self.names.is_empty() {
            return Ok(there);
        }
        let known: Vec<String> = there.iter().flatten().cloned().collect();
        if known.is_empty() {
            return Err(FlowError::NoSeries { path: path.into() });
        }
        for wanted in &self.names {
            if !known.contains(wanted) {
                let (path, wanted) = (path.into(), wanted.clone());
                return Err(FlowError::NoSuchSeries {
                    path,
                    wanted,
                    known,
                });
            }
        }
        let is_chosen =
            |name: &Option<String>| name.as_ref().is_some_and(|name| self.names.contains(name));
        Ok(there.into_iter().filter(is_chosen).collect())
    }
}

/// Reads a file of any of the forms.
///
/// # Errors
/// [`FlowError`] with file and line.
pub fn read_flows(
    path: &Path,
    selection: &Selection,
    max_gap: MaxGap,
) -> Result<FlowHistory, FlowError> {
    let table = Table::read(path)?;
    let form = form_of(&table)?;
    if !matches!(form, Form::Balances | Form::Markets) && !selection.names.is_empty() {
        return Err(FlowError::NoSeries { path: path.into() });
    }
    let mut history = match form {
        Form::Flows => single(&table, form, plain::read(&table)?, max_gap)?,
        Form::Events => {
            let (points, passed_over) = events::read(&table)?;
            FlowHistory {
                passed_over,
                ..single(&table, form, points, max_gap)?
            }
        }
        Form::Balances | Form::Markets => added_up(&table, form, selection, max_gap)?,
    };
    if history.rows.len() < 2 {
        return Err(FlowError::at(
            path,
            1,
            FlowFault::TooFewRows(history.rows.len()),
        ));
    }
    if history.peak() == 0 {
        return Err(FlowError::NoFlow { path: path.into() });
    }
    history.file = path.display().to_string();
    if history.name.is_empty() {
        let stem = path.file_stem().unwrap_or_default();
        history.name = stem.to_string_lossy().into_owned();
    }
    Ok(history)
}

fn form_of(table: &Table) -> Result<Form, FlowError> {
    let has = |names: &[&str]| columns::find(table, names).is_some();
    if has(&["deposit", "deposits", "withdrawal", "withdrawals"]) {
        Ok(Form::Flows)
    } else if has(&["type"]) {
        Ok(Form::Events)
    } else if has(&["supply"]) {
        Ok(Form::Markets)
    } else if has(&["total_assets", "balance"]) {
        Ok(Form::Balances)
    } else {
        Err(FlowError::at(
            &table.path,
            1,
            FlowFault::MissingColumn("deposit"),
        ))
    }
}

/// A history of rows that stand for themselves: what was there before is the least that explains the withdrawals, or,
/// where nothing had to be there, what the first row deposits.
fn single(
    table: &Table,
    form: Form,
    points: Vec<Point>,
    max_gap: MaxGap,
) -> Result<FlowHistory, FlowError> {
    let (step, gaps) = check_times(table, &points, form, max_gap)?;
    let mut rows: Vec<FlowRow> = points.iter().map(|point| point.flow).collect();
    let mut opening = FlowHistory::least_opening(&rows);
    if let (0, Some(first)) = (opening, rows.first_mut()) {
        opening = std::mem::take(&mut first.deposit);
    }
    Ok(FlowHistory {
        name: String::new(),
        file: String::new(),
        form,
        step,
        series: Vec::new(),
        opening,
        rows,
        gaps,
        passed_over: 0,
    })
}

/// A history of balances, those of several series added up. A series that begins after the others comes as a deposit.
fn added_up(
    table: &Table,
    form: Form,
    selection: &Selection,
    max_gap: MaxGap,
) -> Result<FlowHistory, FlowError> {
    let all = balances::read(table, form, selection)?;
    let begins = all
        .iter()
        .filter_map(|series| series.points.first())
        .map(|point| point.flow.time);
    let begin = begins.min().unwrap_or(0);
    let (mut opening, mut steps, mut gaps) = (0, Vec::new(), Vec::new());
    let mut rows: BTreeMap<u64, FlowRow> = BTreeMap::new();
    for series in &all {
        let (step, holes) = check_times(table, &series.points, form, max_gap)?;
        steps.push(step);
        gaps.extend(holes);
        for (index, point) in series.points.iter().enumerate() {
            let row = rows.entry(point.flow.time).or_default();
            row.time = point.flow.time;
            row.deposit += point.flow.deposit;
            row.withdrawal += point.flow.withdrawal;
            match index {
                0 if point.flow.time == begin => opening += series.opening,
                0 => row.deposit += series.opening,
                _ => {}
            }
        }
    }
    let mut rows: Vec<FlowRow> = rows.into_values().collect();
    balances::utilise(&mut rows, &all);
    let series: Vec<String> = all.into_iter().filter_map(|series| series.name).collect();
    let name = if let [only] = series.as_slice() {
        only.clone()
    } else {
        String::new()
    };
    let step = steps.into_iter().min().unwrap_or(0);
    gaps.sort_unstable_by_key(|gap: &Gap| (gap.from, gap.to));
    gaps.dedup();
    Ok(FlowHistory {
        name,
        file: String::new(),
        form,
        step,
        series,
        opening,
        rows,
        gaps,
        passed_over: 0,
    })
}

/// Times must rise; single events may be as irregular as they are, everything else stands on a grid.
fn check_times(
    table: &Table,
    points: &[Point],
    form: Form,
    max_gap: MaxGap,
) -> Result<(u64, Vec<Gap>), FlowError> {
    for pair in points.windows(2) {
        let [before, after] = pair else { continue };
        let (have, previous, previous_line) = (after.flow.time, before.flow.time, before.line);
        let fault = match have.cmp(&previous) {
            std::cmp::Ordering::Less => Fault::Unsorted {
                have,
                previous,
                previous_line,
            },
            std::cmp::Ordering::Equal => Fault::Duplicate {
                what: "time",
                have,
                previous_line,
            },
            std::cmp::Ordering::Greater => continue,
        };
        return Err(FlowError::at(&table.path, after.line, fault));
    }
    let step = grid_step(points);
    let limit = match (form, max_gap) {
        (Form::Events, MaxGap::Standard) => u64::MAX,
        _ => max_gap.limit(Kind::Candles, step).max(step),
    };
    let mut gaps = Vec::new();
    for pair in points.windows(2) {
        let [before, after] = pair else { continue };
        let (from, to) = (before.flow.time, after.flow.time);
        let seconds = to - from;
        if seconds > limit {
            let fault = Fault::Gap {
                seconds,
                limit,
                previous_line: before.line,
            };
            return Err(FlowError::at(&table.path, after.line, fault));
        }
        if form != Form::Events && seconds > step {
            gaps.push(Gap { from, to });
        }
    }
    Ok((step, gaps))
}

/// The most frequent time between two rows, the smallest of equals.
fn grid_step(points: &[Point]) -> u64 {
    let mut steps: Vec<u64> = points
        .windows(2)
        .map(|pair| pair[1].flow.time - pair[0].flow.time)
        .collect();
    steps.sort_unstable();
    let runs = steps.chunk_by(|a, b| a == b).rev();
    runs.max_by_key(|run| run.len()).map_or(0, |run| run[0])
}
