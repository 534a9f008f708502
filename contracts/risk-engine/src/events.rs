//! The contract's events.

use alloy_primitives::{Address, B256};
use alloy_sol_types::SolEvent;
use alm_abi::IRiskEngine::{
    FeedChanged, LiquidityChanged, ListingChanged, ParametersChanged, RatiosUpdated, SampleFailed,
    Sampled,
};
use alm_engine::{ramp::Thresholds, units::ratio_to_wad};
use alm_stylus::words::{Word, emit, encode, words};
use stylus_sdk::prelude::*;

use crate::{
    asset::{Asset, HISTORY, LISTED},
    contract::RiskEngine,
    layout::{DECIMALS, INTERVAL},
};

impl RiskEngine {
    pub(crate) fn emit_listing(&self, asset: &Address, value: &Asset) {
        self.emit(
            ListingChanged::SIGNATURE_HASH,
            asset,
            &words(&[value.has(LISTED).into()]),
        );
    }

    pub(crate) fn emit_feed(&self, asset: &Address, old: &Address, new: &Asset) {
        let topics = [
            FeedChanged::SIGNATURE_HASH,
            asset.word(),
            old.word(),
            new.feed.word(),
        ];
        let data = [
            new.fields[DECIMALS],
            new.fields[INTERVAL],
            new.has(HISTORY).into(),
        ];
        emit(self.vm(), &topics, &words(&data));
    }

    pub(crate) fn emit_parameters(&self, asset: &Address, old: &Asset, new: &Asset) {
        self.emit_change(
            ParametersChanged::SIGNATURE_HASH,
            asset,
            old.rules(),
            new.rules(),
        );
    }

    pub(crate) fn emit_liquidity(&self, asset: &Address, old: &[u128], new: &[u128]) {
        self.emit_change(LiquidityChanged::SIGNATURE_HASH, asset, old, new);
    }

    pub(crate) fn emit_sampled(&self, asset: &Address, value: &Asset) {
        self.emit(Sampled::SIGNATURE_HASH, asset, &words(value.sample()));
    }

    /// Old and new thresholds, unless nothing moved.
    pub(crate) fn emit_ratios(&self, asset: &Address, old: &Thresholds, new: &Thresholds) {
        if old == new {
            return;
        }
        let data = [old.seasoned, new.seasoned, old.target, new.target].map(ratio_to_wad);
        self.emit(RatiosUpdated::SIGNATURE_HASH, asset, &words(&data));
    }

    /// A batch skipped an asset; the reason is an error's selector, left-aligned like every `bytes4`.
    pub(crate) fn emit_sample_failed(&self, asset: &Address, reason: &[u8]) {
        let mut word = B256::ZERO;
        for (to, from) in word.0.iter_mut().zip(reason.iter().take(4)) {
            *to = *from;
        }
        self.emit(SampleFailed::SIGNATURE_HASH, asset, word.as_slice());
    }

    /// An event about an asset that tells a state before and after.
    fn emit_change(&self, topic: B256, asset: &Address, old: &[u128], new: &[u128]) {
        self.emit(topic, asset, &encode(&words(old), &[], &words(new)));
    }

    /// An event about an asset.
    #[inline(never)]
    fn emit(&self, topic: B256, asset: &Address, data: &[u8]) {
        emit(self.vm(), &[topic, asset.word()], data);
    }
}
