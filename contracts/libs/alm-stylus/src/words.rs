//! Results, errors and events as plain 32-byte words.
//!
//! All errors and events of the contracts have static arguments, so their encoding is a selector or topics followed by
//! words. One writer serves them all; generated encoders would cost a few hundred bytes each. Tests decode what is
//! written here with the declarations of `alm-abi`.

use alloc::boxed::Box;

use stylus_sdk::stylus_core::Host;

use crate::host;

/// One word of an ABI encoding. An address is a word with twelve leading zeros, from the calldata to the event.
pub type Word = [u8; 32];

/// A number as a word.
#[inline(never)]
#[must_use]
pub fn word(number: u128) -> Word {
    let mut word = [0; 32];
    if let Some(low) = word.last_chunk_mut() {
        *low = number.to_be_bytes();
    }
    word
}

/// A signed number as a word.
#[inline(never)]
#[must_use]
pub fn signed(number: i128) -> Word {
    let mut word = word(number as u128);
    if number < 0
        && let Some(top) = word.first_chunk_mut::<16>()
    {
        *top = [0xff; 16];
    }
    word
}

/// Whether a word is zero.
#[inline(never)]
#[must_use]
pub fn is_zero(word: &Word) -> bool {
    let (parts, _) = word.as_chunks::<8>();
    parts.iter().all(|part| u64::from_ne_bytes(*part) == 0)
}

/// Takes a number from a larger or equal one; tells whether it was.
#[inline(never)]
#[must_use]
pub fn subtract(from: &mut Word, amount: &Word) -> bool {
    let mut borrow = false;
    for (to, less) in from.iter_mut().zip(amount).rev() {
        let (difference, first) = to.overflowing_sub(*less);
        let (difference, second) = difference.overflowing_sub(u8::from(borrow));
        *to = difference;
        borrow = first || second;
    }
    !borrow
}

/// Adds a number to one with which it stays below 2^256.
#[inline(never)]
pub fn add(to: &mut Word, amount: &Word) {
    let mut carry = false;
    for (to, more) in to.iter_mut().zip(amount).rev() {
        let (sum, first) = to.overflowing_add(*more);
        let (sum, second) = sum.overflowing_add(u8::from(carry));
        *to = sum;
        carry = first || second;
    }
}

/// Most words of one encoding.
const WORDS: usize = 32;

/// An encoding being written: a result, an error, or the topics and data of an event. It holds 32 words; what does not
/// fit is left out. A longer result is written elsewhere and put in its place.
#[derive(Clone, Debug)]
pub struct Output {
    long: &'static [u8],
    length: usize,
    bytes: [u8; WORDS * 32],
}

impl Default for Output {
    fn default() -> Self {
        Self {
            long: &[],
            length: 0,
            bytes: [0; WORDS * 32],
        }
    }
}

impl Output {
    /// What is written so far.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        self.bytes.get(..self.length).unwrap_or_default()
    }

    /// The result of a call: what is written, or what replaced it.
    #[must_use]
    pub fn result(&self) -> &[u8] {
        if self.long.is_empty() {
            self.bytes()
        } else {
            self.long
        }
    }

    /// Puts a result of more than 32 words in the place of what is written. Never freed: its memory ends with the call.
    pub fn replace(&mut self, words: Box<[Word]>) {
        self.long = Box::leak(words).as_flattened();
    }

    /// Puts what another program answered in the place of what is written. Never freed either.
    pub fn pass_on(&mut self, answer: Box<[u8]>) {
        self.long = Box::leak(answer);
    }

    /// Adds bytes.
    #[inline(never)]
    pub fn append(&mut self, bytes: &[u8]) -> &mut Self {
        let end = self.length.saturating_add(bytes.len());
        if let Some(places) = self.bytes.get_mut(self.length..end) {
            places.copy_from_slice(bytes);
            self.length = end;
        }
        self
    }

    /// Adds numbers, a word each.
    #[inline(never)]
    pub fn numbers(&mut self, numbers: &[u128]) -> &mut Self {
        for number in numbers {
            self.append(&word(*number));
        }
        self
    }

    /// Emits what is written as an event that begins with so many topics; the first is the hash of its signature.
    pub fn emit<H: Host>(&self, vm: &H, topics: usize) {
        host::log(vm, self.bytes(), topics);
    }
}

/// The encoded error a contract reverts with: one pointer, so that passing it on costs one comparison.
#[derive(Debug)]
pub struct Failure(Box<Output>);

impl Failure {
    /// An error: its selector and its arguments.
    #[inline(never)]
    #[must_use]
    pub fn new(selector: [u8; 4], arguments: &[Word]) -> Self {
        let mut failure = Self::empty();
        failure.0.append(&selector).append(arguments.as_flattened());
        failure
    }

    /// Of calls that follow no interface: empty data.
    #[cold]
    #[inline(never)]
    #[must_use]
    pub fn empty() -> Self {
        Self(Box::default())
    }

    /// What another contract reverted with.
    #[inline(never)]
    #[must_use]
    pub fn passed_on(bytes: &[u8]) -> Self {
        let mut failure = Self::empty();
        failure.0.append(bytes);
        failure
    }

    /// Its bytes.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        self.0.bytes()
    }

    /// Its selector as the word of a `bytes4`; zero if it has none.
    #[must_use]
    pub fn selector(&self) -> Word {
        let mut word = [0; 32];
        if let (Some(to), Some(from)) = (word.get_mut(..4), self.bytes().get(..4)) {
            to.copy_from_slice(from);
        }
        word
    }
}
