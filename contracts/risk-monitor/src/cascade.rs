//! How much a fall of an asset's price would feed itself.

use alloy_sol_types::{SolCall, SolEvent};
use alm_abi::{
    ICreditTerms::collateralTermsCall,
    IRiskEngine::{feedOfCall, lastSampleCall, liquidityCall, parametersCall},
    IRiskMonitor::CascadeMeasured,
};
use alm_engine::{
    monitor::{
        cascade::{Impact, Market, Terms},
        histogram::{Steepest, cell_of, gain},
    },
    units::{BPS, Ratio, WAD, ratio_to_wad},
};
use alm_math::lean;
use alm_stylus::{
    Failure,
    packed::number,
    words::{Output, Word},
};
use stylus_sdk::prelude::*;

use crate::{
    contract::RiskMonitor,
    histogram::UNIT,
    sources::Source,
    terms::{STANDING, THRESHOLD_NOW},
};

/// Cells below the price that are looked at: forty of one per cent, down to two thirds of it.
const REACH: u16 = 40;
/// Most of a gain that is stored, 1e-4.
const GAIN_MAX: u128 = 0xffff;
/// The part of a debt a liquidation repays: desks repay to a target health, half is a cautious figure for a fast fall.
const CLOSE_FACTOR: u128 = WAD / 2;
/// Places in the engine's answers.
const DECIMALS: usize = 1;
const PRICE: usize = 1;
const DEPTH: usize = 0;
const SLIPPAGE: usize = 2;
const BONUS: usize = 3;

impl RiskMonitor {
    /// Measures an asset's cascade gain.
    pub(crate) fn measure(&mut self, asset: &Word, output: &mut Output) -> Result<(), Failure> {
        let index = self.number_of(asset)?;
        let (market, terms) = self.market(asset)?;
        let here = lean::mul_div_up(market.price, terms.threshold, WAD).unwrap_or(u128::MAX);
        let end = cell_of(here).saturating_add(1);
        let mut steepest = Steepest::default();
        self.visit(index, end.saturating_sub(REACH), end, |cell, units| {
            let collateral = units.saturating_mul(UNIT);
            steepest.include(gain(&market, &terms, cell, collateral));
        });
        let new = steepest.gain().div_ceil(BPS).min(GAIN_MAX);
        let mut gains = self.gains();
        let Some(place) = gains.get_mut(index) else {
            return Err(Failure::empty());
        };
        let old = core::mem::replace(place, new);
        self.store_gains(&gains);
        let mut event = Output::default();
        event
            .append(&CascadeMeasured::SIGNATURE_HASH.0)
            .append(asset)
            .numbers(&[old, new])
            .emit(self.vm(), 2);
        output.numbers(&[new]);
        Ok(())
    }

    /// The asset's market and how it is liquidated, as the engine has them.
    fn market(&self, asset: &Word) -> Result<(Market, Terms), Failure> {
        let of = &[*asset];
        let mut feed = [[0; 32]; 4];
        self.ask(Source::Engine, feedOfCall::SELECTOR, of, &mut feed)?;
        let mut sample = [[0; 32]; 6];
        self.ask(Source::Engine, lastSampleCall::SELECTOR, of, &mut sample)?;
        let mut report = [[0; 32]; 7];
        self.ask(Source::Engine, liquidityCall::SELECTOR, of, &mut report)?;
        let mut rules = [[0; 32]; 12];
        self.ask(Source::Engine, parametersCall::SELECTOR, of, &mut rules)?;
        let mut standing = [[0; 32]; STANDING];
        let selector = collateralTermsCall::SELECTOR;
        self.ask(Source::Desk, selector, of, &mut standing)?;
        let price = scaled(figure(&sample[PRICE]), figure(&feed[DECIMALS]));
        // Selling `depth` moves the price by `slippage`: the whole price at depth / slippage of value.
        let value = figure(&report[DEPTH])
            .saturating_mul(WAD)
            .saturating_mul(10_000);
        let whole = value.checked_div(figure(&report[SLIPPAGE])).unwrap_or(0);
        let market = Market {
            price,
            depth: lean::mul_div_down(whole, WAD, price).unwrap_or(0),
            impact: Impact::Linear,
        };
        let terms = Terms {
            threshold: ratio_to_wad(figure(&standing[THRESHOLD_NOW]) as Ratio),
            bonus: figure(&rules[BONUS]).saturating_mul(BPS),
            close_factor: CLOSE_FACTOR,
        };
        Ok((market, terms))
    }
}

/// A price at a feed's decimals as a wad.
fn scaled(price: u128, decimals: u128) -> u128 {
    let missing = 18u32.saturating_sub(decimals as u32);
    price.saturating_mul(10u128.saturating_pow(missing))
}

/// A word as a number, saturating.
fn figure(word: &Word) -> u128 {
    number(word, 16).unwrap_or(u128::MAX)
}
