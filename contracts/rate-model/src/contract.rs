//! The entry points: decode, call the topic's module, encode.
//!
//! The interface has only static arguments, so calls are routed by hand (see `alm_stylus::arguments`). Tests call it with
//! the encoders of `alm-abi`, function by function. The contract calls nobody, so it needs no lock.

// What the SDK's macro for storage names.
use alloc::{vec, vec::Vec};

use alm_engine::rates::quote::Wanted;
use alm_stylus::{
    Failure,
    arguments::Arguments,
    ownable,
    packed::number,
    words::{Output, Word},
};
use stylus_sdk::prelude::*;

use crate::{
    book::{Book, CURVE as SHAPE, FULL},
    errors,
    selectors::{
        ACCEPT_OWNERSHIP, ACCRUE, CONSTRUCTOR, CURVE, DISCOUNT_FACTORS, FLOATING_RATE, LAGGED_RATE,
        LIST, OWNER, PENDING_OWNER, QUOTES, RATES, SET_BALANCE_SHEET, SET_SPREADS, SPREADS,
        TRANSFER_OWNERSHIP, WEEKLY_FACTORS,
    },
    views,
};

/// The contract. Its storage is in `storage.rs`.
#[storage]
#[cfg_attr(feature = "export-abi", entrypoint)]
pub struct RateModel {}

// Every function goes through the router, the constructor too: the owner's slot is its guard, and the SDK's own guard
// would cost another slot.
alm_stylus::entrypoint!(RateModel);

// The exporter has to see the constructor.
#[cfg(feature = "export-abi")]
#[public]
impl RateModel {
    /// Installs the owner.
    #[constructor]
    pub fn construct(&mut self, owner: alloy_primitives::Address) -> Result<(), Vec<u8>> {
        self.constructor(owner)
    }
}

/// Calls from a host, which has no entry point.
#[cfg(not(target_arch = "wasm32"))]
impl RateModel {
    /// Installs the owner. Runs once.
    pub fn constructor(&mut self, owner: alloy_primitives::Address) -> Result<(), Vec<u8>> {
        ownable::initialise(self.vm(), &owner.into_word()).map_err(|failure| failure.bytes().into())
    }
}

impl RateModel {
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

    /// The functions whose first argument is an address, of a book's token in most.
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
            LIST => self.list(token, arguments),
            SET_BALANCE_SHEET => self.set_balance_sheet(token, arguments),
            SET_SPREADS => self.set_spreads(token, arguments),
            ACCRUE => self.accrue(token, arguments, output),
            _ => self.view(selector, token, arguments, output),
        }
    }

    /// `accrue`: brings a book to now, takes the report, tells the rate.
    fn accrue(
        &mut self,
        token: &Word,
        arguments: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        let (words, _) = arguments.0.as_chunks();
        let given = words.get(1).ok_or_else(Failure::empty)?;
        let mut book = Book::default();
        self.load_listed(token, &mut book)?;
        let caller = self.caller();
        if caller != self.balance_sheet(token) {
            return Err(errors::not_balance_sheet(token, &caller));
        }
        let utilisation = number(given, 16)
            .filter(|utilisation| *utilisation <= FULL)
            .ok_or_else(|| errors::utilisation_above_one(given))?;
        let floating = book.floating(self.now()).with_report(utilisation);
        let rate = floating.rate(&SHAPE).per_second_up().raw().into();
        book.set_floating(&floating);
        self.store(token, &book);
        self.emit_accrued(token, &floating, rate);
        output.numbers(&[rate]);
        Ok(())
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
        let now = self.now();
        let mut book = Book::default();
        let listed = self.load_listed(token, &mut book);
        match selector {
            FLOATING_RATE => {
                output.numbers(&[views::floating_rate(&book, now)]);
            }
            LAGGED_RATE => {
                output.numbers(&views::lagged_rate(&book, now));
            }
            CURVE => views::curve(&book, now, output),
            DISCOUNT_FACTORS => {
                let mut ahead = [0];
                arguments.numbers(1, &[8], &mut ahead)?;
                let [ahead] = ahead;
                output.numbers(&views::discount_factors(&book, now, ahead as u64));
            }
            RATES => views::rates(&self.balance_sheet(token), &book, now, output),
            SPREADS => views::spreads(&book, output),
            QUOTES => {
                let mut figures = [0; 3];
                arguments.numbers(1, &[8, 8, 1], &mut figures)?;
                listed?;
                let [ahead, half_spread, wanted] = figures.map(|figure| figure as u64);
                let wanted = Wanted(wanted as u8);
                return views::quotes(token, &book, now, ahead, half_spread, wanted, output);
            }
            WEEKLY_FACTORS => {
                let mut first = [0];
                arguments.numbers(1, &[8], &mut first)?;
                listed?;
                let [first] = first;
                return views::weekly_factors(token, &book, now, first as u64, output);
            }
            // Unknown functions fail as they would with any book.
            _ => return Err(Failure::empty()),
        }
        listed
    }
}
