//! Results, errors and events as plain 32-byte words.
//!
//! All errors and events of the contracts have static arguments, so their encoding is a selector or topics followed by
//! words. One loop writes them all; generated encoders would cost a few hundred bytes each. Tests decode what is
//! written here with the declarations of `alm-abi`.

use alloc::{boxed::Box, vec::Vec};

use alloy_primitives::{Address, B256};
use stylus_sdk::stylus_core::Host;

/// The encoded error a contract reverts with: one pointer, so that passing it on costs one comparison.
#[allow(
    clippy::box_collection,
    reason = "three words would pass through memory at every call"
)]
#[derive(Debug)]
pub struct Failure(Box<Vec<u8>>);

impl Failure {
    /// Of calls that follow no interface: empty data.
    #[cold]
    #[inline(never)]
    #[must_use]
    pub fn empty() -> Self {
        Self(Box::default())
    }

    /// Its bytes.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl From<Failure> for Vec<u8> {
    fn from(failure: Failure) -> Self {
        *failure.0
    }
}

/// A value that fills one word of an ABI encoding.
pub trait Word {
    /// The 32 bytes.
    fn word(self) -> B256;
}

impl Word for u128 {
    #[inline(never)]
    fn word(self) -> B256 {
        let mut word = B256::ZERO;
        for (to, from) in word.0.iter_mut().skip(16).zip(self.to_be_bytes()) {
            *to = from;
        }
        word
    }
}

impl Word for u64 {
    fn word(self) -> B256 {
        u128::from(self).word()
    }
}

impl Word for Address {
    #[inline(never)]
    fn word(self) -> B256 {
        let mut word = B256::ZERO;
        for (to, from) in word.0.iter_mut().skip(12).zip(self.0) {
            *to = from;
        }
        word
    }
}

/// Numbers as words, one after another: a result, or the data of an event.
#[inline(never)]
#[must_use]
pub fn words(values: &[u128]) -> Vec<u8> {
    let mut data = Vec::with_capacity(values.len().saturating_mul(32));
    for value in values {
        append(&mut data, &[0; 16]);
        append(&mut data, &value.to_be_bytes());
    }
    data
}

/// An error: its selector and its arguments.
#[inline(never)]
#[must_use]
pub fn failure(selector: [u8; 4], arguments: &[B256]) -> Failure {
    Failure(Box::new(encode(&selector, arguments)))
}

/// A selector and its arguments.
#[inline(never)]
#[must_use]
pub fn encode(selector: &[u8], arguments: &[B256]) -> Vec<u8> {
    let size = arguments.len().saturating_mul(32);
    let mut data = Vec::with_capacity(size.saturating_add(selector.len()));
    append(&mut data, selector);
    for argument in arguments {
        append(&mut data, argument.as_slice());
    }
    data
}

/// Emits an event: its topics, the first of which is the hash of its signature, and its data.
#[inline(never)]
pub fn emit<H: Host>(vm: &H, topics: &[B256], data: &[u8]) {
    let mut bytes = encode(&[], topics);
    append(&mut bytes, data);
    vm.emit_log(&bytes, topics.len());
}

#[inline(never)]
fn append(data: &mut Vec<u8>, bytes: &[u8]) {
    data.extend_from_slice(bytes);
}
