//! The entry points: decode, call the topic's module, encode.
//!
//! The interface has only static arguments, so calls are routed by hand (see `alm_stylus::arguments`): the SDK's
//! generated decoders are three quarters of the code of a contract like this. Tests call it with the encoders of
//! `alm-abi`, function by function.

// What the SDK's macro for storage names.
use alloc::{boxed::Box, vec, vec::Vec};

use alm_engine::units::ratio_to_wad;
use alm_stylus::{
    Failure,
    arguments::Arguments,
    lock::locked,
    ownable,
    words::{Output, Word, is_zero},
};
use stylus_sdk::prelude::*;

use crate::{
    asset::{Asset, Report},
    errors,
    selectors::{
        ACCEPT_OWNERSHIP, ASSET_RISK, CONSTRUCTOR, DELIST, FEED_OF, HAIRCUT, IS_STALE, LAST_SAMPLE,
        LIQUIDATION_THRESHOLD, LIQUIDITY, LIST, OBSERVATIONS, OPENING_LTV, OWNER, PARAMETERS,
        PENDING_OWNER, POKE, POKE_MANY, RELIST, REPORT_DEPTH, REPORTER, SET_FEED, SET_LIQUIDITY,
        SET_PARAMETERS, SET_REPORTER, SIGMA, TRANSFER_OWNERSHIP,
    },
    views,
};

/// Assets one view of observations tells.
const OBSERVED: usize = 16;
/// Words of an observation.
const OBSERVATION: usize = 6;

/// The contract. Its storage is in `storage.rs`.
#[storage]
#[cfg_attr(feature = "export-abi", entrypoint)]
pub struct RiskEngine {}

// Every function goes through the router, the constructor too: the owner's slot is its guard, and the SDK's own guard
// would cost another slot.
alm_stylus::entrypoint!(RiskEngine);

// The exporter has to see the constructor.
#[cfg(feature = "export-abi")]
#[public]
impl RiskEngine {
    /// Installs the owner.
    #[constructor]
    pub fn construct(&mut self, owner: alloy_primitives::Address) -> Result<(), Vec<u8>> {
        self.constructor(owner)
    }
}

/// Calls from a host, which has no entry point.
#[cfg(not(target_arch = "wasm32"))]
impl RiskEngine {
    /// Installs the owner. Runs once.
    pub fn constructor(&mut self, owner: alloy_primitives::Address) -> Result<(), Vec<u8>> {
        ownable::initialise(self.vm(), &owner.into_word()).map_err(|failure| failure.bytes().into())
    }
}

impl RiskEngine {
    /// Every function of the interface.
    #[inline(always)]
    fn dispatch(&mut self, calldata: &[u8], output: &mut Output) -> Result<(), Failure> {
        let Some((selector, arguments)) = Arguments::split(calldata) else {
            return Err(Failure::empty());
        };
        match selector {
            OWNER => output.append(&ownable::owner(self.vm())),
            PENDING_OWNER => output.append(&ownable::pending(self.vm())),
            ACCEPT_OWNERSHIP => return ownable::accept(self.vm()),
            REPORTER => output.append(&self.reporter()),
            OBSERVATIONS => return self.observe(&arguments, output),
            POKE_MANY => return locked(|| self.poke_many(&arguments, output)),
            _ => {
                let asset = arguments.address(0).ok_or_else(Failure::empty)?;
                return self.about(selector, asset, &arguments, output);
            }
        };
        Ok(())
    }

    /// The functions whose first argument is an address, of an asset in most.
    #[inline(always)]
    fn about(
        &mut self,
        selector: u32,
        asset: &Word,
        arguments: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        match selector {
            CONSTRUCTOR => ownable::initialise(self.vm(), asset),
            TRANSFER_OWNERSHIP => ownable::nominate(self.vm(), asset),
            POKE => locked(|| {
                let mut count = 0;
                self.sample(asset, &mut count)?;
                output.numbers(&[count]);
                Ok(())
            }),
            // Of these, two call a feed; the lock is cheaper than a distinction.
            LIST | SET_FEED | DELIST | RELIST | SET_PARAMETERS | SET_LIQUIDITY | REPORT_DEPTH => {
                locked(|| self.govern(selector, asset, arguments))
            }
            SET_REPORTER => self.set_reporter(asset),
            _ => self.view(selector, asset, output),
        }
    }

    /// What anyone may ask.
    #[inline(always)]
    fn view(&self, selector: u32, asset: &Word, output: &mut Output) -> Result<(), Failure> {
        let now = self.now();
        let mut value = Asset::default();
        self.load_asset(asset, &mut value);
        let figure = match selector {
            HAIRCUT => value.haircut(),
            LIQUIDATION_THRESHOLD => ratio_to_wad(value.thresholds(now).seasoned),
            OPENING_LTV => value.opening_ltv(now),
            IS_STALE => value.clock(now).is_stale().into(),
            _ => return self.view_many(selector, asset, &value, now, output),
        };
        output.numbers(&[figure]);
        known(asset, &value)
    }

    /// What is told in several words.
    #[inline(always)]
    fn view_many(
        &self,
        selector: u32,
        asset: &Word,
        value: &Asset,
        now: u64,
        output: &mut Output,
    ) -> Result<(), Failure> {
        match selector {
            // An asset never listed has the zero feed.
            FEED_OF => {
                output.append(&value.feed).numbers(&value.feed_settings());
                return Ok(());
            }
            ASSET_RISK => output.numbers(&views::asset_risk(value, now)),
            SIGMA => output.numbers(&views::sigmas(value)),
            LAST_SAMPLE => output.numbers(value.sample()),
            PARAMETERS => output.numbers(value.rules()),
            LIQUIDITY => {
                let mut report = Report::default();
                self.load_report(asset, &mut report);
                output.numbers(&value.told(&report))
            }
            // Unknown functions fail as they would with any asset.
            _ => return Err(Failure::empty()),
        };
        known(asset, value)
    }

    /// Samples many assets; one that fails is reported and skipped.
    fn poke_many(&mut self, arguments: &Arguments<'_>, output: &mut Output) -> Result<(), Failure> {
        let (assets, length) = arguments.list(0)?;
        let mut count = 0;
        for place in 0..length {
            let asset = assets.address(place).ok_or_else(Failure::empty)?;
            if let Err(reason) = self.sample(asset, &mut count) {
                self.emit_sample_failed(asset, &reason);
            }
        }
        output.numbers(&[count]);
        Ok(())
    }

    /// The newest samples of up to sixteen assets.
    fn observe(&self, arguments: &Arguments<'_>, output: &mut Output) -> Result<(), Failure> {
        let (assets, length) = arguments.list(0)?;
        let mut words = Box::new([[0; 32]; OBSERVED * OBSERVATION]);
        for (place, observation) in words.chunks_exact_mut(OBSERVATION).enumerate().take(length) {
            let asset = assets.address(place).ok_or_else(Failure::empty)?;
            let mut value = Asset::default();
            self.load_sample(asset, &mut value);
            views::observation(&value, observation);
        }
        output.replace(words);
        Ok(())
    }

    /// Loads an asset the engine knows.
    pub(crate) fn load_known(&self, asset: &Word, value: &mut Asset) -> Result<(), Failure> {
        self.load_asset(asset, value);
        known(asset, value)
    }
}

/// Refuses an asset the engine does not know.
#[inline(never)]
fn known(asset: &Word, value: &Asset) -> Result<(), Failure> {
    if is_zero(&value.feed) {
        Err(errors::not_listed(asset))
    } else {
        Ok(())
    }
}
