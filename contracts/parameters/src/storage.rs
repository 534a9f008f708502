//! Where everything lies. Slots 0 and 1 are the ownership, slots 2 to 6 the addresses below, slot 7 a mapping from a
//! book's token to its bands, a slot each: see `bands.rs`.
//!
//! The steward's slot has the end of its term in the first four bytes.

use alm_stylus::{
    host, slots,
    words::{Word, is_zero},
};
use stylus_sdk::prelude::*;

use crate::contract::Parameters;

/// The slot of the balance sheet.
pub(crate) const SHEET: u8 = 2;
/// The slot of the rate model.
pub(crate) const MODEL: u8 = 3;
/// The slot of the guardian.
pub(crate) const GUARD: u8 = 4;
/// The slot of the steward and the end of its term.
pub(crate) const STEWARD: u8 = 5;
/// The slot of the steward's admin.
pub(crate) const ADMIN: u8 = 6;
/// The slot of the bands.
pub(crate) const BANDS: u8 = 7;

/// Bytes of the end of the steward's term.
const UNTIL: usize = 4;

impl Parameters {
    /// The address in a slot.
    #[inline(never)]
    pub(crate) fn address_in(&self, slot: u8) -> Word {
        let mut word = slots::read(self.vm(), &slots::fixed(slot));
        if let Some(until) = word.first_chunk_mut::<UNTIL>() {
            *until = [0; UNTIL];
        }
        word
    }

    /// Puts an address into a slot, and tells the one before.
    #[inline(never)]
    pub(crate) fn replace_address(&mut self, slot: u8, address: &Word) -> Word {
        let previous = self.address_in(slot);
        slots::write(self.vm(), &slots::fixed(slot), address);
        previous
    }

    /// The end of the steward's term.
    #[inline(never)]
    pub(crate) fn until(&self) -> u64 {
        let word = slots::read(self.vm(), &slots::fixed(STEWARD));
        let until = word.first_chunk::<UNTIL>().copied();
        u32::from_be_bytes(until.unwrap_or_default()).into()
    }

    /// Stores the steward and the end of its term.
    #[inline(never)]
    pub(crate) fn store_steward(&mut self, steward: &Word, until: u32) {
        let mut word = *steward;
        if let Some(place) = word.first_chunk_mut() {
            *place = until.to_be_bytes();
        }
        slots::write(self.vm(), &slots::fixed(STEWARD), &word);
    }

    /// Who calls.
    pub(crate) fn caller(&self) -> Word {
        host::sender(self.vm())
    }

    /// Whether the caller is the address in a slot; nobody is where there is none.
    pub(crate) fn is_caller(&self, slot: u8, caller: &Word) -> bool {
        let holder = self.address_in(slot);
        holder == *caller && !is_zero(&holder)
    }

    /// The time of this block.
    pub(crate) fn now(&self) -> u64 {
        self.vm().block_timestamp()
    }
}
