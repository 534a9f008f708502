//! What can be wrong with a price history, and where.

use std::path::PathBuf;

/// A price history that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum PriceError {
    /// The file cannot be read.
    #[error("{}: {source}. Check the path.", path.display())]
    Io {
        /// File.
        path: PathBuf,
        /// Cause.
        source: std::io::Error,
    },
    /// A line is faulty.
    #[error("{}:{line}: {fault}", path.display())]
    Line {
        /// File.
        path: PathBuf,
        /// Line, from 1 (the header).
        line: u64,
        /// What is wrong with it.
        fault: Fault,
    },
    /// Nothing is left inside the span asked for.
    #[error(
        "{asset}: {have} prices between --from and --to, at least 2 are needed; the history runs from {first} to {last}"
    )]
    TooShort {
        /// Asset.
        asset: String,
        /// Prices left.
        have: usize,
        /// First time in the history.
        first: String,
        /// Last time in the history.
        last: String,
    },
    /// Two histories carry one name.
    #[error(
        "two price histories are called {0}; name one of them: --prices {0}=FILE.csv,OTHER=FILE2.csv"
    )]
    SameName(String),
    /// `--from` or `--to` is not a time.
    #[error("{0:?} is not a time: give unix seconds, YYYY-MM-DD or YYYY-MM-DDTHH:MM")]
    BadTime(String),
    /// `--max-gap` is not a duration.
    #[error("{0:?} is not a duration: give seconds, or a number followed by m, h or d")]
    BadDuration(String),
    /// `--from` lies after `--to`.
    #[error("--from {from} lies after --to {to}")]
    EmptySpan {
        /// Start.
        from: String,
        /// End.
        to: String,
    },
}

impl PriceError {
    /// A fault on a line of a file.
    pub(crate) fn at(path: &std::path::Path, line: u64, fault: Fault) -> Self {
        Self::Line {
            path: path.to_path_buf(),
            line,
            fault,
        }
    }
}

/// A fault of one line.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// The header has no such column.
    #[error(
        "column `{0}` is missing; the header must be `timestamp,open,high,low,close[,volume]`, `timestamp,NAME,…` or `updated_at,price,phase,round`"
    )]
    MissingColumn(&'static str),
    /// Two columns carry one name.
    #[error("column `{0}` appears twice in the header")]
    DuplicateColumn(String),
    /// The row has more or fewer cells than the header.
    #[error("{have} cells, the header has {want}")]
    WrongCells {
        /// In the row.
        have: usize,
        /// In the header.
        want: usize,
    },
    /// No number.
    #[error("column `{column}`: {text:?} is not a number")]
    NotANumber {
        /// Column.
        column: String,
        /// Cell.
        text: String,
    },
    /// `NaN` or infinite.
    #[error("column `{column}`: {text:?} is not finite")]
    NotFinite {
        /// Column.
        column: String,
        /// Cell.
        text: String,
    },
    /// Below zero.
    #[error("column `{column}`: {text} is negative")]
    Negative {
        /// Column.
        column: String,
        /// Cell.
        text: String,
    },
    /// Zero, or zero at eight decimals.
    #[error("column `{column}`: {text} is zero at eight decimals")]
    Zero {
        /// Column.
        column: String,
        /// Cell.
        text: String,
    },
    /// More than fits.
    #[error("column `{column}`: {text} is too large")]
    TooLarge {
        /// Column.
        column: String,
        /// Cell.
        text: String,
    },
    /// The range of a candle is upside down.
    #[error("high {high} lies below low {low}")]
    HighBelowLow {
        /// High.
        high: String,
        /// Low.
        low: String,
    },
    /// Timestamps look like milliseconds.
    #[error("timestamp {0} is not in unix seconds (milliseconds?)")]
    NotSeconds(u64),
    /// Time runs backwards.
    #[error("not sorted: time {have} comes after {previous} of line {previous_line}")]
    Unsorted {
        /// Of this line.
        have: u64,
        /// Of the line before.
        previous: u64,
        /// The line before.
        previous_line: u64,
    },
    /// A time, or a round, appears twice.
    #[error("duplicate: {what} {have} already stands on line {previous_line}")]
    Duplicate {
        /// `timestamp` or `round`.
        what: &'static str,
        /// Its value.
        have: u64,
        /// Where it was first.
        previous_line: u64,
    },
    /// A hole above the limit.
    #[error(
        "gap of {seconds} s since line {previous_line}, the limit is {limit} s; fill or cut the history, or allow it with --max-gap {seconds}"
    )]
    Gap {
        /// Length.
        seconds: u64,
        /// Limit.
        limit: u64,
        /// Line before the hole.
        previous_line: u64,
    },
    /// Too few rows to know the step.
    #[error("only {0} rows with a price; at least 2 are needed")]
    TooFewRows(usize),
    /// Bytes that are not text.
    #[error("not valid UTF-8 text")]
    NotText,
}
