//! Where books lie in storage. Slots 0 and 1 are the ownership; slot 2 maps a token to the slots of its book, slot 3 a
//! token and a desk to the desk's line.
//!
//! The slots of the hot path are read as one run of bytes, and only those that changed are written.
#![deny(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]

use alm_stylus::{
    host,
    packed::{self, pack, unpack},
    slots,
    words::Word,
};
use stylus_sdk::stylus_core::Host;

use crate::{
    books::Books,
    layout::{COUNT, FLAGS, HOT, TERMS, WIDTHS},
};

/// The slot of the books.
const BOOKS: u8 = 2;
/// The slot of the desks' lines.
const LINES: u8 = 3;

/// The hot slot whose last two bytes are the part that queues.
const QUEUED_SLOT: u8 = 5;

/// An address as fields: what is unused of its word, the upper four and the lower sixteen bytes.
static ADDRESS: [u8; 3] = [12, 4, 16];

/// The address that two fields keep.
#[inline(never)]
pub(crate) fn address_of(top: u128, bottom: u128) -> Word {
    let mut address = [0; 32];
    pack(&mut address, &ADDRESS, &[0, top, bottom]);
    address
}

/// The two fields that keep an address.
#[inline(never)]
pub(crate) fn halves(address: &Word) -> [u128; 2] {
    let mut fields = [0; 3];
    unpack(address, &ADDRESS, &mut fields);
    let [_, top, bottom] = fields;
    [top, bottom]
}

/// A cold slot of a book: its place after the hot ones, and the bytes of its fields.
pub(crate) struct Cold<const N: usize> {
    pub(crate) place: u8,
    pub(crate) widths: [u8; N],
}

/// Drip: amount, from, until.
pub(crate) static DRIP: Cold<3> = Cold {
    place: 6,
    widths: [12, 4, 4],
};
/// Pot and equity.
pub(crate) static CAPITAL: Cold<2> = Cold {
    place: 7,
    widths: [12, 12],
};
/// Matured and reserved: cash that is spoken for.
pub(crate) static KEPT_CASH: Cold<2> = Cold {
    place: 8,
    widths: [12, 12],
};
/// The rate model: upper four and lower sixteen bytes of its address, and when the rate was read. Then the shock, and the
/// losses in it of the three zones.
pub(crate) static MODEL: Cold<7> = Cold {
    place: 9,
    widths: [4, 16, 4, 2, 2, 2, 2],
};
/// What is remembered of net outflows: mean (signed) and variance, and the vault's supply at the last strike.
pub(crate) static OUTFLOWS: Cold<3> = Cold {
    place: 10,
    widths: [8, 8, 16],
};

/// Owed to the buffer, and overdue.
pub(crate) static OWED: Cold<2> = Cold {
    place: 11,
    widths: [12, 12],
};
/// Faces due on the next five grid dates, of assets and of liabilities; their DV01 ratios, ppm; and the allowance of a missed
/// strike, a packed number.
pub(crate) static WINDOW: Cold<5> = Cold {
    place: 12,
    widths: [12, 12, 3, 3, 2],
};
/// The live weeks, four limbs, the highest first.
pub(crate) static LIVE_WEEKS: Cold<4> = Cold {
    place: 13,
    widths: [8, 8, 8, 8],
};
/// Face and face times week of the fixed assets.
pub(crate) static ASSETS: Cold<2> = Cold {
    place: 14,
    widths: [12, 14],
};
/// The same of the fixed liabilities.
pub(crate) static LIABILITIES: Cold<2> = Cold {
    place: 15,
    widths: [12, 14],
};
/// The term desk: upper four and lower sixteen bytes of its address, and the cap of all fixed deposits.
pub(crate) static TERM_DESK: Cold<3> = Cold {
    place: 16,
    widths: [4, 16, 12],
};

/// The buffer pool: upper four and lower sixteen bytes of its address, and what of it counts as liquidity.
pub(crate) static BUFFER: Cold<3> = Cold {
    place: 17,
    widths: [4, 16, 12],
};
/// What the buffer owes for losses, and what more it can be charged with.
pub(crate) static BACKING: Cold<2> = Cold {
    place: 18,
    widths: [12, 12],
};
/// Provisions still owed, and the instant of the last loss.
pub(crate) static LOSSES: Cold<2> = Cold {
    place: 19,
    widths: [12, 4],
};
/// Cash the buffer lent for redemptions that has not been set aside for any.
pub(crate) static LENT_CASH: Cold<1> = Cold {
    place: 20,
    widths: [12],
};

/// The hot slots of a book: the vault, as a word, and the fields.
#[derive(Default)]
pub(crate) struct Sheet {
    pub(crate) slot: Word,
    pub(crate) vault: Word,
    pub(crate) fields: [u128; COUNT],
}

impl Sheet {
    /// A signed field, of `size` bytes.
    pub(crate) fn signed(&self, field: usize, size: u32) -> i128 {
        let unused = 128u32.saturating_sub(size.saturating_mul(8)) & 127;
        (self.field(field) as i128) << unused >> unused
    }

    /// The governed terms.
    pub(crate) fn terms(&self) -> &[u128] {
        self.fields.get(..TERMS).unwrap_or_default()
    }

    /// A field.
    pub(crate) fn field(&self, place: usize) -> u128 {
        self.fields.get(place).copied().unwrap_or_default()
    }

    /// Gives a field its value; it fits.
    pub(crate) fn set(&mut self, place: usize, value: u128) {
        if let Some(field) = self.fields.get_mut(place) {
            *field = value;
        }
    }

    /// Whether a flag is set.
    pub(crate) fn has(&self, flag: u128) -> bool {
        self.field(FLAGS) & flag != 0
    }

    /// Sets or clears a flag.
    pub(crate) fn mark(&mut self, flag: u128, set: bool) {
        let flags = self.field(FLAGS) & !flag;
        self.set(FLAGS, if set { flags | flag } else { flags });
    }
}

/// The slot of a desk's line at a token's book.
#[inline(never)]
pub(crate) fn line_slot<H: Host>(vm: &H, token: &Word, desk: &Word) -> Word {
    let lines = slots::mapped(vm, token, LINES);
    host::keccak(vm, [*desk, lines].as_flattened())
}

impl Books {
    /// Loads the hot slots of a token's book; one that was never opened has the zero vault.
    #[inline(never)]
    pub(crate) fn load_sheet(&self, token: &Word, sheet: &mut Sheet) {
        sheet.slot = slots::mapped(self.vm(), token, BOOKS);
        let mut words = [[0; 32]; HOT];
        let mut place = sheet.slot;
        for word in &mut words {
            host::load(self.vm(), &place, word);
            slots::advance(&mut place, 1);
        }
        if let Some((vault, fields)) = words.as_flattened().split_first_chunk::<20>() {
            if let Some(address) = sheet.vault.last_chunk_mut() {
                *address = *vault;
            }
            unpack(fields, &WIDTHS, &mut sheet.fields);
        }
    }

    /// Loads the vault alone.
    pub(crate) fn load_vault(&self, token: &Word, sheet: &mut Sheet) {
        sheet.slot = slots::mapped(self.vm(), token, BOOKS);
        let first = slots::read(self.vm(), &sheet.slot);
        if let (Some(address), Some(vault)) =
            (sheet.vault.last_chunk_mut::<20>(), first.first_chunk())
        {
            *address = *vault;
        }
    }

    /// The rate model and when the rate was read from it.
    #[inline(never)]
    pub(crate) fn load_model(&self, sheet: &Sheet, model: &mut Word) -> u128 {
        let [top, bottom, read_at, ..] = self.fields(sheet, &MODEL);
        *model = address_of(top, bottom);
        read_at
    }

    /// Writes the part that queues alone.
    pub(crate) fn store_queued(&self, sheet: &Sheet, part: u128) {
        let mut slot = sheet.slot;
        slots::advance(&mut slot, QUEUED_SLOT);
        let mut word = slots::read(self.vm(), &slot);
        if let Some(place) = word.last_chunk_mut() {
            *place = (part as u16).to_be_bytes();
        }
        slots::write(self.vm(), &slot, &word);
    }

    /// Writes the hot slots. The host's cache writes out only the words that changed.
    #[inline(never)]
    pub(crate) fn store_sheet(&self, sheet: &Sheet) {
        let mut words = [[0; 32]; HOT];
        if let Some((vault, fields)) = words.as_flattened_mut().split_first_chunk_mut::<20>() {
            if let Some(address) = sheet.vault.last_chunk() {
                *vault = *address;
            }
            pack(fields, &WIDTHS, &sheet.fields);
        }
        let mut place = sheet.slot;
        for word in &words {
            slots::write(self.vm(), &place, word);
            slots::advance(&mut place, 1);
        }
    }

    /// A cold slot of a book.
    #[inline(always)]
    pub(crate) fn fields<const N: usize>(&self, sheet: &Sheet, cold: &Cold<N>) -> [u128; N] {
        let mut fields = [0; N];
        self.load_cold(sheet, cold.place, &cold.widths, &mut fields);
        fields
    }

    /// Writes a cold slot of a book.
    #[inline(always)]
    pub(crate) fn store_fields<const N: usize>(
        &self,
        sheet: &Sheet,
        cold: &Cold<N>,
        fields: &[u128; N],
    ) {
        self.store_cold(sheet, cold.place, &cold.widths, fields);
    }

    #[inline(never)]
    fn load_cold(&self, sheet: &Sheet, place: u8, widths: &[u8], into: &mut [u128]) {
        let mut slot = sheet.slot;
        slots::advance(&mut slot, place);
        packed::load(self.vm(), &slot, widths, into);
    }

    #[inline(never)]
    pub(crate) fn store_cold(&self, sheet: &Sheet, place: u8, widths: &[u8], from: &[u128]) {
        let mut slot = sheet.slot;
        slots::advance(&mut slot, place);
        packed::store(self.vm(), &slot, widths, from);
    }
}
