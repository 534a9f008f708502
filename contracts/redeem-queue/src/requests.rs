//! The open requests of a controller: at most two, the older of which is the one that is claimed.
//!
//! | slot | holds, from the top |
//! |---|---|
//! | 3 | mapping from the controller to three slots: whether there is a newer request 8, the older one's generation 32, its shares asked 120 and assets collected 96; its shares collected 120; the newer one's generation 32 and shares asked 120 |
//!
//! The second slot is read and written only for who claims in parts. A request that ends leaves its generation's number
//! behind, and the newer one's slot as it was, so that the next request need not pay for a new slot.

use alm_engine::{book::shares::Shares, money::Amount, queue::request::Request};
use alm_stylus::{packed, slots, words::Word};
use stylus_sdk::host::VM;

use crate::storage::read;

/// The slot of the mapping to controllers.
const CONTROLLERS: u8 = 3;

/// Bytes of the fields of the three slots.
static OLDER_WIDTHS: [u8; 4] = [1, 4, 15, 12];
static COLLECTED_WIDTHS: [u8; 1] = [15];
static NEWER_WIDTHS: [u8; 2] = [4, 15];

/// A request and its generation. Without shares there is none.
#[derive(Clone, Copy, Default)]
pub(crate) struct Open {
    pub(crate) generation: u32,
    pub(crate) request: Request,
}

impl Open {
    /// Whether there is a request.
    pub(crate) fn exists(&self) -> bool {
        !self.request.asked.is_zero()
    }

    /// Whether a request in this generation can be put here: nothing else is.
    fn takes(&self, generation: u32) -> bool {
        !self.exists() || self.generation == generation
    }
}

/// The open requests of a controller, and where they are stored.
pub(crate) struct Requests {
    slot: Word,
    pub(crate) older: Open,
    pub(crate) newer: Open,
}

impl Requests {
    /// As stored.
    #[inline(never)]
    pub(crate) fn load(vm: &VM, controller: &Word) -> Self {
        let slot = slots::mapped(vm, controller, CONTROLLERS);
        let [has_newer, generation, asked, collected] = read(vm, &slot, &OLDER_WIDTHS);
        let mut older = open(generation, asked);
        older.request.collected.assets = Amount::new(collected);
        let mut newer = Open::default();
        if collected != 0 {
            let [shares] = read(vm, &further(&slot, 1), &COLLECTED_WIDTHS);
            older.request.collected.shares = Shares::new(shares);
        }
        if has_newer != 0 {
            let [generation, asked] = read(vm, &further(&slot, 2), &NEWER_WIDTHS);
            newer = open(generation, asked);
        }
        Self { slot, older, newer }
    }

    /// Stores them; the newer one takes the place of an older one that ended.
    #[inline(never)]
    pub(crate) fn store(&mut self, vm: &VM) {
        if self.newer.exists() && !self.older.exists() {
            self.older = self.newer;
            self.newer = Open::default();
        }
        let Open {
            generation,
            request,
        } = self.older;
        let collected = request.collected;
        let fields = [
            self.newer.exists().into(),
            generation.into(),
            request.asked.raw(),
            collected.assets.raw(),
        ];
        packed::store(vm, &self.slot, &OLDER_WIDTHS, &fields);
        if !collected.assets.is_zero() {
            let shares = [collected.shares.raw()];
            packed::store(vm, &further(&self.slot, 1), &COLLECTED_WIDTHS, &shares);
        }
        if self.newer.exists() {
            let fields = [self.newer.generation.into(), self.newer.request.asked.raw()];
            packed::store(vm, &further(&self.slot, 2), &NEWER_WIDTHS, &fields);
        }
    }

    /// Where a request in a generation is put: with the one that is there already, or where none is. `None` if both places
    /// are taken.
    pub(crate) fn place(&mut self, generation: u32) -> Option<&mut Open> {
        let open = if self.older.takes(generation) {
            &mut self.older
        } else {
            Some(&mut self.newer).filter(|newer| newer.takes(generation))?
        };
        open.generation = generation;
        Some(open)
    }

    /// The open request in a generation.
    pub(crate) fn find(&mut self, generation: u32) -> Option<&mut Open> {
        let both = [&mut self.older, &mut self.newer].into_iter();
        both.filter(|open| open.exists())
            .find(|open| open.generation == generation)
    }
}

/// A request of which nothing was collected.
fn open(generation: u128, asked: u128) -> Open {
    let request = Request {
        asked: Shares::new(asked),
        ..Request::default()
    };
    Open {
        generation: generation as u32,
        request,
    }
}

/// A slot some steps further.
fn further(slot: &Word, steps: u8) -> Word {
    let mut slot = *slot;
    slots::advance(&mut slot, steps);
    slot
}
