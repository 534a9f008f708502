//! Words of signed numbers.

use alm_stylus::{
    Failure,
    arguments::Arguments,
    words::{Word, signed},
};

/// A word as a number; `None` if it is outside the range of 128 bits.
#[inline(never)]
pub(crate) fn number(word: &Word) -> Option<i128> {
    let (_, low) = word.split_last_chunk()?;
    let value = i128::from_be_bytes(*low);
    (signed(value) == *word).then_some(value)
}

/// Reads numbers from the word at `first` on.
///
/// # Errors
/// Empty, if there are too few, or one is outside the range.
#[inline(never)]
pub(crate) fn read(
    arguments: &Arguments<'_>,
    first: usize,
    into: &mut [i128],
) -> Result<(), Failure> {
    for (index, to) in (first..).zip(into) {
        *to = arguments
            .word(index)
            .and_then(number)
            .ok_or_else(Failure::empty)?;
    }
    Ok(())
}
