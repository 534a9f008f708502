//! Why a replay of flows ended early.

use super::settings::PoolSettingsError;
use crate::embedded::EmbeddedError;

/// A replay of flows that ended early.
#[derive(Debug, thiserror::Error)]
pub enum PoolReplayError {
    /// The chain refused something.
    #[error(transparent)]
    Embedded(#[from] EmbeddedError),
    /// A setting is none.
    #[error(transparent)]
    Settings(#[from] PoolSettingsError),
    /// The book's statistic of outflows is not the tool's: coverage would be computed from another stress than the guard's.
    #[error(
        "the run-off struck by the book is {want} ppm, the tool's own is {have} ppm; build tool and contracts from one commit"
    )]
    RunOff {
        /// The tool's.
        have: u32,
        /// The book's.
        want: u32,
    },
}

macro_rules! through_embedded {
    ($($error:ty),*) => {
        $(impl From<$error> for PoolReplayError {
            fn from(error: $error) -> Self {
                Self::Embedded(error.into())
            }
        })*
    };
}

through_embedded!(crate::transport::TransportError, crate::account::SendError);
