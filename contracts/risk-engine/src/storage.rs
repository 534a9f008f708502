//! Where an asset lies in storage. Slots 0 and 1 are the ownership; slot 2 is a mapping from asset to these five.

use alloy_primitives::{Address, B256};
use alm_stylus::{Failure, slots};
use stylus_sdk::prelude::*;

use crate::{
    asset::Asset,
    contract::RiskEngine,
    errors,
    packed::{FeedSlot, ReportSlot, RulesSlot, SampleSlot, StateSlot},
};

/// The slot of the mapping.
const ASSETS: u8 = 2;
const FEED: u8 = 0;
const RULES: u8 = 1;
const REPORT: u8 = 2;
const SAMPLE: u8 = 3;
const STATE: u8 = 4;

impl RiskEngine {
    /// Loads an asset the engine knows: the four slots of the hot path.
    #[inline(never)]
    pub(crate) fn load_asset(&self, asset: Address) -> Result<Asset, Failure> {
        let base = self.base(asset);
        let feed = FeedSlot::unpack(self.read(base, FEED));
        if feed.feed.is_zero() {
            return Err(errors::not_listed(asset));
        }
        Ok(Asset {
            feed,
            rules: RulesSlot::unpack(self.read(base, RULES)),
            sample: SampleSlot::unpack(self.read(base, SAMPLE)),
            state: StateSlot::unpack(self.read(base, STATE)),
        })
    }

    /// Stores what sampling changes.
    #[inline(never)]
    pub(crate) fn store_state(&mut self, asset: Address, value: &Asset) {
        let base = self.base(asset);
        self.write(base, SAMPLE, value.sample.pack());
        self.write(base, STATE, value.state.pack());
    }

    /// Stores all four slots of the hot path.
    #[inline(never)]
    pub(crate) fn store(&mut self, asset: Address, value: &Asset) {
        let base = self.base(asset);
        self.write(base, FEED, value.feed.pack());
        self.write(base, RULES, value.rules.pack());
        self.store_state(asset, value);
    }

    /// The liquidity report, which sampling does not need.
    #[inline(never)]
    pub(crate) fn load_report(&self, asset: Address) -> ReportSlot {
        ReportSlot::unpack(self.read(self.base(asset), REPORT))
    }

    /// Stores the liquidity report.
    #[inline(never)]
    pub(crate) fn store_report(&mut self, asset: Address, report: &ReportSlot) {
        self.write(self.base(asset), REPORT, report.pack());
    }

    fn base(&self, asset: Address) -> B256 {
        slots::mapped(self.vm(), asset, ASSETS)
    }

    fn read(&self, base: B256, index: u8) -> B256 {
        slots::read(self.vm(), slots::after(base, index))
    }

    fn write(&self, base: B256, index: u8, word: B256) {
        slots::write(self.vm(), slots::after(base, index), word);
    }
}
