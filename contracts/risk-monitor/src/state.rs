//! The book as evaluated last: two slots, and one of cascade gains.

use alm_engine::{
    guard::run_off::Outflows,
    monitor::{
        regime::{Machine, Regime},
        signals::Drift,
    },
    units::WAD,
};
use alm_stylus::{
    packed::{pack, unpack},
    slots,
};
use stylus_sdk::prelude::*;

use crate::contract::RiskMonitor;

/// The slot of machine, outflows and utilisation.
const STATE: u8 = 10;
/// The slot of supply and drift.
const FLOWS: u8 = 11;
/// The slot of gains, two bytes an asset.
const GAINS: u8 = 12;
/// Bytes of regime, epoch, calm evaluations, mean, variance and utilisation.
static STATE_WIDTHS: [u8; 6] = [1, 4, 1, 8, 9, 9];
/// Bytes of supply and drift.
static FLOW_WIDTHS: [u8; 2] = [16, 16];
/// Most of a variance that is stored: a variance is at most four wads.
const VARIANCE_MAX: u128 = (1 << 72) - 1;
/// What is added to a mean, so that it is not negative.
const MEAN_OFFSET: i128 = WAD as i128;

/// The book as evaluated last.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct State {
    pub(crate) machine: Machine,
    pub(crate) outflows: Outflows,
    pub(crate) utilisation: u128,
    pub(crate) drift: Drift,
    pub(crate) supply: u128,
}

impl RiskMonitor {
    /// Reads both slots.
    #[inline(never)]
    pub(crate) fn state(&self) -> State {
        let mut fields = [0; STATE_WIDTHS.len()];
        let word = slots::read(self.vm(), &slots::fixed(STATE));
        unpack(&word, &STATE_WIDTHS, &mut fields);
        let [regime, epoch, calm, mean, variance, utilisation] = fields;
        let mut flows = [0; FLOW_WIDTHS.len()];
        let word = slots::read(self.vm(), &slots::fixed(FLOWS));
        unpack(&word, &FLOW_WIDTHS, &mut flows);
        let [supply, drift] = flows;
        State {
            machine: Machine {
                regime: Regime::of(regime as u8),
                epoch: epoch as u32,
                calm: calm as u8,
            },
            outflows: Outflows {
                // Never written: no outflow.
                mean: if epoch == 0 {
                    0
                } else {
                    (mean as i128).saturating_sub(MEAN_OFFSET)
                },
                variance,
            },
            utilisation,
            drift: Drift {
                slope: drift as i128,
            },
            supply,
        }
    }

    /// Writes both slots.
    pub(crate) fn store_state(&mut self, state: &State) {
        let mean = state.outflows.mean.saturating_add(MEAN_OFFSET).max(0);
        let fields = [
            state.machine.regime as u128,
            state.machine.epoch.into(),
            state.machine.calm.into(),
            mean as u128,
            state.outflows.variance.min(VARIANCE_MAX),
            state.utilisation,
        ];
        let mut word = [0; 32];
        pack(&mut word, &STATE_WIDTHS, &fields);
        slots::write(self.vm(), &slots::fixed(STATE), &word);
        pack(
            &mut word,
            &FLOW_WIDTHS,
            &[state.supply, state.drift.slope as u128],
        );
        slots::write(self.vm(), &slots::fixed(FLOWS), &word);
    }

    /// The cascade gains, 1e-4, by the numbers of the assets.
    #[inline(never)]
    pub(crate) fn gains(&self) -> [u128; 16] {
        let mut gains = [0; 16];
        let word = slots::read(self.vm(), &slots::fixed(GAINS));
        unpack(&word, &[2; 16], &mut gains);
        gains
    }

    /// Writes the gains.
    pub(crate) fn store_gains(&mut self, gains: &[u128; 16]) {
        let mut word = [0; 32];
        pack(&mut word, &[2; 16], gains);
        slots::write(self.vm(), &slots::fixed(GAINS), &word);
    }
}
