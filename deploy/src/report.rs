//! The reports of a replay, and of a balance sheet: `report.json` for machines, `report.html` for people.

mod bars;
mod chart;
mod crisis;
mod format;
mod html;
mod model;
mod pool;
mod readout;
mod scale;
mod sheet;
mod summary;

#[cfg(test)]
mod tests;

use std::{io::Write, path::Path};

use crate::sheet::SheetReport;

pub use crisis::{Common, CrisisReport, CrisisSeries, PoolOutcome, crisis_table, render_crisis};
pub use html::render_html;
pub(crate) use model::SCHEMA;
pub use model::{AssetReport, ChainFigures, Report, Series};
pub use pool::{PoolChain, PoolReport, PoolSeries, PoolSummary, Snapshot, summarise_pool};
pub use sheet::render_sheet;
pub use summary::{Summary, summarise};

/// Writes `report.json` and `report.html` into `folder`, making it when it is not there. Each file
/// appears whole or not at all.
///
/// # Errors
/// When the folder or a file cannot be written.
pub fn write_report(folder: &Path, report: &Report) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)?;
    write_json(&folder.join("report.json"), report)?;
    write_whole(&folder.join("report.html"), render_html(report).as_bytes())
}

/// Writes `report.json` and `report.html` of a balance sheet into `folder`, as [`write_report`] does.
///
/// # Errors
/// When the folder or a file cannot be written.
pub fn write_sheet(folder: &Path, sheet: &SheetReport) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)?;
    write_json(&folder.join("report.json"), sheet)?;
    write_whole(&folder.join("report.html"), render_sheet(sheet).as_bytes())
}

/// Writes `report.json` and `report.html` of a crisis into `folder`, as [`write_report`] does.
///
/// # Errors
/// When the folder or a file cannot be written.
pub fn write_crisis(folder: &Path, report: &CrisisReport) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)?;
    write_json(&folder.join("report.json"), report)?;
    write_whole(
        &folder.join("report.html"),
        render_crisis(report).as_bytes(),
    )
}

/// Writes a value as JSON.
///
/// # Errors
/// When the file cannot be written.
pub fn write_json(path: &Path, value: &impl serde::Serialize) -> std::io::Result<()> {
    let mut text = serde_json::to_vec(value)?;
    text.push(b'\n');
    write_whole(path, &text)
}

/// Writes beside the target, then renames, so that a reader never sees half a file.
fn write_whole(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(".part");
    let part = path.with_file_name(name);
    let mut file = std::fs::File::create(&part)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    std::fs::rename(&part, path)
}
