//! Line and generations in storage.
//!
//! | slot | holds, from the top |
//! |---|---|
//! | 1 | the line: head 32, tail 32, the tail's day 32 |
//! | 2 | mapping from the number of a generation to two slots: day 32, shares asked 120; shares filled 120, assets paid 96 |
//!
//! How many shares wait in all is the vault's balance of this contract, and kept there alone: so a request that joins a
//! generation leaves the line's slot as it is.

use alm_engine::{
    book::shares::Shares,
    money::Amount,
    queue::{generation::Generation, line::Line},
};
use alm_stylus::{
    packed, slots,
    words::{Word, word},
};
use stylus_sdk::host::VM;

/// The slot of the line.
const LINE: u8 = 1;
/// The slot of the mapping to generations.
const GENERATIONS: u8 = 2;

/// Bytes of the line's fields.
static LINE_WIDTHS: [u8; 3] = [4, 4, 4];
/// Bytes of a generation's fields: of the first slot, then of the second.
static ASKED_WIDTHS: [u8; 2] = [4, 15];
static PAID_WIDTHS: [u8; 2] = [15, 12];

/// The line, but how many shares wait.
pub(crate) fn line(vm: &VM) -> Line {
    let [head, tail, tail_day] = read(vm, &slots::fixed(LINE), &LINE_WIDTHS);
    Line {
        head: head as u32,
        tail: tail as u32,
        tail_day: tail_day as u32,
        queued: Shares::ZERO,
    }
}

/// Stores the line.
pub(crate) fn store_line(vm: &VM, line: &Line) {
    let fields = [line.head.into(), line.tail.into(), line.tail_day.into()];
    packed::store(vm, &slots::fixed(LINE), &LINE_WIDTHS, &fields);
}

/// A generation and where it is stored.
#[derive(Clone, Copy, Default)]
pub(crate) struct Stored {
    slot: Word,
    pub(crate) generation: Generation,
}

impl Stored {
    /// A generation's day and shares asked for: all that a request needs.
    #[inline(never)]
    pub(crate) fn asked(vm: &VM, number: u32) -> Self {
        let slot = slots::mapped(vm, &word(number.into()), GENERATIONS);
        let [day, asked] = read(vm, &slot, &ASKED_WIDTHS);
        let generation = Generation {
            day: day as u32,
            asked: Shares::new(asked),
            ..Generation::default()
        };
        Self { slot, generation }
    }

    /// All of a generation.
    #[inline(never)]
    pub(crate) fn load(vm: &VM, number: u32) -> Self {
        let mut stored = Self::asked(vm, number);
        let [filled, paid] = read(vm, &stored.second(), &PAID_WIDTHS);
        stored.generation.filled = Shares::new(filled);
        stored.generation.paid = Amount::new(paid);
        stored
    }

    /// Stores its day and the shares asked for.
    #[inline(never)]
    pub(crate) fn store_asked(&self, vm: &VM) {
        let Generation { day, asked, .. } = self.generation;
        packed::store(vm, &self.slot, &ASKED_WIDTHS, &[day.into(), asked.raw()]);
    }

    /// Stores what was filled and paid.
    #[inline(never)]
    pub(crate) fn store_paid(&self, vm: &VM) {
        let Generation { filled, paid, .. } = self.generation;
        let fields = [filled.raw(), paid.raw()];
        packed::store(vm, &self.second(), &PAID_WIDTHS, &fields);
    }

    fn second(&self) -> Word {
        let mut slot = self.slot;
        slots::advance(&mut slot, 1);
        slot
    }
}

/// The fields of a slot.
#[inline(never)]
pub(crate) fn read<const N: usize>(vm: &VM, slot: &Word, widths: &[u8; N]) -> [u128; N] {
    let mut fields = [0; N];
    packed::load(vm, slot, widths, &mut fields);
    fields
}
