//! Storage by slot number.
//!
//! Contracts that pack their slots by hand read and write whole words. The layout is Solidity's: fixed slots by number,
//! the fields of a mapped struct from `keccak(key, slot)` on. Words go through the SDK's cache, so they are written out
//! before calls and at the end like any other.

use alloy_primitives::{Address, B256};
use stylus_sdk::stylus_core::Host;

use crate::words::{Word, encode};

/// A slot near the start of the layout.
#[must_use]
pub fn fixed(slot: u8) -> B256 {
    u128::from(slot).word()
}

/// The first slot of the struct that a mapping from addresses at `slot` holds for `key`.
#[inline(never)]
pub fn mapped<H: Host>(vm: &H, key: &Address, slot: u8) -> B256 {
    vm.native_keccak256(&encode(&[], &[key.word(), fixed(slot)], &[]))
}

/// The slot `index` places after another.
#[must_use]
#[inline(never)]
pub fn after(slot: &B256, index: u8) -> B256 {
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
pub fn read<H: Host>(vm: &H, slot: &B256) -> B256 {
    host::read(vm, slot)
}

/// Puts a word into a slot.
#[inline(never)]
pub fn write<H: Host>(vm: &H, slot: &B256, word: &B256) {
    host::write(vm, slot, word);
}

// Directly: the SDK takes slot numbers as integers, and turns every one around twice.
#[cfg(target_arch = "wasm32")]
mod host {
    use alloy_primitives::B256;

    #[link(wasm_import_module = "vm_hooks")]
    unsafe extern "C" {
        fn storage_load_bytes32(key: *const u8, value: *mut u8);
        fn storage_cache_bytes32(key: *const u8, value: *const u8);
    }

    pub(super) fn read<H>(_: &H, slot: &B256) -> B256 {
        let mut word = B256::ZERO;
        // SAFETY: both pointers are to 32 bytes that live through the call.
        unsafe { storage_load_bytes32(slot.as_ptr(), word.as_mut_ptr()) };
        word
    }

    pub(super) fn write<H>(_: &H, slot: &B256, word: &B256) {
        // SAFETY: as above; and no storage object of the SDK holds a copy of this slot.
        unsafe { storage_cache_bytes32(slot.as_ptr(), word.as_ptr()) };
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod host {
    use alloy_primitives::{B256, U256};
    use stylus_sdk::stylus_core::Host;

    pub(super) fn read<H: Host>(vm: &H, slot: &B256) -> B256 {
        vm.storage_load_bytes32(U256::from_be_bytes(slot.0))
    }

    pub(super) fn write<H: Host>(vm: &H, slot: &B256, word: &B256) {
        // SAFETY: no storage object of the SDK holds a copy of this slot; contracts that use this module use no other.
        unsafe { vm.storage_cache_bytes32(U256::from_be_bytes(slot.0), *word) };
    }
}
