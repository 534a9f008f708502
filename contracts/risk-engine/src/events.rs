//! The contract's events.

use alloy_sol_types::SolEvent;
use alm_abi::IRiskEngine::{
    FeedChanged, LiquidityChanged, ListingChanged, ParametersChanged, RatiosUpdated,
    ReporterChanged, SampleFailed, Sampled,
};
use alm_engine::{ramp::Thresholds, units::ratio_to_wad};
use alm_stylus::{
    Failure,
    words::{Output, Word},
};
use stylus_sdk::prelude::*;

use crate::{
    asset::{Asset, LISTED},
    contract::RiskEngine,
};

impl RiskEngine {
    pub(crate) fn emit_listing(&self, asset: &Word, value: &Asset) {
        self.emit(
            &ListingChanged::SIGNATURE_HASH.0,
            asset,
            &[],
            &[value.has(LISTED).into()],
        );
    }

    pub(crate) fn emit_feed(&self, asset: &Word, old: &Word, new: &Asset) {
        let mut event = Output::default();
        event
            .append(&FeedChanged::SIGNATURE_HASH.0)
            .append(asset)
            .append(old)
            .append(&new.feed)
            .numbers(&new.feed_settings())
            .emit(self.vm(), 4);
    }

    pub(crate) fn emit_parameters(&self, asset: &Word, old: &[u128], new: &[u128]) {
        self.emit(&ParametersChanged::SIGNATURE_HASH.0, asset, old, new);
    }

    pub(crate) fn emit_liquidity(&self, asset: &Word, old: &[u128], new: &[u128]) {
        self.emit(&LiquidityChanged::SIGNATURE_HASH.0, asset, old, new);
    }

    pub(crate) fn emit_sampled(&self, asset: &Word, sample: &[u128]) {
        self.emit(&Sampled::SIGNATURE_HASH.0, asset, &[], sample);
    }

    /// Old and new thresholds, unless nothing moved.
    #[inline(never)]
    pub(crate) fn emit_ratios(&self, asset: &Word, old: &Thresholds, new: &Thresholds) {
        if old != new {
            let ratios = [old.seasoned, new.seasoned, old.target, new.target];
            let wads = ratios.map(ratio_to_wad);
            self.emit(&RatiosUpdated::SIGNATURE_HASH.0, asset, &[], &wads);
        }
    }

    pub(crate) fn emit_reporter(&self, old: &Word, new: &Word) {
        let mut event = Output::default();
        event
            .append(&ReporterChanged::SIGNATURE_HASH.0)
            .append(old)
            .append(new)
            .emit(self.vm(), 3);
    }

    /// A batch skipped an asset; the reason is an error's selector.
    pub(crate) fn emit_sample_failed(&self, asset: &Word, reason: &Failure) {
        let mut event = Output::default();
        event
            .append(&SampleFailed::SIGNATURE_HASH.0)
            .append(asset)
            .append(&reason.selector())
            .emit(self.vm(), 2);
    }

    /// An event about an asset that tells a state before and after; where there is none before, that is empty.
    #[inline(never)]
    fn emit(&self, topic: &Word, asset: &Word, old: &[u128], new: &[u128]) {
        let mut event = Output::default();
        event
            .append(topic)
            .append(asset)
            .numbers(old)
            .numbers(new)
            .emit(self.vm(), 2);
    }
}
