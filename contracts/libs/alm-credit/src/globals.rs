//! Slots that keep an address at the bottom and fields above it.

use alm_stylus::{
    packed::{pack, unpack},
    slots,
    words::Word,
};

use crate::{
    desk::Desk,
    layout::{GLOBALS, SHEET},
};

/// Bytes above an address.
const ABOVE: usize = 12;

/// The address in a slot.
#[inline(never)]
pub(crate) fn address_in(slot: &Word) -> Word {
    let mut address = *slot;
    address.iter_mut().take(ABOVE).for_each(|byte| *byte = 0);
    address
}

/// Puts fields above the address in a slot.
#[inline(never)]
pub(crate) fn put_above(slot: &mut Word, widths: &[u8], fields: &[u128]) {
    slot.iter_mut().take(ABOVE).for_each(|byte| *byte = 0);
    pack(slot, widths, fields);
}

/// What holds for all assets.
#[derive(Clone, Copy, Default)]
pub(crate) struct Globals {
    /// The balance sheet.
    pub(crate) sheet: Word,
    /// Fields as in [`GLOBALS`].
    pub(crate) fields: [u128; GLOBALS.len()],
}

impl Desk {
    /// The word in a fixed slot.
    #[inline(never)]
    pub(crate) fn fixed_slot(&self, slot: u8) -> Word {
        slots::read(self.vm(), &slots::fixed(slot))
    }

    /// Puts a word into a fixed slot.
    #[inline(never)]
    pub(crate) fn set_fixed_slot(&self, slot: u8, word: &Word) {
        slots::write(self.vm(), &slots::fixed(slot), word);
    }

    /// What holds for all assets.
    #[inline(never)]
    pub(crate) fn load_globals(&self, globals: &mut Globals) {
        let word = self.fixed_slot(SHEET);
        globals.sheet = address_in(&word);
        unpack(&word, &GLOBALS, &mut globals.fields);
    }

    /// Stores it.
    #[inline(never)]
    pub(crate) fn store_globals(&self, globals: &Globals) {
        let mut word = globals.sheet;
        put_above(&mut word, &GLOBALS, &globals.fields);
        self.set_fixed_slot(SHEET, &word);
    }

    /// The balance sheet.
    pub(crate) fn sheet(&self) -> Word {
        address_in(&self.fixed_slot(SHEET))
    }
}
