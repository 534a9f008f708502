//! Why a balance sheet could not be read.

use ethers::{contract::ContractError, providers::ProviderError};

use crate::{record::RecordError, revert, transport::Client};

/// Why a balance sheet could not be read.
#[derive(Debug, thiserror::Error)]
pub enum SheetError {
    /// The record lacks a contract.
    #[error(transparent)]
    Record(#[from] RecordError),
    /// The record has no book.
    #[error("the record of `{0}` has no book; deploy a plan that has one")]
    NoBooks(String),
    /// The record is of another chain.
    #[error("this is chain {0}, the record is of chain {1}; check --rpc and --record")]
    OtherChain(u64, u64),
    /// The chain has no such block.
    #[error("there is no block {0}; the newest is {1}")]
    NoBlock(u64, u64),
    /// The node did not answer.
    #[error("the chain does not answer: {0}")]
    Chain(#[from] ProviderError),
    /// A contract refused a question.
    #[error("{what}: {reason}")]
    Call {
        /// The question.
        what: String,
        /// Why.
        reason: String,
    },
}

impl SheetError {
    /// A question that was refused.
    pub(super) fn call(what: &str, error: &ContractError<Client>) -> Self {
        Self::Call {
            what: what.into(),
            reason: revert::of_call(error),
        }
    }
}
