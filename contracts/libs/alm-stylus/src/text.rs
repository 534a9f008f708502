//! Short strings: at most 31 bytes, kept in one slot in Solidity's form. The text stands at the left, twice its length in
//! the last byte.

use alloy_sol_types::SolError;
use alm_abi::IDepositVault::TextTooLong;

use crate::{
    arguments::Arguments,
    words::{Failure, Output, Word, word},
};

/// Most bytes of a short string.
const LENGTH_MAX: usize = 31;

/// The string whose offset is at an index of the arguments.
///
/// # Errors
/// Empty, if it does not lie within the calldata; `TextTooLong(length, max)`.
#[inline(never)]
pub fn argument(arguments: &Arguments<'_>, index: usize) -> Result<Word, Failure> {
    let (text, length) = arguments.list(index)?;
    if length > LENGTH_MAX {
        let figures = [word(length as u128), word(LENGTH_MAX as u128)];
        return Err(Failure::new(TextTooLong::SELECTOR, &figures));
    }
    let text = text.0.get(..length).ok_or_else(Failure::empty)?;
    let mut stored = [0; 32];
    for (to, from) in stored.iter_mut().zip(text) {
        *to = *from;
    }
    let [.., last] = &mut stored;
    // At most 62.
    *last = (length << 1) as u8;
    Ok(stored)
}

/// The bytes of a stored string.
#[must_use]
pub fn bytes(stored: &Word) -> &[u8] {
    stored.get(..length(stored)).unwrap_or_default()
}

/// Writes a stored string as a result.
#[inline(never)]
pub fn write(stored: &Word, output: &mut Output) {
    let mut text = *stored;
    let [.., last] = &mut text;
    *last = 0;
    output.numbers(&[32, length(stored) as u128]);
    // The empty string has no data.
    if length(stored) != 0 {
        output.append(&text);
    }
}

/// Its length.
fn length(stored: &Word) -> usize {
    let [.., last] = stored;
    usize::from(*last >> 1)
}
