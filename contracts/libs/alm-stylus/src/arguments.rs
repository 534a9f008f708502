//! Strict decoding of calldata made of words.
//!
//! The contracts take only static arguments, and at most one list of addresses. Reading words by their index costs a
//! few bytes per function where generated decoders cost hundreds. What is too short, or has set bits where its type
//! has none, reverts with empty data, as the SDK's router does.

use crate::{
    packed::number,
    words::{Failure, Word},
};

/// The arguments of a call, without its selector.
#[derive(Clone, Copy, Debug)]
pub struct Arguments<'a>(pub &'a [u8]);

impl<'a> Arguments<'a> {
    /// Splits calldata into the selector and its arguments; `None` below four bytes.
    #[must_use]
    pub fn split(calldata: &'a [u8]) -> Option<(u32, Self)> {
        let (selector, rest) = calldata.split_first_chunk()?;
        Some((u32::from_be_bytes(*selector), Self(rest)))
    }

    /// Reads numbers of `widths` bytes from the word at `first` on. Of an address, the last sixteen bytes.
    ///
    /// # Errors
    /// Empty, if there are too few, or one is larger.
    #[inline(never)]
    pub fn numbers(&self, first: usize, widths: &[u8], into: &mut [u128]) -> Result<(), Failure> {
        let mut index = first;
        for (width, to) in widths.iter().zip(into) {
            let word = self.word(index).ok_or_else(Failure::empty)?;
            *to = number(word, usize::from(*width)).ok_or_else(Failure::empty)?;
            index = index.saturating_add(1);
        }
        Ok(())
    }

    /// The address at an index, as a word; `None` if there is none, or its padding is not zero.
    #[inline(never)]
    #[must_use]
    pub fn address(&self, index: usize) -> Option<&'a Word> {
        self.word(index).filter(|word| number(word, 20).is_some())
    }

    /// The list whose offset is at an index: its words, and how many there are by its own account.
    ///
    /// # Errors
    /// Empty, if it does not begin within the calldata.
    pub fn list(&self, index: usize) -> Result<(Self, usize), Failure> {
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

    /// The word at an index.
    #[must_use]
    pub fn word(&self, index: usize) -> Option<&'a Word> {
        let (words, _) = self.0.as_chunks();
        words.get(index)
    }
}
