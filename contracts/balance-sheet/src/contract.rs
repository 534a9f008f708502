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
    ACCEPT_OWNERSHIP, ACCRUE, BOOK, CONSTRUCTOR, DEFUND, DRAW, FUND, LINE_OF, LIST, MAX_DEFUND,
    MAX_FUND, OWNER, PENDING_OWNER, PREVIEW_DEFUND, PREVIEW_FUND, REFRESH_RATE, RESTORE, SET_LINE,
    SET_PAUSED, SET_RATE_MODEL, SET_TERMS, STRIKE, TERMS, TRANSFER_OWNERSHIP, VAULT_OF, WORTH,
};

/// The contract. Its storage is in `storage.rs`.
#[storage]
#[cfg_attr(feature = "export-abi", entrypoint)]
pub struct BalanceSheet {}

// Every function goes through the router, the constructor too: the owner's slot is its guard.
alm_stylus::entrypoint!(BalanceSheet);

// The exporter has to see the constructor.
#[cfg(feature = "export-abi")]
#[public]
impl BalanceSheet {
    /// Installs the owner.
    #[constructor]
    pub fn construct(&mut self, owner: alloy_primitives::Address) -> Result<(), Vec<u8>> {
        self.constructor(owner)
    }
}

/// Calls from a host, which has no entry point.
#[cfg(not(target_arch = "wasm32"))]
impl BalanceSheet {
    /// Installs the owner. Runs once.
    pub fn constructor(&mut self, owner: alloy_primitives::Address) -> Result<(), Vec<u8>> {
        ownable::initialise(self.vm(), &owner.into_word()).map_err(|failure| failure.bytes().into())
    }

    /// Every function of the interface.
    pub fn route(&mut self, calldata: &[u8]) -> Result<Vec<u8>, Vec<u8>> {
        let mut output = Output::default();
        match self.dispatch(calldata, &mut output) {
            Ok(()) => Ok(output.bytes().into()),
            Err(failure) => Err(failure.bytes().into()),
        }
    }
}

impl BalanceSheet {
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
            _ => {
                let token = arguments.address(0).ok_or_else(Failure::empty)?;
                return self.about(selector, token, &arguments, output);
            }
        };
        Ok(())
    }

    /// The functions whose first argument is an address, of a token in most. Views are told nothing of a book in motion.
    #[inline(always)]
    fn about(
        &mut self,
        selector: u32,
        token: &Word,
        arguments: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        match selector {
            CONSTRUCTOR => ownable::initialise(self.vm(), token),
            TRANSFER_OWNERSHIP => ownable::nominate(self.vm(), token),
            FUND | DEFUND | DRAW | RESTORE | ACCRUE | REFRESH_RATE | STRIKE | LIST | SET_TERMS
            | SET_RATE_MODEL | SET_LINE | SET_PAUSED => {
                locked(|| self.act(selector, token, arguments, output))
            }
            _ => {
                unlocked()?;
                self.view(selector, token, arguments, output)
            }
        }
    }

    /// What changes a book.
    #[inline(always)]
    fn act(
        &mut self,
        selector: u32,
        token: &Word,
        arguments: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        match selector {
            FUND => self.fund(token, arguments, output),
            DEFUND => self.defund(token, arguments, output),
            DRAW => self.draw(token, arguments, output),
            RESTORE => self.restore(token, arguments, output),
            REFRESH_RATE => self.refresh_rate(token, output),
            STRIKE => self.strike(token),
            LIST => self.list(token, arguments),
            SET_TERMS => self.set_terms(token, arguments),
            SET_RATE_MODEL => self.set_rate_model(token, arguments),
            SET_LINE => self.set_line(token, arguments),
            SET_PAUSED => self.set_paused(token, arguments),
            _ => {
                let open = self.open(token)?;
                self.close(open);
                Ok(())
            }
        }
    }

    /// What anyone may ask.
    #[inline(always)]
    fn view(
        &self,
        selector: u32,
        token: &Word,
        arguments: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        match selector {
            PREVIEW_FUND => self.preview(token, false, arguments, output),
            PREVIEW_DEFUND => self.preview(token, true, arguments, output),
            MAX_FUND => self.max_fund(token, output),
            MAX_DEFUND => self.max_defund(token, arguments, output),
            WORTH => self.worth(token, arguments, output),
            BOOK => self.view_book(token, output),
            TERMS => self.view_terms(token, output),
            VAULT_OF => {
                self.view_vault(token, output);
                Ok(())
            }
            LINE_OF => self.view_line(token, arguments, output),
            _ => Err(Failure::empty()),
        }
    }

    /// The time of this block.
    pub(crate) fn now(&self) -> u64 {
        self.vm().block_timestamp()
    }
}
