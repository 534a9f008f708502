//! What the owner may do: list, replace feeds, rules and liquidity reports, within bounds, steps and delays; and what a
//! reporter may: replace depths.
//!
//! Every change is one run through the same steps, of which each function takes some; listing takes nearly all.
#![deny(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]

use alm_engine::{
    haircut::liquidity::Liquidation,
    parameters::{
        Parameters,
        bounds::{
            DEPTH_DELAY, Examination, FIRST_SIGMA, FIRST_SIGMA_INDEX, INTERVAL, INTERVAL_INDEX,
            PARAMETER_DELAY,
        },
    },
    ramp::Thresholds,
    units::BPS,
    volatility::{Variances, variance_of_sigma_up},
};
use alm_stylus::{
    Failure,
    arguments::Arguments,
    feed, host, ownable,
    words::{Word, is_zero},
};
use stylus_sdk::prelude::*;

use crate::{
    asset::{Asset, HISTORY, LISTED, Report},
    contract::RiskEngine,
    errors,
    given::{Given, liquidity_of},
    layout::{self, CHANGED_AT, DECIMALS, HORIZON, REPORT_UNTIL, RISEN_AT, SHARES},
    selectors::{DELIST, LIST, RELIST, REPORT_DEPTH, SET_FEED, SET_LIQUIDITY, SET_PARAMETERS},
};

/// A change under way. Filled in place: it is too large to be passed on by value.
struct Change<'a> {
    asset: &'a Word,
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
        asset: &Word,
        arguments: &Arguments<'_>,
    ) -> Result<(), Failure> {
        let change = &mut Change {
            asset,
            now: self.now(),
            is_listing: selector == LIST,
            given: Given::default(),
            old: Asset::default(),
            value: Asset::default(),
        };
        change.given.read(selector, arguments)?;
        self.authorise(selector)?;
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
        if matches!(selector, LIST | SET_LIQUIDITY | REPORT_DEPTH) {
            self.replace_report(change, selector == REPORT_DEPTH)?;
        }
        if matches!(
            selector,
            LIST | SET_PARAMETERS | SET_LIQUIDITY | REPORT_DEPTH
        ) {
            self.aim(change);
        }
        self.store(asset, &change.value, 0);
        Ok(())
    }

    /// Refuses everybody but the owner, and for a depth the reporter.
    fn authorise(&self, selector: u32) -> Result<(), Failure> {
        if selector == REPORT_DEPTH {
            let caller = host::sender(self.vm());
            if caller == self.reporter() {
                return Ok(());
            }
            return ownable::only_owner(self.vm()).map_err(|_| errors::not_reporter(&caller));
        }
        ownable::only_owner(self.vm())
    }

    /// Names who may report depths. Owner only.
    pub(crate) fn set_reporter(&mut self, reporter: &Word) -> Result<(), Failure> {
        ownable::only_owner(self.vm())?;
        self.emit_reporter(&self.reporter(), reporter);
        self.store_reporter(reporter);
        Ok(())
    }

    /// Loads the asset; one to be listed must be new.
    fn begin(&self, change: &mut Change<'_>) -> Result<(), Failure> {
        if change.is_listing {
            errors::not_zero(change.asset)?;
            self.load_asset(change.asset, &mut change.value);
            if !is_zero(&change.value.feed) {
                return Err(errors::already_listed(change.asset));
            }
        } else {
            self.load_known(change.asset, &mut change.value)?;
        }
        change.old = change.value;
        Ok(())
    }

    /// Reads a feed's decimals and first round, and makes that round the base of the next move.
    fn connect(&self, change: &mut Change<'_>) -> Result<(), Failure> {
        let Change { given, value, .. } = change;
        errors::not_zero(&given.feed)?;
        let mut examination = Examination::default();
        let (low, high) = INTERVAL;
        let interval = given.interval();
        examination.within(INTERVAL_INDEX, interval as u64, low.into(), high.into());
        errors::admit(&examination)?;
        value.feed = given.feed;
        value.fields[layout::INTERVAL] = interval;
        value.mark(HISTORY, given.history());
        feed::decimals(self.vm(), &value.feed, &mut value.fields[DECIMALS])?;
        let mut round = value.round();
        feed::latest(self.vm(), &value.feed, &mut round)?;
        value.set_round(&round);
        self.emit_feed(change.asset, &change.old.feed, &change.value);
        Ok(())
    }

    /// Checks rules and applies them; at listing, the first volatility too.
    fn replace_rules(&self, change: &mut Change<'_>) -> Result<(), Failure> {
        let Change { given, value, .. } = change;
        let rules = Parameters(given.rules());
        let mut examination = Examination::default();
        if change.is_listing {
            let (low, high) = FIRST_SIGMA;
            let sigma = given.first_sigma() as u32;
            examination.within(FIRST_SIGMA_INDEX, sigma.into(), low.into(), high.into());
            let variance = variance_of_sigma_up(u128::from(sigma).saturating_mul(BPS));
            value.set_variances(&Variances::constant(variance));
        } else {
            after_delay(
                change.asset,
                value.fields[CHANGED_AT],
                PARAMETER_DELAY,
                change.now,
            )?;
        }
        examination.parameters(rules);
        if !change.is_listing {
            examination.steps(value.parameters(), rules);
        }
        errors::admit(&examination)?;
        value.set_rules(given.rules());
        value.fields[CHANGED_AT] = change.now.into();
        self.emit_parameters(change.asset, change.old.rules(), given.rules());
        Ok(())
    }

    /// Checks a liquidity report and applies what follows from it. The reporter's is the stored one with another depth
    /// and end: neither how much there is to sell nor how fast is the reporter's to say.
    fn replace_report(&mut self, change: &mut Change<'_>, is_depth: bool) -> Result<(), Failure> {
        let Change { given, value, .. } = change;
        let mut stored = Report::default();
        let mut examination = Examination::default();
        if !change.is_listing {
            self.load_report(change.asset, &mut stored);
        }
        let given = given.report();
        let (depth, until) = (given[0], given[RISEN_AT]);
        let mut new = *if is_depth { &stored } else { given };
        new[0] = depth;
        new[RISEN_AT] = until;
        let report = liquidity_of(&new);
        let rises = report.depth > stored[0] as u64;
        if !change.is_listing {
            if rises {
                after_delay(change.asset, stored[RISEN_AT], DEPTH_DELAY, change.now)?;
            }
            examination.depth(stored[0] as u64, report.depth);
        }
        examination.liquidity(&report, until as u64, change.now);
        if is_depth {
            let owners = self.owners_depth(change.asset);
            examination.reported_depth(report.depth, owners, until as u64, change.now);
        }
        errors::admit(&examination)?;
        self.emit_liquidity(change.asset, &value.told(&stored), &new);
        let liquidation = Liquidation::of(&report);
        value.fields[REPORT_UNTIL] = until;
        value.fields[HORIZON] = liquidation.horizon.into();
        value.fields[SHARES] =
            u128::from(u64::from(liquidation.cost) << 20 | u64::from(liquidation.crowding));
        // The delay counts from the last rise: a report that lowers the depth does not restart it.
        new[RISEN_AT] = if rises {
            change.now.into()
        } else {
            stored[RISEN_AT]
        };
        self.store_report(change.asset, &new);
        if !is_depth {
            self.store_owners_depth(change.asset, depth);
        }
        Ok(())
    }

    /// Aims at what the rules say now; a new asset is there at once.
    fn aim(&self, change: &mut Change<'_>) {
        let value = &mut change.value;
        if change.is_listing {
            value.fields[layout::ANCHORED_AT] = change.now.into();
            value.set_thresholds(&Thresholds::settled(value.target()));
        } else {
            value.retarget();
        }
        self.emit_ratios(change.asset, &change.old.stored(), &value.stored());
    }
}

/// Refuses what comes before the delay since `last` is over.
#[inline(never)]
fn after_delay(asset: &Word, last: u128, delay: u64, now: u64) -> Result<(), Failure> {
    let not_before = (last as u64).saturating_add(delay);
    if now < not_before {
        Err(errors::change_too_soon(asset, not_before))
    } else {
        Ok(())
    }
}
