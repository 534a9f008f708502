//! Strict decoding of calldata made of words.
//!
//! The contracts take only static arguments, and at most one list of addresses. Reading words by their index costs a
//! few bytes per function where generated decoders cost hundreds. What is too short, or has set bits where its type
//! has none, reverts with empty data, as the SDK's router does.

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

    /// Reads numbers of `widths` bytes from the word at `first` on. Of an address, the last sixteen bytes.
    ///
    /// # Errors
    /// Empty, if there are too few, or one is larger.
    #[inline(never)]
    pub fn numbers(&self, first: usize, widths: &[u8], into: &mut [u128]) -> Result<(), Failure> {
        let (words, _) = self.0.as_chunks();
        let mut words = words.iter().skip(first);
        for (width, to) in widths.iter().zip(into) {
            *to = words
                .next()
                .and_then(|word| number(word, usize::from(*width)))
                .ok_or_else(Failure::empty)?;
        }
        Ok(())
    }

    /// The address at an index.
    ///
    /// # Errors
    /// Empty, if there is none, or its padding is not zero.
    #[inline(never)]
    pub fn address(&self, index: usize) -> Result<Address, Failure> {
        let (words, _) = self.0.as_chunks();
        words
            .get(index)
            .filter(|word| number(word, 20).is_some())
            .map(|word| Address::from_word(B256::new(*word)))
            .ok_or_else(Failure::empty)
    }

    /// The list whose offset is at an index: its words, and how many there are by its own account.
    ///
    /// # Errors
    /// Empty, if it does not begin within the calldata.
    pub fn list(&self, index: usize) -> Result<(Arguments<'_>, usize), Failure> {
        let offset = self.size(index)?;
        let tail = Arguments(self.0.get(offset..).ok_or_else(Failure::empty)?);
        let count = tail.size(0)?;
        let (_, words) = tail.0.split_at_checked(32).ok_or_else(Failure::empty)?;
        Ok((Arguments(words), count))
    }

    /// An offset or a length at an index.
    fn size(&self, index: usize) -> Result<usize, Failure> {
        let mut size = [0];
        self.numbers(index, &[4], &mut size)?;
        let [size] = size;
        Ok(size as usize)
    }
}
