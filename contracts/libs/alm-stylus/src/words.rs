//! Results, errors and events as plain 32-byte words.
//!
//! All errors and events of the contracts have static arguments, so their encoding is a selector or topics followed by
//! words. One loop writes them all; generated encoders would cost a few hundred bytes each. Tests decode what is
//! written here with the declarations of `alm-abi`.

use alloc::vec::Vec;

use alloy_primitives::{Address, B256};
use stylus_sdk::stylus_core::Host;

/// The encoded error a contract reverts with.
pub type Failure = Vec<u8>;

/// A value that fills one word of an ABI encoding.
pub trait Word {
    /// The 32 bytes.
    fn word(self) -> B256;
}

impl Word for u128 {
    #[inline(never)]
    fn word(self) -> B256 {
        let mut bytes = [0; 32];
        let (_, low) = bytes.split_at_mut(16);
        low.copy_from_slice(&self.to_be_bytes());
        B256::new(bytes)
    }
}

impl Word for u64 {
    fn word(self) -> B256 {
        u128::from(self).word()
    }
}

impl Word for u32 {
    fn word(self) -> B256 {
        u128::from(self).word()
    }
}

impl Word for u16 {
    fn word(self) -> B256 {
        u128::from(self).word()
    }
}

impl Word for u8 {
    fn word(self) -> B256 {
        u128::from(self).word()
    }
}

impl Word for bool {
    fn word(self) -> B256 {
        u128::from(self).word()
    }
}

impl Word for Address {
    #[inline(never)]
    fn word(self) -> B256 {
        self.into_word()
    }
}

/// A result made of words.
#[inline(never)]
#[must_use]
pub fn result(values: &[B256]) -> Vec<u8> {
    let mut data = Vec::with_capacity(values.len().saturating_mul(32));
    for value in values {
        data.extend_from_slice(value.as_slice());
    }
    data
}

/// An error: its selector and its arguments.
#[inline(never)]
#[must_use]
pub fn failure(selector: [u8; 4], arguments: &[B256]) -> Failure {
    let mut data = Vec::with_capacity(arguments.len().saturating_mul(32).saturating_add(4));
    data.extend_from_slice(&selector);
    for argument in arguments {
        data.extend_from_slice(argument.as_slice());
    }
    data
}

/// Emits an event: its topics, the first of which is the hash of its signature, and its data.
#[inline(never)]
pub fn emit<H: Host>(vm: &H, topics: &[B256], data: &[B256]) {
    let words = topics.len().saturating_add(data.len());
    let mut bytes = Vec::with_capacity(words.saturating_mul(32));
    for word in topics.iter().chain(data) {
        bytes.extend_from_slice(word.as_slice());
    }
    vm.emit_log(&bytes, topics.len());
}
