//! Lists of words in calldata.

use alm_stylus::{Failure, arguments::Arguments, words::Word};

/// The list whose offset is the argument at a place. Empty data where it does not lie in the calldata.
pub fn list<'a>(arguments: &Arguments<'a>, place: usize) -> Result<&'a [Word], Failure> {
    let (tail, count) = arguments.list(place)?;
    let (words, _) = tail.0.as_chunks();
    words.get(..count).ok_or_else(Failure::empty)
}

/// The last sixteen bytes of a word as a number.
#[must_use]
pub fn lower(word: &Word) -> u128 {
    word.last_chunk()
        .map_or(0, |bytes| u128::from_be_bytes(*bytes))
}

/// The first sixteen bytes of a word as a number.
#[must_use]
pub fn upper(word: &Word) -> u128 {
    word.first_chunk()
        .map_or(0, |bytes| u128::from_be_bytes(*bytes))
}

/// A word as a signed number of at most so many bits below its sign. Empty data if it has more.
pub fn signed(word: &Word, bits: u32) -> Result<i128, Failure> {
    let number = lower(word) as i128;
    let sign = if number < 0 { u128::MAX } else { 0 };
    let size = number.unsigned_abs();
    if upper(word) != sign || size >> (bits & 127) != 0 {
        return Err(Failure::empty());
    }
    Ok(number)
}

/// The entries of a list of structs of so many words each. Empty data where it does not lie in the calldata.
pub fn rows<'a, const N: usize>(
    arguments: &Arguments<'a>,
    place: usize,
) -> Result<&'a [[Word; N]], Failure> {
    let (tail, count) = arguments.list(place)?;
    let (words, _) = tail.0.as_chunks();
    let (rows, _) = words.as_chunks();
    rows.get(..count).ok_or_else(Failure::empty)
}
