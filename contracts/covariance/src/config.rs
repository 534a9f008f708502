//! What the matrix is built on, and how it is read: one slot.

use alloy_sol_types::SolEvent;
use alm_abi::ICovariance::RulesChanged;
use alm_engine::covariance::{Stress, triangle::ASSETS};
use alm_stylus::{
    Failure,
    arguments::Arguments,
    ownable,
    packed::{pack, unpack},
    slots,
    words::{Output, Word},
};
use stylus_sdk::prelude::*;

use crate::{
    contract::Covariance,
    errors::{Rule, not_zero, within},
};

/// The slot.
const CONFIG: u8 = 2;
/// Bytes of interval, places, least samples, least pull; before them the engine's twenty.
static WIDTHS: [u8; 4] = [4, 1, 1, 2];
/// Shortest and longest slot: what the engine allows.
const INTERVAL: (u128, u128) = (300, 43_200);
/// Fewest and most samples that may be demanded.
const MIN_SAMPLES: (u128, u128) = (20, 250);
/// Most that correlations may be pulled to one, bps.
const PULL_MAX: u128 = 10_000;
/// What a new matrix demands.
const FIRST_RULES: [u128; 2] = [30, 0];

/// The slot in memory.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Config {
    pub(crate) engine: Word,
    /// Interval, places, least samples, least pull.
    pub(crate) figures: [u128; 4],
}

impl Config {
    /// Length of a sampling slot, seconds.
    pub(crate) const fn interval(&self) -> u64 {
        self.figures[0] as u64
    }

    /// Places in use.
    pub(crate) fn places(&self) -> usize {
        (self.figures[1] as usize).min(ASSETS)
    }

    /// How correlations are read, pulled at least so far.
    pub(crate) fn stress(&self, pull: u16) -> Stress {
        Stress {
            pull: pull.max(self.figures[3] as u16),
            min_samples: self.figures[2] as u8,
        }
    }
}

impl Covariance {
    /// Installs owner, engine and interval. Once: the owner's slot is the guard.
    pub(crate) fn initialise(&mut self, arguments: &Arguments<'_>) -> Result<(), Failure> {
        let owner = arguments.address(0).ok_or_else(Failure::empty)?;
        let engine = arguments.address(1).ok_or_else(Failure::empty)?;
        let mut interval = [0];
        arguments.numbers(2, &[4], &mut interval)?;
        ownable::initialise(self.vm(), owner)?;
        not_zero(engine)?;
        let [interval] = interval;
        let (shortest, longest) = INTERVAL;
        within(Rule::Interval, interval, shortest, longest)?;
        let [samples, pull] = FIRST_RULES;
        self.store_config(&Config {
            engine: *engine,
            figures: [interval, 0, samples, pull],
        });
        Ok(())
    }

    /// Sets how correlations are read. Owner only.
    pub(crate) fn set_rules(&mut self, arguments: &Arguments<'_>) -> Result<(), Failure> {
        let mut given = [0; 2];
        arguments.numbers(0, &[1, 2], &mut given)?;
        ownable::only_owner(self.vm())?;
        let [samples, pull] = given;
        let (fewest, most) = MIN_SAMPLES;
        within(Rule::MinSamples, samples, fewest, most)?;
        within(Rule::MinPull, pull, 0, PULL_MAX)?;
        let mut config = self.config();
        let [interval, places, old_samples, old_pull] = config.figures;
        config.figures = [interval, places, samples, pull];
        self.store_config(&config);
        let mut event = Output::default();
        event
            .append(&RulesChanged::SIGNATURE_HASH.0)
            .numbers(&[old_samples, samples, old_pull, pull])
            .emit(self.vm(), 1);
        Ok(())
    }

    /// Reads the slot.
    #[inline(never)]
    pub(crate) fn config(&self) -> Config {
        let word = slots::read(self.vm(), &slots::fixed(CONFIG));
        let mut config = Config::default();
        if let (Some((engine, rest)), Some(address)) = (
            word.split_first_chunk::<20>(),
            config.engine.last_chunk_mut(),
        ) {
            *address = *engine;
            unpack(rest, &WIDTHS, &mut config.figures);
        }
        config
    }

    /// Writes the slot.
    #[inline(never)]
    pub(crate) fn store_config(&mut self, config: &Config) {
        let mut word = [0; 32];
        if let (Some((engine, rest)), Some(address)) = (
            word.split_first_chunk_mut::<20>(),
            config.engine.last_chunk(),
        ) {
            *engine = *address;
            pack(rest, &WIDTHS, &config.figures);
        }
        slots::write(self.vm(), &slots::fixed(CONFIG), &word);
    }
}
