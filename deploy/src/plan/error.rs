//! What can be wrong with a plan.

use std::path::PathBuf;

use super::units::UnitError;

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
    /// An asset appears twice.
    #[error("asset {0} appears twice")]
    Twice(String),
    /// An address that must exist is zero.
    #[error("`{0}` is the zero address")]
    Zero(&'static str),
}
