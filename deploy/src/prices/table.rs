//! CSV rows with their line numbers, before anything is known of their meaning.

use std::path::{Path, PathBuf};

use super::error::{Fault, PriceError};

/// A file as text cells.
#[derive(Debug)]
pub(crate) struct Table {
    /// File.
    pub(crate) path: PathBuf,
    /// Column names, trimmed.
    pub(crate) header: Vec<String>,
    /// Rows.
    pub(crate) rows: Vec<Row>,
}

/// A row and where it stands.
#[derive(Debug)]
pub(crate) struct Row {
    /// Line, from 1 (the header).
    pub(crate) line: u64,
    /// As many cells as the header has, trimmed.
    pub(crate) cells: csv::StringRecord,
}

impl Table {
    /// Reads a file and checks that every row has as many cells as the header.
    pub(crate) fn read(path: &Path) -> Result<Self, PriceError> {
        let io = |source| PriceError::Io {
            path: path.to_path_buf(),
            source,
        };
        let bytes = std::fs::read(path).map_err(io)?;
        let body = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
        let mut reader = csv::ReaderBuilder::new()
            .flexible(true)
            .trim(csv::Trim::All)
            .from_reader(body);
        let header = reader
            .headers()
            .map_err(|error| fault_of(path, 1, &error))?;
        let header: Vec<String> = header.iter().map(str::to_owned).collect();
        check_header(path, &header)?;
        let mut rows = Vec::new();
        for record in reader.records() {
            let next = rows.last().map_or(2, |row: &Row| row.line + 1);
            let cells = record.map_err(|error| fault_of(path, next, &error))?;
            let line = cells
                .position()
                .map_or(next, |position| first_line(body, position));
            if cells.len() != header.len() {
                let fault = Fault::WrongCells {
                    have: cells.len(),
                    want: header.len(),
                };
                return Err(PriceError::at(path, line, fault));
            }
            rows.push(Row { line, cells });
        }
        Ok(Self {
            path: path.to_path_buf(),
            header,
            rows,
        })
    }

    /// Position of a column, whatever its case.
    pub(crate) fn position(&self, name: &str) -> Option<usize> {
        self.header
            .iter()
            .position(|column| column.eq_ignore_ascii_case(name))
    }

    /// Position of a column that must be there.
    pub(crate) fn column(&self, name: &'static str) -> Result<usize, PriceError> {
        self.position(name)
            .ok_or_else(|| self.fault(1, Fault::MissingColumn(name)))
    }

    /// A fault on a line of this file.
    pub(crate) fn fault(&self, line: u64, fault: Fault) -> PriceError {
        PriceError::at(&self.path, line, fault)
    }
}

impl Row {
    /// A cell; empty when the row has no such column.
    pub(crate) fn cell(&self, column: usize) -> &str {
        self.cells.get(column).unwrap_or("")
    }

    /// A time in unix seconds.
    pub(crate) fn seconds(&self, column: usize, name: &str) -> Result<u64, Fault> {
        // Unix seconds stay below 1e11 until the year 5138; milliseconds have been above it since 1973.
        const MILLISECONDS: u64 = 100_000_000_000;
        match self.integer(column, name)? {
            time if time >= MILLISECONDS => Err(Fault::NotSeconds(time)),
            time => Ok(time),
        }
    }

    /// An unsigned integer.
    pub(crate) fn integer(&self, column: usize, name: &str) -> Result<u64, Fault> {
        let text = self.cell(column);
        text.parse()
            .map_err(|_| match super::decimal::parse_unsigned(name, text) {
                Err(fault) => fault,
                Ok(_) => Fault::NotANumber {
                    column: name.into(),
                    text: text.into(),
                },
            })
    }
}

/// The line a record starts on: the reader's position lies before any blank lines it then skipped.
fn first_line(body: &[u8], position: &csv::Position) -> u64 {
    let start = usize::try_from(position.byte()).unwrap_or(usize::MAX);
    let rest = body.get(start..).unwrap_or_default();
    let blank = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n'));
    position.line() + blank.filter(|byte| **byte == b'\n').count() as u64
}

fn check_header(path: &Path, header: &[String]) -> Result<(), PriceError> {
    for (index, column) in header.iter().enumerate() {
        if header[..index]
            .iter()
            .any(|earlier| earlier.eq_ignore_ascii_case(column))
        {
            return Err(PriceError::at(
                path,
                1,
                Fault::DuplicateColumn(column.clone()),
            ));
        }
    }
    Ok(())
}

fn fault_of(path: &Path, line: u64, error: &csv::Error) -> PriceError {
    let line = error.position().map_or(line, csv::Position::line);
    PriceError::at(path, line, Fault::NotText)
}
