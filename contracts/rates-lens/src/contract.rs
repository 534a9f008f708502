//! The entry points: decode, ask the book, compute, encode.

// What the SDK's macro for storage names.
use alloc::{vec, vec::Vec};

use alloy_sol_types::SolError;
use alm_abi::IRatesLens::NoBook;
use alm_lens::{Book, supports_interface};
use alm_stylus::{Failure, arguments::Arguments, words::Output};
use stylus_sdk::prelude::*;

use crate::{
    aggregate, bank, customers,
    selectors::{
        AGGREGATE, CONSTRUCTOR, DEPOSITS_OF, IDENTIFIER, KEY_RATES, KEY_RATES_OF, MOVES_OF,
        PREPAYMENTS_OF, REDEMPTIONS_OF, REPORT, SHOCKS, SHOCKS_OF, SIZES_OF, SLOT_OF,
        SUPPORTS_INTERFACE, VALUATION, VALUATION_OF,
    },
    views,
};

/// The contract. It stores nothing.
#[storage]
#[cfg_attr(feature = "export-abi", entrypoint)]
pub struct RatesLens {}

alm_stylus::entrypoint!(RatesLens);

// The exporter has to see the constructor.
#[cfg(feature = "export-abi")]
#[public]
impl RatesLens {
    /// There is nothing to set.
    #[constructor]
    pub fn construct(&mut self) {}
}

impl RatesLens {
    /// Every function of the interface.
    #[inline(always)]
    fn dispatch(&mut self, calldata: &[u8], output: &mut Output) -> Result<(), Failure> {
        let Some((selector, arguments)) = Arguments::split(calldata) else {
            return Err(Failure::empty());
        };
        match selector {
            CONSTRUCTOR => Ok(()),
            VALUATION_OF => bank::valuation(&arguments, output),
            KEY_RATES_OF => bank::key_rates(&arguments, output),
            SHOCKS_OF => bank::shocks(&arguments, output),
            SIZES_OF => bank::sizes(&arguments, output),
            MOVES_OF => customers::moves(&arguments, output),
            SLOT_OF => customers::slot(&arguments, output),
            DEPOSITS_OF => customers::deposits(&arguments, output),
            REDEMPTIONS_OF => customers::redemptions(&arguments, output),
            PREPAYMENTS_OF => customers::prepayments(&arguments, output),
            AGGREGATE => aggregate::aggregate(self.vm(), &arguments, output),
            SUPPORTS_INTERFACE => supports_interface(&arguments, IDENTIFIER, output),
            _ => self.about(selector, &arguments, output),
        }
    }

    /// The functions about a book.
    #[inline(always)]
    fn about(
        &self,
        selector: u32,
        arguments: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        let sheet = arguments.address(0).ok_or_else(Failure::empty)?;
        let token = arguments.address(1).ok_or_else(Failure::empty)?;
        let view = match selector {
            VALUATION => views::valuation,
            KEY_RATES => views::key_rates,
            SHOCKS => views::shocks,
            REPORT => views::report,
            _ => return Err(Failure::empty()),
        };
        let book = Book::read(self.vm(), sheet, token, NoBook::SELECTOR)?;
        view(self.vm(), &book, arguments, output)
    }
}
