//! What can be wrong with a history of flows, and where.

use std::path::{Path, PathBuf};

use crate::prices::{Fault, PriceError};

/// A history of flows that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum FlowError {
    /// The file cannot be read, or is no table.
    #[error(transparent)]
    Table(#[from] PriceError),
    /// A line is faulty.
    #[error("{}:{line}: {fault}", path.display())]
    Line {
        /// File.
        path: PathBuf,
        /// Line, from 1 (the header).
        line: u64,
        /// What is wrong with it.
        fault: FlowFault,
    },
    /// No row names the vault or market that was asked for.
    #[error("{}: no row is of {wanted:?}; there are: {}", path.display(), list(known))]
    NoSuchSeries {
        /// File.
        path: PathBuf,
        /// What was asked for.
        wanted: String,
        /// Those in the file.
        known: Vec<String>,
    },
    /// A series was chosen in a file that names none.
    #[error("{}: rows of this file name no vault or market; leave out --series", path.display())]
    NoSeries {
        /// File.
        path: PathBuf,
    },
    /// Nothing is left inside the span asked for.
    #[error("{}: {have} rows between --from and --to, at least 2 are needed; the history runs from {first} to {last}", path.display())]
    TooShort {
        /// File.
        path: PathBuf,
        /// Rows left.
        have: usize,
        /// First time in the history.
        first: String,
        /// Last time in the history.
        last: String,
    },
    /// Nothing was ever deposited.
    #[error("{}: nothing is ever deposited or withdrawn", path.display())]
    NoFlow {
        /// File.
        path: PathBuf,
    },
    /// `--scale` is not a factor.
    #[error("--scale {0:?} is not a factor: give a positive number such as 1, 0.001 or 1000")]
    BadScale(String),
    /// The scaled amounts do not fit the pool.
    #[error(
        "{have} whole tokens at the most, the pool takes up to {want}; give a smaller --scale, e.g. {hint}"
    )]
    TooLarge {
        /// Largest sum of deposits, whole tokens.
        have: String,
        /// What the pool takes.
        want: String,
        /// A scale that fits.
        hint: String,
    },
    /// The scaled amounts vanish.
    #[error("{have} whole tokens at the most, less than {want}; give a larger --scale")]
    TooSmall {
        /// Largest sum of deposits, whole tokens.
        have: String,
        /// The least that makes a pool.
        want: String,
    },
}

impl FlowError {
    /// A fault on a line of a file.
    pub(super) fn at(path: &Path, line: u64, fault: impl Into<FlowFault>) -> Self {
        Self::Line {
            path: path.to_path_buf(),
            line,
            fault: fault.into(),
        }
    }
}

/// A fault of one line.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FlowFault {
    /// A cell that is no number, or no possible one.
    #[error(transparent)]
    Cell(#[from] Fault),
    /// The header is of none of the forms.
    #[error(
        "column `{0}` is missing; the header must be `time,deposit,withdrawal[,utilisation]`, \
         `timestamp,[vault,]total_assets[,share_price]`, `timestamp,[market,]supply,borrow` or `timestamp,type,assets`"
    )]
    MissingColumn(&'static str),
    /// No time.
    #[error(
        "column `{column}`: {text:?} is not a time: Unix seconds, YYYY-MM-DD or YYYY-MM-DDTHH:MM"
    )]
    BadTime {
        /// Column.
        column: String,
        /// Cell.
        text: String,
    },
    /// More lent than there is, or a percentage.
    #[error("column `{column}`: {text} is above 1; a utilisation is a fraction")]
    AboveOne {
        /// Column.
        column: String,
        /// Cell.
        text: String,
    },
    /// A price of nothing.
    #[error("column `{column}`: a share price of zero where {assets} are held")]
    ZeroPrice {
        /// Column.
        column: String,
        /// The assets of that row.
        assets: String,
    },
    /// The history is too short to mean anything.
    #[error("only {0} rows; at least 2 are needed")]
    TooFewRows(usize),
}

fn list(names: &[String]) -> String {
    const SHOWN: usize = 12;
    let mut text = names
        .iter()
        .take(SHOWN)
        .cloned()
        .collect::<Vec<_>>()
        .join(", ");
    if names.len() > SHOWN {
        text.push_str(", …");
    }
    text
}
