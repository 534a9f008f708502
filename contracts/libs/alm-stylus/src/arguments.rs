//! Strict decoding of calldata made of words.
//!
//! The contracts take only static arguments, and at most one list of addresses. Reading words by their index costs a
//! few bytes per function where generated decoders cost hundreds. What is too short, or has set bits where its type
//! has none, reverts with empty data, as the SDK's router does.

use alloc::vec::Vec;

use alloy_primitives::{Address, B256};

use crate::{packed::number, words::Failure};

/// The arguments of a call, without its selector.
#[derive(Clone, Copy, Debug)]
pub struct Arguments<'a>(pub &'a [u8]);

impl Arguments<'_> {
    /// Splits calldata into the selector and its arguments; `None` below four bytes.
    #[must_use]
    pub fn split(calldata: &[u8]) -> Option<(u32, Arguments<'_>)> {
        let (selector, rest) = calldata.split_first_chunk()?;
        Some((u32::from_be_bytes(*selector), Arguments(rest)))
    }

    /// The word at an index.
    ///
    /// # Errors
    /// Empty, if the calldata end before it.
    #[inline(never)]
    pub fn word(&self, index: usize) -> Result<B256, Failure> {
        let (words, _) = self.0.as_chunks();
        words
            .get(index)
            .map(|word| B256::new(*word))
            .ok_or_else(Vec::new)
    }

    /// The unsigned number of `size` bytes, at most eight, at an index.
    ///
    /// # Errors
    /// Empty, if there is none, or it is larger.
    #[inline(never)]
    pub fn number(&self, index: usize, size: usize) -> Result<u64, Failure> {
        number(&self.word(index)?, size)
            .map(|value| value as u64)
            .ok_or_else(Vec::new)
    }

    /// The boolean at an index.
    ///
    /// # Errors
    /// Empty, if there is none.
    pub fn flag(&self, index: usize) -> Result<bool, Failure> {
        let value = self.number(index, 1)?;
        if value > 1 {
            Err(Vec::new())
        } else {
            Ok(value != 0)
        }
    }

    /// The address at an index.
    ///
    /// # Errors
    /// Empty, if there is none, or its padding is not zero.
    #[inline(never)]
    pub fn address(&self, index: usize) -> Result<Address, Failure> {
        let word = self.word(index)?;
        let (padding, address) = word.as_slice().split_at(12);
        if padding.iter().any(|byte| *byte != 0) {
            return Err(Vec::new());
        }
        Ok(Address::from_slice(address))
    }

    /// The list of addresses whose offset is at an index.
    ///
    /// # Errors
    /// Empty, if the list does not lie within the calldata, or an address is not padded with zeros.
    pub fn addresses(&self, index: usize) -> Result<Vec<Address>, Failure> {
        let offset = self.number(index, 4)? as usize;
        let tail = Arguments(self.0.get(offset..).ok_or_else(Vec::new)?);
        let count = tail.number(0, 4)? as usize;
        (1..=count).map(|place| tail.address(place)).collect()
    }
}
