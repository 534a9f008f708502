//! Why a replay of a crisis ended early.

use alm_crisis::{calibration::CalibrationError, path::PathError};

use super::settings::CrisisSettingsError;
use crate::{
    deployment::DeployError, embedded::EmbeddedError, plan::PlanError, record::RecordError,
};

/// A replay of a crisis that ended early.
#[derive(Debug, thiserror::Error)]
pub enum CrisisError {
    /// The chain refused something.
    #[error(transparent)]
    Embedded(#[from] EmbeddedError),
    /// A setting is none.
    #[error(transparent)]
    Settings(#[from] CrisisSettingsError),
    /// The histories make no path.
    #[error(transparent)]
    Path(#[from] PathError),
    /// There are no constant terms to compare with.
    #[error(transparent)]
    Calibration(#[from] CalibrationError),
    /// Tokens and books differ: something was lost or made.
    #[error("{pool}, at {time}: {what}: {have} are there, {want} are accounted for (base units)")]
    Unbalanced {
        /// Which pool.
        pool: &'static str,
        /// Block time.
        time: u64,
        /// Of what.
        what: &'static str,
        /// What is there.
        have: u128,
        /// What should be.
        want: u128,
    },
    /// Redemptions were served out of their order.
    #[error(
        "{pool}, at {time}: a redemption of day {later} was filled while one of day {earlier} waits"
    )]
    OutOfOrder {
        /// Which pool.
        pool: &'static str,
        /// Block time.
        time: u64,
        /// The generation that was filled.
        later: u64,
        /// The one that waits.
        earlier: u64,
    },
}

macro_rules! through_embedded {
    ($($error:ty),*) => {
        $(impl From<$error> for CrisisError {
            fn from(error: $error) -> Self {
                Self::Embedded(error.into())
            }
        })*
    };
}

through_embedded!(
    crate::transport::TransportError,
    crate::account::SendError,
    DeployError,
    PlanError
);

impl From<RecordError> for CrisisError {
    fn from(error: RecordError) -> Self {
        Self::Embedded(DeployError::from(error).into())
    }
}
