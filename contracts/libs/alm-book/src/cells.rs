//! The weeks of the ladder in storage: a ring of 128 weeks, two slots each, faces and slopes.

use alm_engine::{
    ladder::{Cell, Cells, Sides, Slope},
    money::Amount,
    week::Week,
};
use alm_stylus::{host, packed, slots, words::Word};
use stylus_sdk::host::VM;

use crate::{
    arrears::{arrears_slot, write_arrears},
    books::Books,
    storage::Sheet,
};

/// Bytes of a face.
const FACE: usize = 12;
/// Bytes of the faces of assets and liabilities.
static FACES: [u8; 2] = [FACE as u8; 2];
/// Bytes of their slopes.
static SLOPES: [u8; 2] = [16, 16];
/// Weeks of the ring: a power of two above the 105 that can be live at once.
const RING: u16 = 128;

/// The cells of a book.
pub(crate) struct Stored<'a> {
    pub(crate) vm: &'a VM,
    pub(crate) base: Word,
    /// Whether what is retired is cleared; a view only reads.
    clears: bool,
}

impl Stored<'_> {
    /// The slot of a week's faces, followed by that of its slopes.
    #[inline(never)]
    fn slot(&self, week: Week) -> Word {
        let mut slot = self.base;
        // At most 254.
        slots::advance(&mut slot, ((week.index() % RING) as u8) << 1);
        slot
    }

    /// A week's faces as a word: assets above, liabilities below, sixteen bytes each. Copied as they are stored, for a ladder
    /// has a hundred.
    pub(crate) fn tell(&self, week: Week, word: &mut Word) {
        let stored = slots::read(self.vm, &self.slot(week));
        let (faces, _) = stored.as_chunks::<FACE>();
        for (half, face) in word.chunks_exact_mut(16).zip(faces) {
            if let Some(place) = half.last_chunk_mut() {
                *place = *face;
            }
        }
    }

    /// A week's cell.
    #[inline(never)]
    pub(crate) fn cell(&self, week: Week) -> Cell {
        let mut slot = self.slot(week);
        let mut fields = [0; 4];
        let [assets, liabilities, rising, falling] = &mut fields;
        let mut pair = [0; 2];
        packed::load(self.vm, &slot, &FACES, &mut pair);
        [*assets, *liabilities] = pair;
        slots::advance(&mut slot, 1);
        packed::load(self.vm, &slot, &SLOPES, &mut pair);
        [*rising, *falling] = pair;
        let [assets, liabilities, rising, falling] = fields;
        Cell {
            faces: Sides {
                assets: Amount::new(assets),
                liabilities: Amount::new(liabilities),
            },
            slopes: Sides {
                assets: Slope::new(rising),
                liabilities: Slope::new(falling),
            },
        }
    }

    /// Puts a week's cell in place.
    #[inline(never)]
    pub(crate) fn put(&self, week: Week, cell: &Cell) {
        let mut slot = self.slot(week);
        let faces = [cell.faces.assets.raw(), cell.faces.liabilities.raw()];
        packed::store(self.vm, &slot, &FACES, &faces);
        slots::advance(&mut slot, 1);
        let slopes = [cell.slopes.assets.raw(), cell.slopes.liabilities.raw()];
        packed::store(self.vm, &slot, &SLOPES, &slopes);
    }
}

impl Cells for Stored<'_> {
    #[inline(never)]
    fn faces(&mut self, week: Week) -> Sides<Amount> {
        let mut pair = [0; 2];
        packed::load(self.vm, &self.slot(week), &FACES, &mut pair);
        let [assets, liabilities] = pair.map(Amount::new);
        Sides {
            assets,
            liabilities,
        }
    }

    fn retire(&mut self, week: Week) -> Cell {
        let cell = self.cell(week);
        if self.clears {
            self.put(week, &Cell::default());
            if !cell.faces.assets.is_zero() {
                let slot = arrears_slot(self.vm, &self.base, week);
                write_arrears(self.vm, &slot, cell.faces.assets, Amount::ZERO);
            }
        }
        cell
    }
}

impl Books {
    /// The cells of a book.
    #[inline(never)]
    pub(crate) fn cells(&self, sheet: &Sheet, clears: bool) -> Stored<'_> {
        Stored {
            vm: self.vm(),
            base: host::keccak(self.vm(), &sheet.slot),
            clears,
        }
    }

    /// The faces of a week.
    pub(crate) fn faces(&self, sheet: &Sheet, week: Week) -> Sides<Amount> {
        self.cells(sheet, false).faces(week)
    }
}
