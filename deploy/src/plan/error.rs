//! What can be wrong with a plan.

use std::path::PathBuf;

use ethers::types::U256;

use super::{band::BandFault, units::UnitError};

/// A plan that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum PlanError {
    /// The file cannot be read.
    #[error("{}: {source}. Check the path given to --config.", path.display())]
    Io {
        /// File.
        path: PathBuf,
        /// Cause.
        source: std::io::Error,
    },
    /// Not TOML, or not of this form.
    #[error("{}: {source}", path.display())]
    Toml {
        /// File.
        path: PathBuf,
        /// Cause, with line and column.
        source: Box<toml::de::Error>,
    },
    /// A quantity is wrong.
    #[error("asset {asset}, `{field}`: {error}")]
    Quantity {
        /// Asset.
        asset: String,
        /// Field.
        field: &'static str,
        /// What is wrong.
        error: UnitError,
    },
    /// The name cannot be that of a file.
    #[error(
        "`network` is {0:?}; use letters, digits, `-` and `_` only: it names the record's file"
    )]
    Name(String),
    /// A band of the steward is wrong.
    #[error("band of {parameter} at {book}: {fault}")]
    Band {
        /// Book.
        book: String,
        /// Parameter.
        parameter: String,
        /// What is wrong.
        fault: Box<BandFault>,
    },
    /// A quantity of the steward is wrong.
    #[error("governance.steward, `term`: {0}")]
    Governance(UnitError),
    /// A quantity of the credit desk is wrong.
    #[error("credit, `{0}`: {1}")]
    Credit(&'static str, UnitError),
    /// The steward's term is too long.
    #[error("governance.steward, `term`: {have} s; the longest is {want} s")]
    Term {
        /// In the plan.
        have: u64,
        /// The longest.
        want: u64,
    },
    /// A quantity of the matrix is wrong.
    #[error("matrix, `{field}`: {error}")]
    Matrix {
        /// Field.
        field: &'static str,
        /// What is wrong.
        error: UnitError,
    },
    /// There is no book for the monitor.
    #[error("monitor: there is no book {0:?} in this plan")]
    MonitorBook(String),
    /// An asset appears twice.
    #[error("asset {0} appears twice")]
    Twice(String),
    /// An address that must exist is zero.
    #[error("`{0}` is the zero address")]
    Zero(&'static str),
    /// A quantity of a book is wrong.
    #[error("book {book}, `{field}`: {error}")]
    BookQuantity {
        /// Book.
        book: String,
        /// Field.
        field: &'static str,
        /// What is wrong.
        error: UnitError,
    },
    /// A token or a name of a book appears twice.
    #[error("book {0} appears twice, by its name or its token")]
    BookTwice(String),
    /// A desk has two lines at one book.
    #[error("book {book}: desk {desk} appears twice")]
    DeskTwice {
        /// Book.
        book: String,
        /// Desk.
        desk: String,
    },
    /// A text does not fit a slot.
    #[error("book {book}: `{field}` has {have} bytes, at most 31 fit")]
    TextTooLong {
        /// Book.
        book: String,
        /// Field.
        field: &'static str,
        /// Its bytes.
        have: usize,
    },
    /// A queue that takes any dust.
    #[error(
        "book {0}: `smallest_redemption` is zero; leave it out for a book without a redemption queue"
    )]
    NoSmallestRedemption(String),
    /// A queue that takes no request the contract can store.
    #[error("book {book}: `smallest_redemption` is {have} shares, at most {want} fit")]
    SmallestRedemption {
        /// Book.
        book: String,
        /// Shares at their first price.
        have: U256,
        /// The most.
        want: U256,
    },
    /// Without a first deposit nobody else may be the first.
    #[error(
        "book {0}: `seed` is zero; without a burned first deposit the next one sets the price of a share"
    )]
    NoSeed(String),
}
