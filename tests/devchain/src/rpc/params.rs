//! Parameters of a request, by place, with errors that say which one is wrong.

use alloy_primitives::{Address, B256, Bytes, U256};
use serde_json::Value;

use crate::chain::BlockId;

use super::{RpcError, decode};

/// The parameters of a request.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Params(Vec<Value>);

impl Params {
    /// From the request's `params`.
    ///
    /// # Errors
    /// When they are neither an array nor missing.
    pub fn new(params: Value) -> Result<Self, RpcError> {
        match params {
            Value::Null => Ok(Self::default()),
            Value::Array(values) => Ok(Self(values)),
            _ => Err(RpcError::invalid_params(
                "invalid params: an array is expected",
            )),
        }
    }

    /// As a JSON array.
    pub fn to_value(&self) -> Value {
        Value::Array(self.0.clone())
    }

    /// A parameter, if it is there and not null.
    pub fn get(&self, index: usize) -> Option<&Value> {
        self.0.get(index).filter(|value| !value.is_null())
    }

    /// Reads a parameter that may be missing.
    ///
    /// # Errors
    /// -32602 with its place and name when it cannot be read.
    pub fn optional<T>(
        &self,
        index: usize,
        name: &str,
        read: impl FnOnce(&Value) -> Result<T, String>,
    ) -> Result<Option<T>, RpcError> {
        self.get(index).map(read).transpose().map_err(|reason| {
            RpcError::invalid_params(format!("invalid argument {index} ({name}): {reason}"))
        })
    }

    /// Reads a parameter that must be there.
    ///
    /// # Errors
    /// -32602 with its place and name when it is missing or cannot be read.
    pub fn required<T>(
        &self,
        index: usize,
        name: &str,
        read: impl FnOnce(&Value) -> Result<T, String>,
    ) -> Result<T, RpcError> {
        self.optional(index, name, read)?.ok_or_else(|| {
            RpcError::invalid_params(format!(
                "missing value for required argument {index} ({name})"
            ))
        })
    }

    /// An address.
    ///
    /// # Errors
    /// As [`Self::required`].
    pub fn address(&self, index: usize, name: &str) -> Result<Address, RpcError> {
        self.required(index, name, decode::address)
    }

    /// 32 bytes.
    ///
    /// # Errors
    /// As [`Self::required`].
    pub fn hash(&self, index: usize, name: &str) -> Result<B256, RpcError> {
        self.required(index, name, decode::hash)
    }

    /// Bytes of any length.
    ///
    /// # Errors
    /// As [`Self::required`].
    pub fn bytes(&self, index: usize, name: &str) -> Result<Bytes, RpcError> {
        self.required(index, name, decode::bytes)
    }

    /// A number of up to 256 bits.
    ///
    /// # Errors
    /// As [`Self::required`].
    pub fn quantity(&self, index: usize, name: &str) -> Result<U256, RpcError> {
        self.required(index, name, decode::quantity)
    }

    /// A number of up to 64 bits.
    ///
    /// # Errors
    /// As [`Self::required`].
    pub fn number(&self, index: usize, name: &str) -> Result<u64, RpcError> {
        self.required(index, name, decode::number)
    }

    /// A block, `latest` when missing.
    ///
    /// # Errors
    /// -32602 when it cannot be read.
    pub fn block(&self, index: usize) -> Result<BlockId, RpcError> {
        Ok(self
            .optional(index, "block", decode::block_id)?
            .unwrap_or_default())
    }

    /// True or false, false when missing.
    ///
    /// # Errors
    /// -32602 when it is neither.
    pub fn flag(&self, index: usize, name: &str) -> Result<bool, RpcError> {
        Ok(self
            .optional(index, name, decode::flag)?
            .unwrap_or_default())
    }
}
