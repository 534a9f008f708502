//! What crosses the wire: requests and their transcripts in, actions out. All numbers big-endian.

mod reader;
mod reply;
mod request;

#[cfg(test)]
pub(in crate::executor) use reader::Reader;
pub use reply::Action;
pub(super) use reply::encode;
pub use request::{Record, Request};

use alloy_primitives::{Address, B256, Bytes};

/// First byte of a request: the layout below.
pub(super) const VERSION: u8 = 1;

/// Tags shared by actions and the records they leave in the transcript.
pub(super) mod tag {
    pub(crate) const RETURN: u8 = 0x01;
    pub(crate) const REVERT: u8 = 0x02;
    pub(crate) const HALT: u8 = 0x03;
    pub(crate) const SLOT: u8 = 0x10;
    pub(crate) const TRANSIENT: u8 = 0x11;
    pub(crate) const BALANCE: u8 = 0x12;
    pub(crate) const CODE_HASH: u8 = 0x13;
    pub(crate) const CODE: u8 = 0x14;
    pub(crate) const STORE: u8 = 0x20;
    pub(crate) const TRANSIENT_STORE: u8 = 0x21;
    pub(crate) const LOG: u8 = 0x22;
    pub(crate) const CALL: u8 = 0x30;
    pub(crate) const CREATE: u8 = 0x31;
}

/// Something that can be read without changing it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Read {
    /// A storage slot of the acting contract.
    Slot(B256),
    /// A transient slot of the acting contract.
    Transient(B256),
    /// Balance of an account.
    Balance(Address),
    /// Code hash of an account.
    CodeHash(Address),
    /// Code of an account.
    Code(Address),
}

/// How a call ended, as the client saw it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// True when the callee succeeded.
    pub success: bool,
    /// Gas the callee used, rounded down by the client so that its own overhead does not show.
    pub gas: u64,
    /// Output or revert data.
    pub output: Bytes,
}

/// Why a request cannot be understood.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WireError {
    /// It ends in the middle of a field.
    #[error("the request ends at byte {have}, inside a field that needs byte {want}")]
    Truncated {
        /// Length of the request.
        have: usize,
        /// Where the field would end.
        want: usize,
    },
    /// Another layout.
    #[error("layout {have}, this executor speaks {VERSION}: rebuild the older side")]
    Version {
        /// First byte.
        have: u8,
    },
    /// A record of unknown kind.
    #[error("unknown record {tag:#04x} at byte {at}")]
    UnknownRecord {
        /// Its tag.
        tag: u8,
        /// Where.
        at: usize,
    },
}
