//! Words of small signed numbers.

use alm_stylus::words::Word;

/// The byte that extends a sign.
const fn extension(value: i16) -> u8 {
    if value < 0 { 0xff } else { 0 }
}

/// A word as an `int16`; `None` if it is none.
pub(crate) fn from_word(word: &Word) -> Option<i16> {
    let (padding, value) = word.split_last_chunk()?;
    let value = i16::from_be_bytes(*value);
    padding
        .iter()
        .all(|byte| *byte == extension(value))
        .then_some(value)
}

/// A signed number as a word.
#[inline(never)]
pub(crate) fn word(value: i16) -> Word {
    let mut word = [extension(value); 32];
    if let Some(low) = word.last_chunk_mut() {
        *low = value.to_be_bytes();
    }
    word
}
