//! The entry points: decode, call the topic's module, encode.

// What the SDK's macro for storage names.
use alloc::{vec, vec::Vec};

use alm_stylus::{
    Failure,
    arguments::Arguments,
    lock::{locked, unlocked},
    ownable,
    words::{Output, Word},
};
use stylus_sdk::prelude::*;

use crate::selectors::{
    ACCEPT_OWNERSHIP, CONSTRUCTOR, EVALUATE, FOLLOW, GAIN_OF, HISTOGRAM, MEASURE, OFFER, OWNER,
    PENDING_OWNER, PUSH_CREDIT, PUSH_TERMS, RECORD, REGIME, SET_SOURCES, SOURCES, STATE,
    TRANSFER_OWNERSHIP,
};

/// The contract. Its storage: `sources.rs`, `followed.rs`, `state.rs`, `histogram.rs`.
#[storage]
#[cfg_attr(feature = "export-abi", entrypoint)]
pub struct RiskMonitor {}

// Every function goes through the router, the constructor too: the owner's slot is its guard.
alm_stylus::entrypoint!(RiskMonitor);

// The exporter has to see the constructor.
#[cfg(feature = "export-abi")]
#[public]
impl RiskMonitor {
    /// Installs the owner.
    #[constructor]
    pub fn construct(&mut self, owner: alloy_primitives::Address) -> Result<(), Vec<u8>> {
        use alloy_sol_types::SolValue;

        let arguments = owner.abi_encode();
        self.route(&[&CONSTRUCTOR.to_be_bytes(), arguments.as_slice()].concat())
            .map(|_| ())
    }
}

impl RiskMonitor {
    /// Every function of the interface.
    #[inline(always)]
    fn dispatch(&mut self, calldata: &[u8], output: &mut Output) -> Result<(), Failure> {
        let Some((selector, arguments)) = Arguments::split(calldata) else {
            return Err(Failure::empty());
        };
        match selector {
            // The desk may call while terms are being pushed to it no more than anybody else.
            RECORD => {
                unlocked()?;
                self.record(&arguments)
            }
            EVALUATE => locked(|| self.evaluate(output)),
            PUSH_CREDIT => locked(|| self.push_credit(output)),
            HISTOGRAM => self.tell_histogram(&arguments, output),
            OFFER => self.tell_offer(&arguments, output),
            SET_SOURCES => self.set_sources(&arguments),
            ACCEPT_OWNERSHIP => ownable::accept(self.vm()),
            OWNER | PENDING_OWNER | SOURCES | STATE | REGIME => {
                self.tell(selector, output);
                Ok(())
            }
            _ => {
                let address = arguments.address(0).ok_or_else(Failure::empty)?;
                self.about(selector, address, output)
            }
        }
    }

    /// What names one address and nothing else.
    #[inline(always)]
    fn about(&mut self, selector: u32, address: &Word, output: &mut Output) -> Result<(), Failure> {
        match selector {
            MEASURE => locked(|| self.measure(address, output)),
            PUSH_TERMS => locked(|| self.push_terms(address)),
            GAIN_OF => self.tell_gain(address, output),
            FOLLOW => self.follow(address),
            TRANSFER_OWNERSHIP => ownable::nominate(self.vm(), address),
            CONSTRUCTOR => ownable::initialise(self.vm(), address),
            _ => Err(Failure::empty()),
        }
    }

    /// Views without arguments.
    #[inline(always)]
    fn tell(&self, selector: u32, output: &mut Output) {
        match selector {
            STATE => self.tell_state(output),
            SOURCES => self.tell_sources(output),
            REGIME => {
                output.numbers(&[self.state().machine.regime as u128]);
            }
            OWNER => {
                output.append(&ownable::owner(self.vm()));
            }
            _ => {
                output.append(&ownable::pending(self.vm()));
            }
        }
    }
}
