//! Storage by slot number.
//!
//! Contracts that pack their slots by hand read and write whole words. The layout is Solidity's: fixed slots by number,
//! the fields of a mapped struct from `keccak(key, slot)` on. Words go through the SDK's cache, so they are written out
//! before calls and at the end like any other.

use alloy_primitives::{Address, B256, U256};
use stylus_sdk::stylus_core::Host;

/// A slot near the start of the layout.
#[must_use]
pub fn fixed(slot: u8) -> B256 {
    crate::words::Word::word(slot)
}

/// The first slot of the struct that a mapping from addresses at `slot` holds for `key`.
#[inline(never)]
pub fn mapped<H: Host>(vm: &H, key: Address, slot: u8) -> B256 {
    let mut preimage = [0; 64];
    let (first, second) = preimage.split_at_mut(32);
    first.copy_from_slice(key.into_word().as_slice());
    second.copy_from_slice(fixed(slot).as_slice());
    vm.native_keccak256(&preimage)
}

/// The slot `index` places after another.
#[must_use]
pub fn after(slot: B256, index: u8) -> B256 {
    let mut bytes = slot.0;
    let mut carry = u16::from(index);
    for byte in bytes.iter_mut().rev() {
        carry = carry.saturating_add(u16::from(*byte));
        *byte = carry as u8;
        carry >>= 8;
    }
    B256::new(bytes)
}

/// The word in a slot.
#[inline(never)]
pub fn read<H: Host>(vm: &H, slot: B256) -> B256 {
    vm.storage_load_bytes32(U256::from_be_bytes(slot.0))
}

/// Puts a word into a slot.
#[inline(never)]
pub fn write<H: Host>(vm: &H, slot: B256, word: B256) {
    // SAFETY: no storage object of the SDK holds a copy of this slot; contracts that use this module use no other.
    unsafe { vm.storage_cache_bytes32(U256::from_be_bytes(slot.0), word) };
}
