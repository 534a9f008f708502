//! Results, errors and events as plain 32-byte words.
//!
//! All errors and events of the contracts have static arguments, so their encoding is a selector or topics followed by
//! words. One loop writes them all; generated encoders would cost a few hundred bytes each. Tests decode what is
//! written here with the declarations of `alm-abi`.

use alloc::{boxed::Box, vec, vec::Vec};
use core::slice::IterMut;

use alloy_primitives::{Address, B256};
use stylus_sdk::stylus_core::Host;

use crate::packed::pack;

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
        let (_, low) = word.0.split_at_mut(16);
        pack(low, &[16], &[self]);
        word
    }
}

impl Word for u64 {
    fn word(self) -> B256 {
        u128::from(self).word()
    }
}

// By reference: an address passed by value is copied at every call.
impl Word for &Address {
    #[inline(never)]
    fn word(self) -> B256 {
        let mut word = B256::ZERO;
        let (_, low) = word.0.split_at_mut(12);
        low.copy_from_slice(self.as_slice());
        word
    }
}

/// Numbers as words, one after another: a result, or the data of an event.
#[inline(never)]
#[must_use]
pub fn words(values: &[u128]) -> Vec<u8> {
    let mut data = vec![0; values.len().saturating_mul(32)];
    let mut places = data.iter_mut();
    for value in values {
        put(&mut places, value.word().as_slice());
    }
    data
}

/// An error: its selector and its arguments.
#[inline(never)]
#[must_use]
pub fn failure(selector: [u8; 4], arguments: &[B256]) -> Failure {
    Failure(Box::new(encode(&selector, arguments, &[])))
}

/// Words between two runs of bytes. Written into zeros of the right length: a vector that may grow links its growth.
#[inline(never)]
#[must_use]
pub fn encode(before: &[u8], words: &[B256], after: &[u8]) -> Vec<u8> {
    let size = words.len().saturating_mul(32);
    let size = size
        .saturating_add(before.len())
        .saturating_add(after.len());
    let mut data = vec![0; size];
    let mut places = data.iter_mut();
    put(&mut places, before);
    for word in words {
        put(&mut places, word.as_slice());
    }
    put(&mut places, after);
    data
}

/// Emits an event: its topics, the first of which is the hash of its signature, and its data.
#[inline(never)]
pub fn emit<H: Host>(vm: &H, topics: &[B256], data: &[u8]) {
    vm.emit_log(&encode(&[], topics, data), topics.len());
}

/// Fills the next places. The source comes first: it ends the loop without taking a place.
#[inline(never)]
fn put(places: &mut IterMut<'_, u8>, bytes: &[u8]) {
    for (from, to) in bytes.iter().zip(places) {
        *to = *from;
    }
}
