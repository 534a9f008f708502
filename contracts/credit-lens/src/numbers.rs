//! Arguments as the formulas take them.

use alloy_sol_types::SolError;
use alm_abi::ICreditLens::{OutOfRange, TooMany};
use alm_lens::lists;
use alm_stylus::{
    Failure,
    arguments::Arguments,
    words::{Word, word},
};

/// The most entries of a list.
const MOST: usize = 128;

/// Unsigned numbers of these widths from a place on.
pub(crate) fn unsigned<const N: usize>(
    arguments: &Arguments<'_>,
    first: usize,
    widths: [u8; N],
) -> Result<[u128; N], Failure> {
    let mut figures = [0; N];
    arguments.numbers(first, &widths, &mut figures)?;
    Ok(figures)
}

/// A signed number of 64 bits, its sign among them.
pub(crate) fn signed(arguments: &Arguments<'_>, place: usize) -> Result<i128, Failure> {
    let given = arguments.word(place).ok_or_else(Failure::empty)?;
    let number = lists::signed(given, 64)?;
    i64::try_from(number)
        .map(i128::from)
        .map_err(|_| Failure::empty())
}

/// The entries of a list, of so many words each.
pub(crate) fn rows<'a, const N: usize>(
    arguments: &Arguments<'a>,
    place: usize,
) -> Result<&'a [[Word; N]], Failure> {
    let rows = lists::rows(arguments, place)?;
    if rows.len() > MOST {
        let figures = [rows.len() as u128, MOST as u128].map(word);
        return Err(Failure::new(TooMany::SELECTOR, &figures));
    }
    Ok(rows)
}

/// A number of sixteen bytes.
pub(crate) fn figure(given: &Word) -> Result<u128, Failure> {
    if lists::upper(given) != 0 {
        return Err(Failure::empty());
    }
    Ok(lists::lower(given))
}

/// The failure of figures without a value in range.
#[cold]
pub(crate) fn out_of_range() -> Failure {
    Failure::new(OutOfRange::SELECTOR, &[])
}
