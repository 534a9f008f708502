//! What the owner may do: list, replace feeds, rules and liquidity reports, within bounds, steps and delays.
#![deny(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]

use alloy_primitives::Address;
use alm_engine::{
    haircut::liquidity::{Liquidation, Liquidity},
    parameters::{
        Parameters,
        bounds::{
            DEPTH_DELAY, FIRST_SIGMA, FIRST_SIGMA_INDEX, INTERVAL, INTERVAL_INDEX, PARAMETER_DELAY,
            check, check_change, check_liquidity, check_liquidity_change, within,
        },
    },
    ramp::Thresholds,
    units::BPS,
    volatility::{Variances, variance_of_sigma_up},
};
use alm_stylus::{Failure, feed::FeedReader};
use stylus_sdk::prelude::*;

use crate::{
    asset::Asset,
    contract::RiskEngine,
    errors,
    packed::{FeedSlot, ReportSlot},
};

/// A liquidity report and its end.
pub(crate) type Report = (Liquidity, u64);

/// How a feed is to be read.
pub(crate) struct FeedSettings {
    pub(crate) feed: Address,
    pub(crate) interval: u32,
    pub(crate) history: bool,
}

impl RiskEngine {
    pub(crate) fn list_asset(
        &mut self,
        asset: Address,
        feed: &FeedSettings,
        first_sigma: u32,
        parameters: Parameters,
        report: Report,
    ) -> Result<(), Failure> {
        self.ownable().only_owner()?;
        if asset.is_zero() {
            return Err(errors::zero_address());
        }
        if self.load_asset(asset).is_ok() {
            return Err(errors::already_listed(asset));
        }
        let (low, high) = FIRST_SIGMA;
        within(
            FIRST_SIGMA_INDEX,
            first_sigma.into(),
            low.into(),
            high.into(),
        )
        .map_err(errors::violation)?;
        check(&parameters).map_err(errors::violation)?;
        let now = self.now();
        let mut value = Asset::default();
        self.connect(&mut value, feed)?;
        let sigma = u128::from(first_sigma).saturating_mul(BPS);
        value.state.variances = Variances::constant(variance_of_sigma_up(sigma));
        value.rules.parameters = parameters;
        value.rules.changed_at = now;
        value.feed.listed = true;
        let reported = self.report(&mut value, ReportSlot::default(), report)?;
        value.state.thresholds = Thresholds::settled(value.target());
        value.sample.anchored_at = now;
        self.store(asset, &value);
        self.store_report(asset, &reported);
        self.emit_listing(asset, true);
        self.emit_feed(asset, Address::ZERO, &value.feed);
        self.emit_parameters(asset, &Parameters::default(), &parameters);
        self.emit_liquidity(asset, (ReportSlot::default(), 0), (reported, report.1));
        self.emit_ratios(asset, Thresholds::default(), value.state.thresholds);
        Ok(())
    }

    pub(crate) fn set_listed(&mut self, asset: Address, listed: bool) -> Result<(), Failure> {
        self.ownable().only_owner()?;
        let mut value = self.load_asset(asset)?;
        value.feed.listed = listed;
        self.store(asset, &value);
        self.emit_listing(asset, listed);
        Ok(())
    }

    pub(crate) fn replace_feed(
        &mut self,
        asset: Address,
        feed: &FeedSettings,
    ) -> Result<(), Failure> {
        self.ownable().only_owner()?;
        let mut value = self.load_asset(asset)?;
        let old = value.feed.feed;
        // By the old feed's clock, before the new one's round moves it.
        value.settle(self.now());
        self.connect(&mut value, feed)?;
        self.store(asset, &value);
        self.emit_feed(asset, old, &value.feed);
        Ok(())
    }

    pub(crate) fn replace_parameters(
        &mut self,
        asset: Address,
        parameters: Parameters,
    ) -> Result<(), Failure> {
        self.ownable().only_owner()?;
        let mut value = self.load_asset(asset)?;
        let old = value.rules.parameters;
        let now = self.after_delay(asset, value.rules.changed_at, PARAMETER_DELAY)?;
        check_change(&old, &parameters).map_err(errors::violation)?;
        let before = value.state.thresholds;
        value.settle(now);
        value.rules.parameters = parameters;
        value.rules.changed_at = now;
        value.retarget();
        self.store(asset, &value);
        self.emit_parameters(asset, &old, &parameters);
        self.emit_ratios(asset, before, value.state.thresholds);
        Ok(())
    }

    pub(crate) fn replace_report(&mut self, asset: Address, report: Report) -> Result<(), Failure> {
        self.ownable().only_owner()?;
        let mut value = self.load_asset(asset)?;
        let old = self.load_report(asset);
        if report.0.depth > old.liquidity.depth {
            self.after_delay(asset, old.reported_at, DEPTH_DELAY)?;
        }
        check_liquidity_change(&old.liquidity, &report.0).map_err(errors::violation)?;
        let (before, old_until) = (value.state.thresholds, value.rules.report_until);
        value.settle(self.now());
        let reported = self.report(&mut value, old, report)?;
        value.retarget();
        self.store(asset, &value);
        self.store_report(asset, &reported);
        self.emit_liquidity(asset, (old, old_until), (reported, report.1));
        self.emit_ratios(asset, before, value.state.thresholds);
        Ok(())
    }

    /// Reads a feed's decimals and first round, and makes that round the base of the next move.
    fn connect(&self, value: &mut Asset, settings: &FeedSettings) -> Result<(), Failure> {
        if settings.feed.is_zero() {
            return Err(errors::zero_address());
        }
        let (low, high) = INTERVAL;
        within(
            INTERVAL_INDEX,
            settings.interval.into(),
            low.into(),
            high.into(),
        )
        .map_err(errors::violation)?;
        let reader = FeedReader::new(self.vm(), settings.feed);
        let decimals = reader.decimals()?;
        value.sample.round = reader.latest()?;
        value.feed = FeedSlot {
            feed: settings.feed,
            decimals,
            interval: settings.interval,
            history: settings.history,
            ..value.feed
        };
        Ok(())
    }

    /// Checks a report and applies what follows from it.
    fn report(
        &self,
        value: &mut Asset,
        old: ReportSlot,
        (liquidity, until): Report,
    ) -> Result<ReportSlot, Failure> {
        let now = self.now();
        check_liquidity(&liquidity, until, now).map_err(errors::violation)?;
        value.rules.report_until = until;
        value.feed.liquidation = Liquidation::of(&liquidity);
        // The delay counts from the last rise: a report that lowers the depth does not restart it.
        let rises = liquidity.depth > old.liquidity.depth;
        Ok(ReportSlot {
            liquidity,
            reported_at: if rises { now } else { old.reported_at },
        })
    }

    /// The block's time, if the delay since `last` is over.
    fn after_delay(&self, asset: Address, last: u64, delay: u64) -> Result<u64, Failure> {
        let (now, not_before) = (self.now(), last.saturating_add(delay));
        if now < not_before {
            Err(errors::change_too_soon(asset, not_before))
        } else {
            Ok(now)
        }
    }
}
