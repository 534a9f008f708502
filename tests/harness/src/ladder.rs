//! The ladder as it lies in storage, and what its sums have to be by its own cells.
//!
//! The layout is that of `contracts/docs/balance-sheet.md`: the slots of a book, and a ring of 128 weeks.

use std::collections::BTreeMap;

use ethers::{
    providers::Middleware,
    types::{Address, H256, I256, U256},
    utils::keccak256,
};

use crate::{Pool, WEEK};

/// Weeks of the ring.
const RING: u64 = 128;
/// How many grid dates ahead a position may mature.
const LONGEST: u64 = 104;
/// Grid dates that the window sums.
const SPAN: u64 = 5;
/// Fractional bits of slopes and carrying values.
const FRACTION: usize = 26;
/// The slot of the mapping of books, and places after a book's first slot.
const BOOKS: u64 = 2;
const HOT: u64 = 3;
const CARRYING: u64 = 5;
const WINDOW: u64 = 12;
const LIVE_WEEKS: u64 = 13;
const MOMENTS: [u64; 2] = [14, 15];

/// Faces and slopes of a week: of assets, then of liabilities.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cell {
    /// What is due.
    pub faces: [U256; 2],
    /// How fast their cost approaches it, units a second in 2^-26.
    pub slopes: [U256; 2],
}

/// What a book keeps of its ladder, as of its last action.
#[derive(Debug, Clone)]
pub struct StoredLadder {
    /// The last grid date it was rolled to, in weeks.
    pub rolled: u64,
    /// The cells that are not empty.
    pub cells: BTreeMap<u64, Cell>,
    base: I256,
    slope: I256,
    live: U256,
    window: [U256; 2],
    moments: [[U256; 2]; 2],
}

/// Bytes of a word as a number, counted from its highest.
fn field(word: H256, from: usize, bytes: usize) -> U256 {
    U256::from_big_endian(&word.as_bytes()[from..from + bytes])
}

/// The same of a number with a sign.
fn signed_field(word: H256, from: usize, bytes: usize) -> I256 {
    let unused = 8 * (32 - bytes);
    I256::from_raw(field(word, from, bytes) << unused).asr(unused)
}

impl Pool {
    /// What the balance sheet has in a slot.
    async fn slot(&self, slot: U256) -> eyre::Result<H256> {
        let mut place = [0; 32];
        slot.to_big_endian(&mut place);
        let (client, sheet) = (self.chain.client(), self.sheet.address());
        Ok(client.get_storage_at(sheet, place.into(), None).await?)
    }

    /// The first slot of the book.
    fn first_slot(&self) -> U256 {
        let mut key = [0; 64];
        key[12..32].copy_from_slice(Address::as_bytes(&self.token.address));
        U256::from(BOOKS).to_big_endian(&mut key[32..]);
        U256::from_big_endian(&keccak256(key))
    }
}

impl StoredLadder {
    /// Reads it.
    ///
    /// # Errors
    /// When the chain does not answer.
    pub async fn read(pool: &Pool) -> eyre::Result<Self> {
        let first = pool.first_slot();
        let hot = pool.slot(first + HOT).await?;
        let carrying = pool.slot(first + CARRYING).await?;
        let window = pool.slot(first + WINDOW).await?;
        let mut moments = [[U256::zero(); 2]; 2];
        for (side, place) in moments.iter_mut().zip(MOMENTS) {
            let word = pool.slot(first + place).await?;
            *side = [field(word, 0, 12), field(word, 12, 14)];
        }
        let rolled = field(hot, 28, 2).as_u64();
        Ok(Self {
            rolled,
            cells: cells(pool, first, rolled).await?,
            base: signed_field(carrying, 0, 16),
            slope: signed_field(carrying, 16, 14),
            live: field(pool.slot(first + LIVE_WEEKS).await?, 0, 32),
            window: [field(window, 0, 12), field(window, 12, 12)],
            moments,
        })
    }

    /// Whether the line of costs is zero, now and later.
    #[must_use]
    pub fn is_flat(&self) -> bool {
        self.base.is_zero() && self.slope.is_zero()
    }

    /// Compares every sum with the cells.
    ///
    /// # Panics
    /// When one differs, with the invariant's name.
    pub fn check(&self) {
        let mut live = U256::zero();
        for week in self.cells.keys() {
            live |= U256::one() << (week % 256);
        }
        assert_eq!(self.live, live, "INV-LADDER-03");
        let (mut base, mut slope) = (I256::zero(), I256::zero());
        let (mut window, mut moments) = ([U256::zero(); 2], [[U256::zero(); 2]; 2]);
        for (week, cell) in &self.cells {
            let left = I256::from((week - self.rolled) * WEEK);
            for (side, sign) in [I256::one(), -I256::one()].into_iter().enumerate() {
                let (face, rise) = (cell.faces[side], I256::from_raw(cell.slopes[side]));
                base += sign * (I256::from_raw(face << FRACTION) - rise * left);
                slope += sign * rise;
                moments[side][0] += face;
                moments[side][1] += face * week;
                if *week <= self.rolled + SPAN {
                    window[side] += face;
                }
            }
        }
        assert_eq!((self.base, self.slope), (base, slope), "INV-LADDER-02");
        assert_eq!(self.moments, moments, "INV-LADDER-02, moments");
        assert_eq!(self.window, window, "INV-LADDER-02, window");
    }
}

/// The cells of the ring that hold a face, by the week they are of. None lies outside of what may be live.
async fn cells(pool: &Pool, first: U256, rolled: u64) -> eyre::Result<BTreeMap<u64, Cell>> {
    let mut key = [0; 32];
    first.to_big_endian(&mut key);
    let ring = U256::from_big_endian(&keccak256(key));
    let mut found = BTreeMap::new();
    for week in rolled + 1..=rolled + RING {
        let slot = ring.overflowing_add((2 * (week % RING)).into()).0;
        let word = pool.slot(slot).await?;
        let faces = [field(word, 0, 12), field(word, 12, 12)];
        if faces == [U256::zero(); 2] {
            continue;
        }
        assert!(week <= rolled + LONGEST, "INV-LADDER-03: {week}");
        let word = pool.slot(slot.overflowing_add(U256::one()).0).await?;
        let slopes = [field(word, 0, 16), field(word, 16, 16)];
        found.insert(week, Cell { faces, slopes });
    }
    Ok(found)
}
