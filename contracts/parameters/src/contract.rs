//! The entry points: decode, call the topic's module, encode.

// What the SDK's macro for storage names.
use alloc::{vec, vec::Vec};

use alm_stylus::{Failure, arguments::Arguments, lock::locked, ownable, words::Output};
use stylus_sdk::prelude::*;

use crate::{
    errors,
    selectors::{
        ACCEPT_OWNERSHIP, BALANCE_SHEET, BAND_OF, BOUNDS_OF, CHANGE, CONSTRUCTOR, EXECUTE,
        GUARDIAN, OWNER, PAUSE, PENDING_OWNER, RATE_MODEL, SET_BAND, SET_GUARDIAN, SET_RATE_MODEL,
        SET_STEWARD, SHORTEN_TERM, STEWARDSHIP, TIGHTEN_BAND, TRANSFER_OWNERSHIP, UNPAUSE,
    },
    storage::{GUARD, MODEL, SHEET},
};

/// The contract. Its storage is in `storage.rs`.
#[storage]
#[cfg_attr(feature = "export-abi", entrypoint)]
pub struct Parameters {}

// Every function goes through the router, the constructor too: the owner's slot is its guard.
alm_stylus::entrypoint!(Parameters);

// The exporter has to see the constructor.
#[cfg(feature = "export-abi")]
#[public]
impl Parameters {
    /// Installs the owner and what it governs.
    #[constructor]
    pub fn construct(
        &mut self,
        owner: alloy_primitives::Address,
        balance_sheet: alloy_primitives::Address,
        rate_model: alloy_primitives::Address,
    ) -> Result<(), Vec<u8>> {
        let addresses = [owner, balance_sheet, rate_model].map(|address| address.into_word().0);
        self.initialise(&Arguments(addresses.as_flattened()))
            .map_err(|failure| failure.bytes().into())
    }
}

impl Parameters {
    /// Every function of the interface.
    #[inline(always)]
    fn dispatch(&mut self, calldata: &[u8], output: &mut Output) -> Result<(), Failure> {
        let Some((selector, arguments)) = Arguments::split(calldata) else {
            return Err(Failure::empty());
        };
        match selector {
            OWNER => output.append(&ownable::owner(self.vm())),
            PENDING_OWNER => output.append(&ownable::pending(self.vm())),
            BALANCE_SHEET => output.append(&self.address_in(SHEET)),
            RATE_MODEL => output.append(&self.address_in(MODEL)),
            GUARDIAN => output.append(&self.address_in(GUARD)),
            STEWARDSHIP => self.view_stewardship(output),
            BAND_OF => return self.view_band(&arguments, output),
            BOUNDS_OF => return self.view_bounds(&arguments, output),
            _ => return locked(|| self.act(selector, &arguments)),
        };
        Ok(())
    }

    /// The functions that change something, each under the lock.
    #[inline(always)]
    fn act(&mut self, selector: u32, arguments: &Arguments<'_>) -> Result<(), Failure> {
        match selector {
            CONSTRUCTOR => self.initialise(arguments),
            TRANSFER_OWNERSHIP => ownable::nominate(self.vm(), errors::address(arguments, 0)?),
            ACCEPT_OWNERSHIP => ownable::accept(self.vm()),
            CHANGE => self.change(arguments),
            PAUSE => self.set_paused(arguments, true),
            UNPAUSE => self.set_paused(arguments, false),
            SET_BAND => self.set_band(arguments),
            TIGHTEN_BAND => self.tighten_band(arguments),
            SET_STEWARD => self.set_steward(arguments),
            SHORTEN_TERM => self.shorten_term(arguments),
            SET_GUARDIAN => self.set_guardian(arguments),
            SET_RATE_MODEL => self.set_rate_model(arguments),
            EXECUTE => self.execute(arguments),
            _ => Err(Failure::empty()),
        }
    }
}
