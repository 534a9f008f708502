//! What a client is told when a request fails.

use alloy_primitives::{Bytes, hex};
use alloy_sol_types::{Panic, Revert, SolError};
use serde_json::{Value, json};

use crate::chain::{ChainError, StateError};

/// A JSON-RPC error.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message} (code {code})")]
pub struct RpcError {
    /// Code.
    pub code: i64,
    /// Text.
    pub message: String,
    /// More of it; the data of a revert, in hexadecimal.
    pub data: Option<Value>,
}

impl RpcError {
    /// An error without data.
    pub fn new(code: i64, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            data: None,
        }
    }

    /// -32601.
    pub fn unknown_method(method: &str) -> Self {
        Self::new(
            -32601,
            format!("the method {method} does not exist/is not available"),
        )
    }

    /// -32602.
    pub fn invalid_params(message: impl Into<String>) -> Self {
        Self::new(-32602, message)
    }

    /// -32000.
    pub fn refused(message: impl Into<String>) -> Self {
        Self::new(-32000, message)
    }

    fn reverted(data: &Bytes) -> Self {
        let message = match reason(data) {
            Some(reason) => format!("execution reverted: {reason}"),
            None => "execution reverted".to_owned(),
        };
        Self {
            code: 3,
            message,
            data: Some(json!(hex::encode_prefixed(data))),
        }
    }
}

/// The text of `Error(string)` or `Panic(uint256)`.
fn reason(data: &Bytes) -> Option<String> {
    if let Ok(revert) = Revert::abi_decode(data) {
        return Some(revert.reason);
    }
    Panic::abi_decode(data).ok().map(|panic| panic.to_string())
}

impl From<ChainError> for RpcError {
    fn from(error: ChainError) -> Self {
        match &error {
            ChainError::Reverted(data) => Self::reverted(data),
            ChainError::State(StateError::Pruned { .. }) => Self::new(-32001, error.to_string()),
            _ => Self::refused(error.to_string()),
        }
    }
}
