//! Where an asset lies in storage. Slots 0 and 1 are the ownership; slot 2 is a mapping from asset to six slots,
//! slot 3 the reporter.
//!
//! The first five are full, so those of the hot path are read as one run of bytes: the feed's address, then the fields.
#![deny(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]

use alm_stylus::{
    packed::{from_float, number, pack, to_float_up, unpack},
    slots,
    words::{Word, word},
};
use stylus_sdk::prelude::*;

use crate::{
    asset::{Asset, Report},
    contract::RiskEngine,
    layout::{REPORT_WIDTHS, WIDTHS},
};

/// The slot of the mapping.
const ASSETS: u8 = 2;
/// The slot of the liquidity report, which sampling does not need.
const REPORT: u8 = 2;
/// The slot of the depth the owner reported last.
const OWNERS_DEPTH: u8 = 5;
/// The slot of the reporter's address.
const REPORTER: u8 = 3;
/// From each slot of the hot path to the next: 0, 1, 3, 4. Sampling changes the last two.
static STEPS: [u8; 4] = [0, 1, 2, 1];
/// The place of the rules among them.
const RULES: usize = 1;
/// Bits of the three variances.
static VARIANCE_BITS: [u8; 3] = [64, 64, 56];

impl RiskEngine {
    /// Loads an asset; one the engine does not know has the zero feed.
    pub(crate) fn load_asset(&self, asset: &Word, value: &mut Asset) {
        self.load(asset, value, STEPS.len());
    }

    /// Loads an asset without its rules, whose fields stay zero: all an observation needs.
    pub(crate) fn load_sample(&self, asset: &Word, value: &mut Asset) {
        self.load(asset, value, RULES);
    }

    /// Loads the slots of an asset but one.
    #[inline(never)]
    fn load(&self, asset: &Word, value: &mut Asset, left_out: usize) {
        let mut slot = self.base(asset);
        let mut words = [[0; 32]; STEPS.len()];
        for (index, (word, steps)) in words.iter_mut().zip(&STEPS).enumerate() {
            slots::advance(&mut slot, *steps);
            if index != left_out {
                *word = slots::read(self.vm(), &slot);
            }
        }
        if let Some((feed, fields)) = words.as_flattened().split_first_chunk() {
            *value.feed_mut() = *feed;
            unpack(fields, &WIDTHS, &mut value.fields);
        }
        for variance in value.variances_mut() {
            *variance = from_float(*variance);
        }
    }

    /// Stores an asset; after sampling, only what that changes.
    #[inline(never)]
    pub(crate) fn store(&mut self, asset: &Word, value: &Asset, unchanged: usize) {
        let mut packed = *value;
        for (variance, bits) in packed.variances_mut().iter_mut().zip(&VARIANCE_BITS) {
            *variance = to_float_up(*variance, u32::from(*bits));
        }
        let mut words = [[0; 32]; STEPS.len()];
        if let Some((feed, fields)) = words.as_flattened_mut().split_first_chunk_mut() {
            *feed = *packed.feed_mut();
            pack(fields, &WIDTHS, &packed.fields);
        }
        let mut slot = self.base(asset);
        for (index, (word, steps)) in words.iter().zip(&STEPS).enumerate() {
            slots::advance(&mut slot, *steps);
            if index >= unchanged {
                slots::write(self.vm(), &slot, word);
            }
        }
    }

    /// The liquidity report.
    #[inline(never)]
    pub(crate) fn load_report(&self, asset: &Word, report: &mut Report) {
        let word = slots::read(self.vm(), &self.report_slot(asset));
        unpack(&word, &REPORT_WIDTHS, report);
    }

    /// Stores the liquidity report.
    pub(crate) fn store_report(&mut self, asset: &Word, report: &Report) {
        let mut word = [0; 32];
        pack(&mut word, &REPORT_WIDTHS, report);
        slots::write(self.vm(), &self.report_slot(asset), &word);
    }

    /// The depth the owner reported last.
    pub(crate) fn owners_depth(&self, asset: &Word) -> u64 {
        let mut slot = self.base(asset);
        slots::advance(&mut slot, OWNERS_DEPTH);
        number(&slots::read(self.vm(), &slot), 8).unwrap_or(0) as u64
    }

    /// Stores the depth the owner reported.
    pub(crate) fn store_owners_depth(&mut self, asset: &Word, depth: u128) {
        let mut slot = self.base(asset);
        slots::advance(&mut slot, OWNERS_DEPTH);
        slots::write(self.vm(), &slot, &word(depth));
    }

    /// Who may report depths beside the owner.
    pub(crate) fn reporter(&self) -> Word {
        slots::read(self.vm(), &slots::fixed(REPORTER))
    }

    /// Names who may report depths.
    pub(crate) fn store_reporter(&mut self, reporter: &Word) {
        slots::write(self.vm(), &slots::fixed(REPORTER), reporter);
    }

    #[inline(never)]
    fn report_slot(&self, asset: &Word) -> Word {
        let mut slot = self.base(asset);
        slots::advance(&mut slot, REPORT);
        slot
    }

    fn base(&self, asset: &Word) -> Word {
        slots::mapped(self.vm(), asset, ASSETS)
    }
}
