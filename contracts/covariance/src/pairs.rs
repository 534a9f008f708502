//! The pairs: eight to a slot, read and written once each.

use alm_engine::covariance::{
    Estimate,
    triangle::{PAIRS_A_WORD, pack, place, unpack},
};
use alm_stylus::{slots, words::Word};
use stylus_sdk::prelude::*;

use crate::contract::Covariance;

/// The first slot.
const PAIRS: u8 = 48;
/// Bytes of a pair.
const PAIR: usize = 32 / PAIRS_A_WORD;

/// One slot of pairs in memory, and whether it has to be written.
pub(crate) struct Page {
    number: Option<usize>,
    word: Word,
    is_changed: bool,
}

impl Page {
    /// None yet.
    pub(crate) const fn empty() -> Self {
        Self {
            number: None,
            word: [0; 32],
            is_changed: false,
        }
    }
}

impl Covariance {
    /// The estimate of two places; that of one asset for a pair there is not.
    pub(crate) fn estimate(&self, page: &mut Page, one: usize, other: usize) -> Estimate {
        self.turn_to(page, one, other)
            .and_then(|pair| pair.first_chunk().copied())
            .map_or_else(Estimate::default, unpack)
    }

    /// Puts an estimate in its place; the page is written when the next is turned to, or closed.
    pub(crate) fn put(&mut self, page: &mut Page, one: usize, other: usize, estimate: Estimate) {
        if let Some(pair) = self.turn_to(page, one, other) {
            pair.copy_from_slice(&pack(estimate));
            page.is_changed = true;
        }
    }

    /// Writes what was changed on a page.
    #[inline(never)]
    pub(crate) fn close(&self, page: &mut Page) {
        if let Some(number) = page.number.filter(|_| page.is_changed) {
            slots::write(self.vm(), &slot(number), &page.word);
            page.is_changed = false;
        }
    }

    /// The bytes of a pair, on its page.
    #[inline(never)]
    fn turn_to<'a>(&self, page: &'a mut Page, one: usize, other: usize) -> Option<&'a mut [u8]> {
        let place = place(one, other)?;
        let number = place / PAIRS_A_WORD;
        if page.number != Some(number) {
            self.close(page);
            page.number = Some(number);
            page.word = slots::read(self.vm(), &slot(number));
        }
        let first = (place % PAIRS_A_WORD).saturating_mul(PAIR);
        page.word.get_mut(first..first.saturating_add(PAIR))
    }
}

fn slot(number: usize) -> Word {
    slots::fixed(PAIRS.saturating_add(number as u8))
}
