//! Why the chain refuses.

use alloy_primitives::{Address, B256, Bytes};

use crate::evm::types::ExecError;

use super::view::StateError;

/// A refusal of the chain, with the figures in it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ChainError {
    /// The transaction cannot run.
    #[error(transparent)]
    Exec(#[from] ExecError),
    /// The state has no answer.
    #[error(transparent)]
    State(#[from] StateError),
    /// A simulation reverted.
    #[error("execution reverted")]
    Reverted(Bytes),
    /// A simulation halted; the text says how.
    #[error("{0}")]
    Halted(String),
    /// No such block.
    #[error("unknown block {0}")]
    UnknownBlock(String),
    /// No such transaction.
    #[error("transaction {0} not found")]
    UnknownTransaction(B256),
    /// The bytes are not a signed transaction.
    #[error("transaction could not be decoded: {0}")]
    Decode(String),
    /// The signature recovers to nobody.
    #[error("invalid sender: the signature of transaction {0} recovers to no address")]
    Signature(B256),
    /// A type the chain has no use for.
    #[error("transaction type {0} not supported")]
    UnsupportedType(u8),
    /// Signed for another chain.
    #[error("invalid chain id for signer: have {have} want {want}")]
    ChainId {
        /// In the transaction.
        have: u64,
        /// Of this chain.
        want: u64,
    },
    /// More gas than a block holds.
    #[error("exceeds block gas limit: tx gas {have}, limit {want}")]
    GasLimit {
        /// In the transaction.
        have: u64,
        /// Of the block.
        want: u64,
    },
    /// The pool holds it already.
    #[error("already known")]
    AlreadyKnown,
    /// A replacement must pay a tenth more.
    #[error("replacement transaction underpriced: have {have}, need {want}")]
    Underpriced {
        /// Offered.
        have: u128,
        /// Needed.
        want: u128,
    },
    /// The node holds no key for the sender and it is not impersonated.
    #[error("no signer for {0}: neither an unlocked account nor impersonated")]
    NoSigner(Address),
    /// Time never runs backwards.
    #[error("timestamp {have} is before the latest block's {latest}")]
    Timestamp {
        /// Asked for.
        have: u64,
        /// Of the latest block.
        latest: u64,
    },
    /// No gas limit up to the cap lets the message succeed.
    #[error("gas required exceeds allowance ({0})")]
    GasRequired(u64),
    /// A dump that cannot be read.
    #[error("state dump: {0}")]
    Dump(String),
}
