//! Where an asset lies in storage. Slots 0 and 1 are the ownership; slot 2 is a mapping from asset to five slots.
//!
//! All slots are full, so those of the hot path are read as one run of bytes: the feed's address, then the fields.
#![deny(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]

use alloy_primitives::{Address, B256};
use alm_stylus::{
    Failure,
    packed::{from_float, pack, to_float_up, unpack},
    slots,
};
use stylus_sdk::prelude::*;

use crate::{
    asset::{Asset, Report},
    contract::RiskEngine,
    errors,
    layout::{REPORT_WIDTHS, WIDTHS},
};

/// The slot of the mapping.
const ASSETS: u8 = 2;
/// The slot of the liquidity report, which sampling does not need.
const REPORT: u8 = 2;
/// The slots of the hot path; sampling changes the last two.
static SLOTS: [u8; 4] = [0, 1, 3, 4];

impl RiskEngine {
    /// Loads an asset the engine knows.
    ///
    /// # Errors
    /// `NotListed`.
    #[inline(never)]
    pub(crate) fn load_asset(&self, asset: &Address, value: &mut Asset) -> Result<(), Failure> {
        let base = self.base(asset);
        let mut words = [[0u8; 32]; SLOTS.len()];
        for (word, index) in words.iter_mut().zip(&SLOTS) {
            *word = slots::read(self.vm(), &slots::after(&base, *index)).0;
        }
        if let Some((feed, fields)) = words.as_flattened().split_first_chunk() {
            value.feed = Address::new(*feed);
            unpack(fields, &WIDTHS, &mut value.fields);
        }
        for variance in value.variances_mut() {
            *variance = from_float(*variance);
        }
        if value.feed.is_zero() {
            Err(errors::not_listed(asset))
        } else {
            Ok(())
        }
    }

    /// Stores an asset; after sampling, only what that changes.
    #[inline(never)]
    pub(crate) fn store(&mut self, asset: &Address, value: &Asset, unchanged: usize) {
        let mut packed = value.clone();
        for (variance, bits) in packed.variances_mut().iter_mut().zip([64, 64, 56]) {
            *variance = to_float_up(*variance, bits);
        }
        let mut words = [[0u8; 32]; SLOTS.len()];
        if let Some((feed, fields)) = words.as_flattened_mut().split_first_chunk_mut() {
            *feed = value.feed.into_array();
            pack(fields, &WIDTHS, &packed.fields);
        }
        let base = self.base(asset);
        for (word, index) in words.iter().zip(&SLOTS).skip(unchanged) {
            slots::write(self.vm(), &slots::after(&base, *index), &B256::new(*word));
        }
    }

    /// The liquidity report.
    #[inline(never)]
    pub(crate) fn load_report(&self, asset: &Address) -> Report {
        let mut report = Report::default();
        let word = slots::read(self.vm(), &slots::after(&self.base(asset), REPORT));
        unpack(word.as_slice(), &REPORT_WIDTHS, &mut report);
        report
    }

    /// Stores the liquidity report.
    #[inline(never)]
    pub(crate) fn store_report(&mut self, asset: &Address, report: &Report) {
        let mut word = B256::ZERO;
        pack(&mut word.0, &REPORT_WIDTHS, report);
        slots::write(self.vm(), &slots::after(&self.base(asset), REPORT), &word);
    }

    fn base(&self, asset: &Address) -> B256 {
        slots::mapped(self.vm(), asset, ASSETS)
    }
}
