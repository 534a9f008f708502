//! Storage by slot number.
//!
//! Contracts that pack their slots by hand read and write whole words. The layout is Solidity's: fixed slots by number,
//! the fields of a mapped struct from `keccak(key, slot)` on. Words go through the host's cache, so they are written out
//! before calls and at the end like any other.

use stylus_sdk::stylus_core::Host;

use crate::{
    host,
    words::{Word, word},
};

/// A slot near the start of the layout.
#[must_use]
pub fn fixed(slot: u8) -> Word {
    word(slot.into())
}

/// The first slot of the struct that a mapping from addresses at `slot` holds for `key`.
#[inline(never)]
pub fn mapped<H: Host>(vm: &H, key: &Word, slot: u8) -> Word {
    host::keccak(vm, [*key, fixed(slot)].as_flattened())
}

/// Goes `steps` slots further.
#[inline(never)]
pub fn advance(slot: &mut Word, steps: u8) {
    let mut carry = steps;
    for byte in slot.iter_mut().rev() {
        let (sum, overflows) = byte.overflowing_add(carry);
        *byte = sum;
        if !overflows {
            return;
        }
        carry = 1;
    }
}

/// The word in a slot.
#[inline(never)]
pub fn read<H: Host>(vm: &H, slot: &Word) -> Word {
    let mut word = [0; 32];
    host::load(vm, slot, &mut word);
    word
}

/// Puts a word into a slot.
pub fn write<H: Host>(vm: &H, slot: &Word, word: &Word) {
    host::store(vm, slot, word);
}
