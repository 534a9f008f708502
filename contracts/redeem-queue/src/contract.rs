//! The entry points: decode, call the topic's module, encode.
//!
//! Three kinds of functions: plain views, which answer always; views of what is in motion during a call, which refuse
//! meanwhile; and changes, of which those that call out hold the lock.

// What the SDK's macro for storage names.
use alloc::{vec, vec::Vec};

use alm_stylus::{
    Failure,
    arguments::Arguments,
    lock::{locked, unlocked},
    words::Output,
};
use stylus_sdk::prelude::*;

use crate::{
    selectors::{
        CANCEL, CONSTRUCTOR, IS_OPERATOR, MINIMUM_REQUEST, REDEEM, REQUEST_REDEEM, SET_OPERATOR,
        SETTLE, SHARE, SUPPORTS_INTERFACE, WITHDRAW,
    },
    standards::supports,
};

/// The contract. Its storage: `config.rs`, `storage.rs`, `requests.rs`, `operators.rs`.
#[storage]
#[cfg_attr(feature = "export-abi", entrypoint)]
pub struct RedeemQueue {}

// Every function goes through the router, the constructor too: the vault's slot is its guard.
alm_stylus::entrypoint!(RedeemQueue);

// The exporter has to see the constructor.
#[cfg(feature = "export-abi")]
#[public]
impl RedeemQueue {
    /// Names the vault and the smallest request, in shares.
    #[constructor]
    pub fn construct(
        &mut self,
        vault: alloy_primitives::Address,
        minimum: alloy_primitives::U256,
    ) -> Result<(), Vec<u8>> {
        use alloy_sol_types::SolValue;

        let arguments = (vault, minimum).abi_encode_params();
        self.route(&[&CONSTRUCTOR.to_be_bytes(), arguments.as_slice()].concat())
            .map(|_| ())
    }
}

impl RedeemQueue {
    /// Every function of the interface.
    #[inline(always)]
    fn dispatch(&mut self, calldata: &[u8], output: &mut Output) -> Result<(), Failure> {
        let Some((selector, arguments)) = Arguments::split(calldata) else {
            return Err(Failure::empty());
        };
        match selector {
            CONSTRUCTOR => self.initialise(&arguments),
            REQUEST_REDEEM | REDEEM | WITHDRAW | CANCEL | SETTLE => locked(|| match selector {
                REQUEST_REDEEM => self.request(&arguments, output),
                CANCEL => self.cancel(&arguments, output),
                SETTLE => self.settle(output),
                _ => self.claim(selector == REDEEM, &arguments, output),
            }),
            SET_OPERATOR => {
                unlocked()?;
                self.set_operator(&arguments, output)
            }
            SHARE | MINIMUM_REQUEST | IS_OPERATOR | SUPPORTS_INTERFACE => {
                self.describe(selector, &arguments, output)
            }
            _ => self.look(selector, &arguments, output),
        }
    }

    /// Plain views.
    #[inline(always)]
    fn describe(
        &self,
        selector: u32,
        arguments: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        match selector {
            SHARE => output.append(&self.vault().address),
            MINIMUM_REQUEST => output.numbers(&[self.minimum().raw()]),
            IS_OPERATOR => {
                let controller = arguments.address(0).ok_or_else(Failure::empty)?;
                let operator = arguments.address(1).ok_or_else(Failure::empty)?;
                output.numbers(&[self.is_operator(controller, operator).into()])
            }
            _ => {
                let identifier = arguments.word(0).ok_or_else(Failure::empty)?;
                output.numbers(&[supports(identifier).into()])
            }
        };
        Ok(())
    }
}
