//! What the lenses share: a book read in a few calls, lists in calldata, and the identifier of an interface.
//!
//! A lens stores nothing and trusts nobody: it asks the balance sheet it is told of, passes on what that refuses, and
//! refuses an answer that is no book.
#![no_std]
#![allow(
    clippy::missing_errors_doc,
    reason = "every function fails with the typed errors of its interface"
)]
#![deny(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]

extern crate alloc;

mod book;
mod liquidity;
pub mod lists;

pub use book::Book;
pub use liquidity::{HORIZONS, append_liquidity, or_never};

use alm_stylus::{Failure, arguments::Arguments, words::Output};

/// The identifier of ERC-165 itself.
const ERC165: u32 = 0x01ff_c9a7;

/// The identifier of an interface: all its selectors, xored.
#[must_use]
pub const fn identifier(selectors: &[[u8; 4]]) -> u32 {
    let (mut sum, mut rest) = (0, selectors);
    while let Some((first, others)) = rest.split_first() {
        sum ^= u32::from_be_bytes(*first);
        rest = others;
    }
    sum
}

/// `supportsInterface`: whether the interface asked for is ERC-165, or the one with the identifier given.
pub fn supports_interface(
    arguments: &Arguments<'_>,
    identifier: u32,
    output: &mut Output,
) -> Result<(), Failure> {
    let asked = arguments.word(0).ok_or_else(Failure::empty)?;
    let known = [ERC165, identifier].into_iter().any(|known| {
        let mut word = [0; 32];
        if let Some(to) = word.first_chunk_mut() {
            *to = known.to_be_bytes();
        }
        word == *asked
    });
    output.numbers(&[known.into()]);
    Ok(())
}
