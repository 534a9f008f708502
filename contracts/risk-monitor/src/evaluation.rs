//! One hour of a book: what is read, graded and remembered.

use alloy_sol_types::{SolCall, SolEvent};
use alm_abi::{
    IBalanceSheet::bookCall,
    IDepositVault::{topHoldingCall, totalSupplyCall},
    IRiskMonitor::Evaluated,
};
use alm_engine::{
    guard::run_off::observed,
    money::{Amount, Balance},
    monitor::{
        regime::{CASCADE, CONCENTRATION, DRIFT, EXHAUSTION, Inputs, Rules, SURPRISE},
        signals::Outlook,
    },
    units::{DAY, WAD},
    volatility::ewma::weight,
};
use alm_math::lean;
use alm_stylus::{
    Failure,
    packed::number,
    words::{Output, Word},
};
use stylus_sdk::prelude::*;

use crate::{contract::RiskMonitor, errors::not_before, sources::Source, state::State};

/// Length of an epoch, seconds.
pub(crate) const EPOCH: u64 = 3_600;
/// Epochs of the horizon of an exhaustion.
const HORIZON: u128 = 24;
/// Time constant of the outflows, seconds.
const OUTFLOW_TAU: u64 = 7 * DAY;
/// Epochs in a row that must call for less before Watch, Stress and Emergency are left.
const DWELL: [u8; 3] = [24, 12, 6];
/// Words of a `Book`, and the places of what is read of it.
const BOOK: usize = 13;
const CASH: usize = 0;
const LOANS: usize = 1;
const NET_VALUE: usize = 5;
const POT: usize = 8;
/// One 1e-4, as a wad.
const UNIT: u128 = 100_000_000_000_000;

/// The book and its vault now.
#[derive(Clone, Copy, Debug, Default)]
struct Now {
    supply: u128,
    top: u128,
    /// What can be paid out, as a share of the deposits: wad.
    liquid: u128,
    utilisation: u128,
}

impl RiskMonitor {
    /// Evaluates the hour, and moves the regime by one step at most.
    pub(crate) fn evaluate(&mut self, output: &mut Output) -> Result<(), Failure> {
        let time = self.vm().block_timestamp();
        let epoch = (time / EPOCH) as u32;
        let last = self.state();
        let next = u64::from(last.machine.epoch).saturating_add(1);
        not_before(next.saturating_mul(EPOCH), time)?;
        let now = self.look()?;
        let is_first = last.machine.epoch == 0;
        let epochs = epoch.saturating_sub(last.machine.epoch);
        let mut state = State {
            supply: now.supply,
            utilisation: now.utilisation,
            ..last
        };
        let mut inputs = Inputs::default();
        if !is_first {
            inputs = step(&mut state, &last, &now, epochs);
        }
        if let Some(cascade) = inputs.0.get_mut(CASCADE) {
            *cascade = self.gains().into_iter().max().unwrap_or(0) as u32;
        }
        let rules = Rules {
            dwell: DWELL,
            ..Rules::default()
        };
        state.machine = last.machine.after(epoch, &inputs, &rules);
        self.store_state(&state);
        let regimes = [last.machine.regime as u128, state.machine.regime as u128];
        let mut event = Output::default();
        event
            .append(&Evaluated::SIGNATURE_HASH.0)
            .numbers(&regimes)
            .numbers(&inputs.0.map(u128::from))
            .emit(self.vm(), 1);
        output.numbers(&[state.machine.regime as u128]);
        Ok(())
    }

    /// Reads the vault and the book.
    fn look(&self) -> Result<Now, Failure> {
        let mut answer = [[0; 32]];
        self.ask(Source::Vault, totalSupplyCall::SELECTOR, &[], &mut answer)?;
        let supply = figure(&answer[0]);
        self.ask(Source::Vault, topHoldingCall::SELECTOR, &[], &mut answer)?;
        let top = figure(&answer[0]);
        let token = self.source(Source::Token);
        let mut book = [[0; 32]; BOOK];
        self.ask(Source::Sheet, bookCall::SELECTOR, &[token], &mut book)?;
        let free = figure(&book[CASH]).saturating_sub(figure(&book[POT]));
        // A book without net value has no depositors left to pay: nothing is liquid.
        let is_negative = book[NET_VALUE][0] & 0x80 != 0;
        let value = if is_negative {
            0
        } else {
            figure(&book[NET_VALUE])
        };
        let loans = figure(&book[LOANS]);
        Ok(Now {
            supply,
            top,
            liquid: share(free, value),
            utilisation: share(loans, loans.saturating_add(free)),
        })
    }
}

/// What the hours since the last evaluation add, and the inputs they make.
fn step(state: &mut State, last: &State, now: &Now, epochs: u32) -> Inputs {
    let seconds = u64::from(epochs).saturating_mul(EPOCH);
    let lost = Balance::new(signed(last.supply)).minus(Balance::new(signed(now.supply)));
    let hours = u16::try_from(epochs).unwrap_or(u16::MAX);
    let outflow = observed(Amount::new(last.supply), lost, hours);
    let surprise = last.outflows.surprise(outflow);
    state.outflows = last.outflows.after(outflow, weight(seconds, OUTFLOW_TAU));
    let deviation = lean::sqrt(state.outflows.variance);
    let horizon = HORIZON.saturating_mul(WAD);
    let outlook = Outlook::over(state.outflows.mean, deviation, horizon);
    state.drift = last.drift.after(
        last.utilisation,
        now.utilisation,
        seconds,
        weight(seconds, DAY),
    );
    let largest = share(now.top, now.supply);
    let mut inputs = Inputs::default();
    inputs.0[SURPRISE] = input(u128::try_from(surprise).unwrap_or(0));
    inputs.0[EXHAUSTION] = input(outlook.exhaustion(now.liquid));
    // Whoever could take all that is liquid, and more.
    inputs.0[CONCENTRATION] = input(ratio(largest, now.liquid));
    inputs.0[DRIFT] = input(state.drift.used_up(now.utilisation, DAY));
    inputs
}

/// A wad as an input, rounded up, saturating.
fn input(wad: u128) -> u32 {
    u32::try_from(wad.div_ceil(UNIT)).unwrap_or(u32::MAX)
}

/// A part of a whole: wad, at most one; nothing of nothing.
fn share(part: u128, whole: u128) -> u128 {
    ratio(part, whole).min(WAD)
}

/// A quotient: wad, rounded up, the largest number over nothing; nothing over nothing is nothing.
fn ratio(part: u128, whole: u128) -> u128 {
    if part == 0 {
        return 0;
    }
    lean::mul_div_up(part, WAD, whole).unwrap_or(u128::MAX)
}

/// A word as a number, saturating.
fn figure(word: &Word) -> u128 {
    number(word, 16).unwrap_or(u128::MAX)
}

/// A number as a signed one, saturating.
fn signed(value: u128) -> i128 {
    i128::try_from(value).unwrap_or(i128::MAX)
}
