//! What the owner may do: list, replace feeds, rules and liquidity reports, within bounds, steps and delays.
//!
//! Every change is one run through the same steps, of which each function takes some; listing takes nearly all.
#![deny(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]

use alloy_primitives::Address;
use alm_engine::{
    haircut::liquidity::Liquidation,
    parameters::bounds::{
        DEPTH_DELAY, FIRST_SIGMA, FIRST_SIGMA_INDEX, INTERVAL, INTERVAL_INDEX, PARAMETER_DELAY,
        check, check_change, check_liquidity, check_liquidity_change, within,
    },
    ramp::Thresholds,
    units::BPS,
    volatility::{Variances, variance_of_sigma_up},
};
use alm_stylus::{Failure, arguments::Arguments, feed::FeedReader};
use stylus_sdk::prelude::*;

use crate::{
    asset::{Asset, HISTORY, LISTED, Report, parameters_of},
    contract::RiskEngine,
    errors,
    given::{Given, liquidity_of},
    layout::{self, CHANGED_AT, DECIMALS, HORIZON, REPORT_UNTIL, RISEN_AT, RULES, SHARES},
    selectors::{DELIST, LIST, RELIST, SET_FEED, SET_LIQUIDITY, SET_PARAMETERS},
};

/// A change under way. Filled in place: it is too large to be passed on by value.
#[derive(Default)]
struct Change {
    asset: Address,
    now: u64,
    is_listing: bool,
    given: Given,
    old: Asset,
    value: Asset,
}

impl RiskEngine {
    /// Runs one function of governance.
    pub(crate) fn govern(
        &mut self,
        selector: u32,
        asset: &Address,
        arguments: &Arguments<'_>,
    ) -> Result<(), Failure> {
        let change = &mut Change {
            asset: *asset,
            now: self.now(),
            is_listing: selector == LIST,
            ..Change::default()
        };
        change.given.read(selector, arguments)?;
        self.ownable().only_owner()?;
        self.begin(change)?;
        if matches!(selector, LIST | DELIST | RELIST) {
            change.value.mark(LISTED, selector != DELIST);
            self.emit_listing(asset, &change.value);
        } else {
            // By the old rules and the old feed's clock, before a change moves them.
            change.value.settle(change.now);
        }
        if matches!(selector, LIST | SET_FEED) {
            self.connect(change)?;
        }
        if matches!(selector, LIST | SET_PARAMETERS) {
            self.replace_rules(change)?;
        }
        if matches!(selector, LIST | SET_LIQUIDITY) {
            self.replace_report(change)?;
        }
        if matches!(selector, LIST | SET_PARAMETERS | SET_LIQUIDITY) {
            self.aim(change);
        }
        self.store(asset, &change.value, 0);
        Ok(())
    }

    /// Loads the asset; one to be listed must be new.
    fn begin(&self, change: &mut Change) -> Result<(), Failure> {
        let known = self.load_asset(&change.asset, &mut change.value);
        if !change.is_listing {
            known?;
        } else if change.asset.is_zero() {
            return Err(errors::zero_address());
        } else if known.is_ok() {
            return Err(errors::already_listed(&change.asset));
        }
        change.old.clone_from(&change.value);
        Ok(())
    }

    /// Reads a feed's decimals and first round, and makes that round the base of the next move.
    fn connect(&self, change: &mut Change) -> Result<(), Failure> {
        let Change { given, value, .. } = change;
        if given.feed.is_zero() {
            return Err(errors::zero_address());
        }
        let (low, high) = INTERVAL;
        let interval = given.interval();
        errors::admit(within(
            INTERVAL_INDEX,
            interval as u64,
            low.into(),
            high.into(),
        ))?;
        let reader = FeedReader::new(self.vm(), given.feed);
        value.fields[DECIMALS] = reader.decimals()?.into();
        value.set_round(&reader.latest()?);
        value.feed = given.feed;
        value.fields[layout::INTERVAL] = interval;
        value.mark(HISTORY, given.history());
        self.emit_feed(&change.asset, &change.old.feed, &change.value);
        Ok(())
    }

    /// Checks rules and applies them; at listing, the first volatility too.
    fn replace_rules(&self, change: &mut Change) -> Result<(), Failure> {
        let Change { given, value, .. } = change;
        let rules = parameters_of(given.rules());
        if change.is_listing {
            let (low, high) = FIRST_SIGMA;
            let sigma = given.first_sigma();
            errors::admit(within(
                FIRST_SIGMA_INDEX,
                sigma as u64,
                low.into(),
                high.into(),
            ))?;
            errors::admit(check(&rules))?;
            let variance = variance_of_sigma_up(u128::from(sigma as u32).saturating_mul(BPS));
            value.set_variances(&Variances::constant(variance));
        } else {
            self.after_delay(&change.asset, value.fields[CHANGED_AT], PARAMETER_DELAY)?;
            errors::admit(check_change(&value.parameters(), &rules))?;
        }
        value.replace(RULES, given.rules());
        value.fields[CHANGED_AT] = change.now.into();
        self.emit_parameters(&change.asset, &change.old, &change.value);
        Ok(())
    }

    /// Checks a liquidity report and applies what follows from it.
    fn replace_report(&mut self, change: &mut Change) -> Result<(), Failure> {
        let Change { given, value, .. } = change;
        let (report, until) = given.report();
        let mut stored = Report::default();
        if !change.is_listing {
            stored = self.load_report(&change.asset);
            let old = liquidity_of(&stored);
            if report.depth > old.depth {
                self.after_delay(&change.asset, stored[RISEN_AT], DEPTH_DELAY)?;
            }
            errors::admit(check_liquidity_change(&old, &report))?;
        }
        errors::admit(check_liquidity(&report, until, change.now))?;
        let told = value.told(&stored);
        let liquidation = Liquidation::of(&report);
        value.fields[REPORT_UNTIL] = until.into();
        value.fields[HORIZON] = liquidation.horizon.into();
        value.fields[SHARES] =
            (u128::from(liquidation.cost) << 20) | u128::from(liquidation.crowding);
        let mut new = given.report_words();
        self.emit_liquidity(&change.asset, &told, &new);
        // The delay counts from the last rise: a report that lowers the depth does not restart it.
        let rises = new[0] > stored[0];
        new[RISEN_AT] = if rises {
            change.now.into()
        } else {
            stored[RISEN_AT]
        };
        self.store_report(&change.asset, &new);
        Ok(())
    }

    /// Aims at what the rules say now; a new asset is there at once.
    fn aim(&self, change: &mut Change) {
        let value = &mut change.value;
        if change.is_listing {
            value.fields[layout::ANCHORED_AT] = change.now.into();
            value.set_thresholds(&Thresholds::settled(value.target()));
        } else {
            value.retarget();
        }
        self.emit_ratios(&change.asset, &change.old.stored(), &value.stored());
    }

    /// Refuses what comes before the delay since `last` is over.
    fn after_delay(&self, asset: &Address, last: u128, delay: u64) -> Result<(), Failure> {
        let not_before = (last as u64).saturating_add(delay);
        if self.now() < not_before {
            Err(errors::change_too_soon(asset, not_before))
        } else {
            Ok(())
        }
    }
}
