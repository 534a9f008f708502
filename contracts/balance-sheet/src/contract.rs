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

use crate::open::Open;
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

/// What is done around a function: a book is loaded, and brought to this block.
const READ: u8 = 1;
/// It is written back, under the lock.
const WRITE: u8 = 2;
/// The function is the owner's.
const OWNED: u8 = 4;
/// Its token is not listed yet, or need not be.
const UNLISTED: u8 = 8;
/// Tokens were moved here before it.
const RECEIVES: u8 = 16;

/// A function about a token: its selector, what is done around it, and what it does with the book.
type Function = (
    u32,
    u8,
    fn(&mut BalanceSheet, &mut Open, &Arguments<'_>, &mut Output) -> Result<(), Failure>,
);

/// The functions whose first argument is a token.
static FUNCTIONS: [Function; 21] = [
    (FUND, WRITE | RECEIVES, BalanceSheet::fund),
    (DEFUND, WRITE, BalanceSheet::defund),
    (DRAW, WRITE, BalanceSheet::draw),
    (RESTORE, WRITE | RECEIVES, BalanceSheet::restore),
    (ACCRUE, WRITE, BalanceSheet::accrue),
    (REFRESH_RATE, WRITE, BalanceSheet::refresh_rate),
    (STRIKE, WRITE, BalanceSheet::strike),
    (LIST, WRITE | OWNED | UNLISTED, BalanceSheet::list),
    (SET_TERMS, WRITE | OWNED, BalanceSheet::set_terms),
    (SET_RATE_MODEL, WRITE | OWNED, BalanceSheet::set_rate_model),
    (SET_LINE, WRITE | OWNED, BalanceSheet::set_line),
    (SET_PAUSED, WRITE | OWNED, BalanceSheet::set_paused),
    (PREVIEW_FUND, READ, BalanceSheet::preview_fund),
    (PREVIEW_DEFUND, READ, BalanceSheet::preview_defund),
    (MAX_FUND, READ, BalanceSheet::max_fund),
    (MAX_DEFUND, READ, BalanceSheet::max_defund),
    (WORTH, READ, BalanceSheet::worth),
    (BOOK, READ, BalanceSheet::view_book),
    (TERMS, READ, BalanceSheet::view_terms),
    (VAULT_OF, READ | UNLISTED, BalanceSheet::view_vault),
    (LINE_OF, READ | UNLISTED, BalanceSheet::view_line),
];

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

    /// The functions whose first argument is an address, of a token in most. Views see no book in motion.
    #[inline(always)]
    fn about(
        &mut self,
        selector: u32,
        token: &Word,
        arguments: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        if selector == CONSTRUCTOR {
            return ownable::initialise(self.vm(), token);
        }
        if selector == TRANSFER_OWNERSHIP {
            return ownable::nominate(self.vm(), token);
        }
        let mut functions = FUNCTIONS.iter();
        let Some(function) = functions.find(|(known, _, _)| *known == selector) else {
            return Err(Failure::empty());
        };
        let needs = function.1;
        let mut open = Open {
            token: *token,
            ..Open::default()
        };
        if needs & WRITE == 0 {
            unlocked()?;
            return self.run(function, &mut open, arguments, output);
        }
        locked(|| {
            if needs & OWNED != 0 {
                ownable::only_owner(self.vm())?;
            }
            self.run(function, &mut open, arguments, output)?;
            if needs & RECEIVES != 0 {
                self.check_received(token, open.book.cash.raw())?;
            }
            self.close(&mut open)
        })
    }

    /// Loads a book and does with it what a function does.
    #[inline(never)]
    fn run(
        &mut self,
        (_, needs, function): &Function,
        open: &mut Open,
        arguments: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        let token = open.token;
        self.load_sheet(&token, &mut open.sheet);
        if needs & UNLISTED == 0 {
            self.open(open)?;
        }
        function(self, open, arguments, output)
    }

    /// `accrue`: what is done around every function.
    fn accrue(&mut self, _: &mut Open, _: &Arguments<'_>, _: &mut Output) -> Result<(), Failure> {
        Ok(())
    }

    /// The time of this block.
    pub(crate) fn now(&self) -> u64 {
        self.vm().block_timestamp()
    }
}
