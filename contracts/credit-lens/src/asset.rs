//! An asset as the risk monitor and its engine tell it.

use alloc::vec::Vec;

use alloy_sol_types::{SolCall, SolError};
use alm_abi::{
    ICreditLens::NoAsset,
    IRiskEngine::{
        feedOfCall, lastSampleCall, liquidationThresholdCall, liquidityCall, parametersCall,
        sigmaCall,
    },
    IRiskMonitor::{histogramCall, sourcesCall},
};
use alm_engine::{
    monitor::{
        cascade::{Impact, Market, Position, Terms},
        histogram::{cell_of, edge_of, position},
    },
    units::{BPS, WAD},
};
use alm_lens::lists::lower;
use alm_math::lean;
use alm_stylus::{
    Failure,
    calls::consult,
    words::{Output, Word, word},
};
use stylus_sdk::host::VM;

/// Cells that are looked at, and how many of them are above the present price.
pub(crate) const CELLS: usize = 64;
const ABOVE: u16 = 16;
/// Cells of one answer.
const PAGE: usize = 16;
/// A unit of collateral: a millionth of a token, wad.
const UNIT: u128 = 1_000_000_000_000;
/// The part of a debt a liquidation repays, as the monitor has it: desks repay to a target health, half is a cautious
/// figure for a fast fall.
const CLOSE_FACTOR: u128 = WAD / 2;
/// Places in the engine's answers.
const DECIMALS: usize = 1;
const PRICE: usize = 1;
const DEPTH: usize = 0;
const SLIPPAGE: usize = 2;
const BONUS: usize = 3;
const USED: usize = 2;

/// An asset, its market and the loans against it by cell, from the highest down.
pub(crate) struct Asset {
    pub(crate) market: Market,
    pub(crate) terms: Terms,
    pub(crate) sigma: u128,
    /// The highest cell looked at.
    pub(crate) top: u16,
    /// Collateral, wad.
    pub(crate) cells: [u128; CELLS],
}

/// Asks a monitor, or its engine, about an asset.
struct Source<'a> {
    vm: &'a VM,
    monitor: &'a Word,
    asset: &'a Word,
}

impl Asset {
    /// Reads all of it.
    pub(crate) fn read(vm: &VM, monitor: &Word, asset: &Word) -> Result<Self, Failure> {
        let source = Source { vm, monitor, asset };
        let [engine, ..] = source.ask::<6>(monitor, sourcesCall::SELECTOR, &[])?;
        let of = core::slice::from_ref(asset);
        let feed = source.ask::<4>(&engine, feedOfCall::SELECTOR, of)?;
        let sample = source.ask::<6>(&engine, lastSampleCall::SELECTOR, of)?;
        let report = source.ask::<7>(&engine, liquidityCall::SELECTOR, of)?;
        let rules = source.ask::<12>(&engine, parametersCall::SELECTOR, of)?;
        let sigma = source.ask::<3>(&engine, sigmaCall::SELECTOR, of)?;
        let [threshold] = source.ask(&engine, liquidationThresholdCall::SELECTOR, of)?;
        let price = scaled(figure(&sample, PRICE), figure(&feed, DECIMALS));
        let terms = Terms {
            threshold: lower(&threshold),
            bonus: figure(&rules, BONUS).saturating_mul(BPS),
            close_factor: CLOSE_FACTOR,
        };
        let here = lean::mul_div_up(price, terms.threshold, WAD).unwrap_or(u128::MAX);
        let top = cell_of(here).saturating_add(ABOVE);
        Ok(Self {
            market: Market {
                price,
                depth: depth(price, figure(&report, DEPTH), figure(&report, SLIPPAGE)),
                impact: Impact::Linear,
            },
            terms,
            sigma: figure(&sigma, USED),
            top,
            cells: source.cells(top)?,
        })
    }

    /// The loans of the cells that hold some.
    pub(crate) fn positions(&self) -> Vec<Position> {
        let cells = self.numbered().filter(|(_, collateral)| *collateral > 0);
        cells
            .map(|(cell, collateral)| position(cell, collateral))
            .collect()
    }

    /// The price at which the highest cell begins to be liquidatable, rounded up.
    pub(crate) fn highest(&self) -> u128 {
        let edge = edge_of(self.top.saturating_add(1));
        lean::mul_div_up(edge, WAD, self.terms.threshold).unwrap_or(u128::MAX)
    }

    fn numbered(&self) -> impl Iterator<Item = (u16, u128)> {
        let downwards = (0..=self.top).rev();
        downwards.zip(self.cells)
    }
}

impl Source<'_> {
    /// The cells from the highest down.
    fn cells(&self, top: u16) -> Result<[u128; CELLS], Failure> {
        let mut cells = [0; CELLS];
        let first = top.saturating_sub(CELLS as u16).saturating_add(1);
        let pages = cells.rchunks_exact_mut(PAGE);
        for (page, start) in pages.zip((first..).step_by(PAGE)) {
            let asked = [*self.asset, word(start.into())];
            let told = self.ask::<PAGE>(self.monitor, histogramCall::SELECTOR, &asked)?;
            for (cell, units) in page.iter_mut().rev().zip(&told) {
                *cell = lower(units).saturating_mul(UNIT);
            }
        }
        Ok(cells)
    }

    #[inline(never)]
    fn ask<const N: usize>(
        &self,
        contract: &Word,
        selector: [u8; 4],
        about: &[Word],
    ) -> Result<[Word; N], Failure> {
        let mut request = Output::default();
        request.append(&selector).append(about.as_flattened());
        let mut answer = [[0; 32]; N];
        let size = consult(self.vm, contract, &request, &mut answer)?;
        if size < answer.as_flattened().len() {
            let about = [*self.monitor, *self.asset];
            return Err(Failure::new(NoAsset::SELECTOR, &about));
        }
        Ok(answer)
    }
}

/// A word of an answer as a number.
fn figure(answer: &[Word], place: usize) -> u128 {
    answer.get(place).map_or(0, lower)
}

/// A price at a feed's decimals as a wad.
fn scaled(price: u128, decimals: u128) -> u128 {
    let missing = 18u32.saturating_sub(decimals as u32);
    price.saturating_mul(10u128.saturating_pow(missing))
}

/// Units that would move the price by all of it: selling a value of `depth` moves it by `slippage`, 1e-4.
fn depth(price: u128, depth: u128, slippage: u128) -> u128 {
    let value = depth.saturating_mul(WAD).saturating_mul(10_000);
    let whole = value.checked_div(slippage).unwrap_or(0);
    lean::mul_div_down(whole, WAD, price).unwrap_or(0)
}
