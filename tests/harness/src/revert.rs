//! Typed reverts.

use std::fmt::Debug;

use alm_deploy::{revert, transport::Client};
use ethers::contract::{ContractError, EthError};

/// Panics unless the error is exactly `want`, arguments included.
///
/// # Panics
/// When it is another error, or none with data.
pub fn check_revert<E: EthError + PartialEq + Debug>(error: &ContractError<Client>, want: E) {
    let Some(data) = revert_data(error) else {
        panic!("expected {want:?}, got {error:?}")
    };
    match E::decode_with_selector(&data) {
        Some(have) => assert_eq!(have, want),
        None => panic!("expected {want:?}, got {}", revert::explain(&data)),
    }
}

/// The revert data of a failed call, if there is any.
#[must_use]
pub fn revert_data(error: &ContractError<Client>) -> Option<ethers::types::Bytes> {
    match error {
        ContractError::Revert(data) => Some(data.clone()),
        ContractError::ProviderError { e } => revert::data(e),
        _ => None,
    }
}
