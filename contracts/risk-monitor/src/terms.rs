//! The terms of a collateral, from the engine's figures to the desk.

use alloy_sol_types::SolCall;
use alm_abi::{
    ICreditTerms::{collateralTermsCall, setCollateralTermsCall},
    IRiskEngine::{assetRiskCall, liquidityCall, parametersCall},
};
use alm_engine::{
    haircut::liquidity::{Liquidation, Liquidity},
    monitor::terms::{BUNDLE_DELAY, Measured, bundle},
    parameters::{COUNT as RULES, Parameters},
    ratios,
    units::{Ratio, ratio_from_wad_down},
};
use alm_stylus::{
    Failure, calls,
    packed::number,
    words::{Output, Word},
};
use stylus_sdk::prelude::*;

use crate::{contract::RiskMonitor, errors::not_before, sources::Source};

/// From this gain on falls wait, 1e-4.
const HELD_GAIN: u128 = 5_000;
/// Words of the answers, and the places of what is read of them.
const RISK: usize = 11;
const TARGET: usize = 4;
const OPENING: usize = 6;
const VALID_UNTIL: usize = 8;
const REPORT: usize = 7;
const DEPTH: usize = 0;
const EXPOSURE: usize = 1;
const SLIPPAGE: usize = 2;
pub(crate) const STANDING: usize = 8;
pub(crate) const THRESHOLD_NOW: usize = 1;

impl RiskMonitor {
    /// Pushes an asset's terms to the desk.
    pub(crate) fn push_terms(&mut self, asset: &Word) -> Result<(), Failure> {
        let index = self.number_of(asset)?;
        let now = self.vm().block_timestamp();
        not_before(self.pushed_at(index).saturating_add(BUNDLE_DELAY), now)?;
        let measured = self.measured(asset)?;
        let mut standing = [[0; 32]; STANDING];
        let selector = collateralTermsCall::SELECTOR;
        self.ask(Source::Desk, selector, &[*asset], &mut standing)?;
        let gain = self.gains().get(index).copied().unwrap_or(0);
        // Without a valid depth nobody knows what a fall would set off.
        let is_held = gain >= HELD_GAIN || measured.valid_until <= now;
        let regime = self.state().machine.regime;
        let given = bundle(
            &measured,
            figure(&standing[THRESHOLD_NOW]) as Ratio,
            regime,
            is_held,
            now,
        );
        self.store_push(index, now);
        let mut request = Output::default();
        request
            .append(&setCollateralTermsCall::SELECTOR)
            .append(asset)
            .numbers(&[
                given.open_ltv.into(),
                given.threshold.into(),
                given.bonus.into(),
                given.ramp_end.into(),
                given.valid_until.into(),
            ]);
        let desk = self.source(Source::Desk);
        calls::transact(self.vm(), &desk, &request, &mut []).map(|_| ())
    }

    /// What the engine says of an asset.
    fn measured(&self, asset: &Word) -> Result<Measured, Failure> {
        let of = &[*asset];
        let mut risk = [[0; 32]; RISK];
        self.ask(Source::Engine, assetRiskCall::SELECTOR, of, &mut risk)?;
        let mut rules = [[0; 32]; RULES];
        self.ask(Source::Engine, parametersCall::SELECTOR, of, &mut rules)?;
        let mut report = [[0; 32]; REPORT];
        self.ask(Source::Engine, liquidityCall::SELECTOR, of, &mut report)?;
        let rules = rules.map(|word| figure(&word));
        let parameters = Parameters(&rules);
        let liquidation = Liquidation::of(&Liquidity {
            depth: figure(&report[DEPTH]) as u64,
            exposure: figure(&report[EXPOSURE]) as u64,
            slippage: figure(&report[SLIPPAGE]) as u16,
            ..Liquidity::default()
        });
        Ok(Measured {
            target: ratio_from_wad_down(figure(&risk[TARGET])),
            opening: ratio_from_wad_down(figure(&risk[OPENING])),
            bonus: ratios::bps(parameters.bonus()),
            tighten_per_day: ratios::speeds(parameters, &liquidation).tighten,
            valid_until: figure(&risk[VALID_UNTIL]) as u64,
        })
    }
}

/// A word as a number, saturating.
fn figure(word: &Word) -> u128 {
    number(word, 16).unwrap_or(u128::MAX)
}
