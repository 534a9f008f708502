//! The contract's events.

use alloc::vec::Vec;

use alloy_primitives::{Address, B256};
use alloy_sol_types::SolEvent;
use alm_abi::IRiskEngine::{
    FeedChanged, LiquidityChanged, ListingChanged, ParametersChanged, RatiosUpdated, SampleFailed,
    Sampled,
};
use alm_engine::{parameters::Parameters, ramp::Thresholds, units::ratio_to_wad};
use alm_stylus::words::{Word, emit};
use stylus_sdk::prelude::*;

use crate::{
    asset::Asset,
    contract::RiskEngine,
    packed::{FeedSlot, ReportSlot},
};

impl RiskEngine {
    pub(crate) fn emit_listing(&self, asset: Address, listed: bool) {
        emit(
            self.vm(),
            &[ListingChanged::SIGNATURE_HASH, asset.word()],
            &[listed.word()],
        );
    }

    pub(crate) fn emit_feed(&self, asset: Address, old: Address, new: &FeedSlot) {
        let topics = [
            FeedChanged::SIGNATURE_HASH,
            asset.word(),
            old.word(),
            new.feed.word(),
        ];
        emit(
            self.vm(),
            &topics,
            &[new.decimals.word(), new.interval.word(), new.history.word()],
        );
    }

    pub(crate) fn emit_parameters(&self, asset: Address, old: &Parameters, new: &Parameters) {
        let data: Vec<B256> = old
            .0
            .iter()
            .chain(&new.0)
            .map(|value| value.word())
            .collect();
        emit(
            self.vm(),
            &[ParametersChanged::SIGNATURE_HASH, asset.word()],
            &data,
        );
    }

    pub(crate) fn emit_liquidity(
        &self,
        asset: Address,
        old: (ReportSlot, u64),
        new: (ReportSlot, u64),
    ) {
        let mut data = Vec::with_capacity(14);
        for (report, until) in [old, new] {
            data.extend(report.words(until));
        }
        emit(
            self.vm(),
            &[LiquidityChanged::SIGNATURE_HASH, asset.word()],
            &data,
        );
    }

    pub(crate) fn emit_sampled(&self, asset: Address, value: &Asset) {
        let (round, variances) = (&value.sample.round, &value.state.variances);
        let data = [
            round.id.word(),
            round.price.word(),
            round.updated_at.word(),
            variances.fast.word(),
            variances.slow.word(),
            variances.used.word(),
        ];
        emit(self.vm(), &[Sampled::SIGNATURE_HASH, asset.word()], &data);
    }

    /// Old and new thresholds, unless nothing moved.
    pub(crate) fn emit_ratios(&self, asset: Address, old: Thresholds, new: Thresholds) {
        if old == new {
            return;
        }
        let data = [old.seasoned, new.seasoned, old.target, new.target]
            .map(|ratio| ratio_to_wad(ratio).word());
        emit(
            self.vm(),
            &[RatiosUpdated::SIGNATURE_HASH, asset.word()],
            &data,
        );
    }

    /// A batch skipped an asset; the reason is an error's selector, left-aligned like every `bytes4`.
    pub(crate) fn emit_sample_failed(&self, asset: Address, reason: &[u8]) {
        let mut word = [0; 32];
        for (to, from) in word.iter_mut().zip(reason.iter().take(4)) {
            *to = *from;
        }
        emit(
            self.vm(),
            &[SampleFailed::SIGNATURE_HASH, asset.word()],
            &[B256::new(word)],
        );
    }
}
