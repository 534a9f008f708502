//! The entry points: decode, ask the book, compute, encode.

// What the SDK's macro for storage names.
use alloc::{vec, vec::Vec};

use alloy_sol_types::SolError;
use alm_abi::ILiquidityLens::NoBook;
use alm_lens::{Book, supports_interface};
use alm_stylus::{Failure, arguments::Arguments, words::Output};
use stylus_sdk::prelude::*;

use crate::{
    bank, protocol,
    selectors::{
        CONSTRUCTOR, COVERAGE, COVERAGE_OF, COVERAGE_WITHIN, FUNDING_OF, GAPS, IDENTIFIER,
        LIQUIDITY, PROTOCOL_ASSETS, PROTOCOL_LIABILITIES, REVERSE_STRESS, SOLVENCY, STRESS,
        SUPPORTS_INTERFACE, VERIFY_SOLVENCY,
    },
    views,
};

/// The contract. It stores nothing.
#[storage]
#[cfg_attr(feature = "export-abi", entrypoint)]
pub struct LiquidityLens {}

alm_stylus::entrypoint!(LiquidityLens);

// The exporter has to see the constructor.
#[cfg(feature = "export-abi")]
#[public]
impl LiquidityLens {
    /// There is nothing to set.
    #[constructor]
    pub fn construct(&mut self) {}
}

impl LiquidityLens {
    /// Every function of the interface.
    #[inline(always)]
    fn dispatch(&mut self, calldata: &[u8], output: &mut Output) -> Result<(), Failure> {
        let Some((selector, arguments)) = Arguments::split(calldata) else {
            return Err(Failure::empty());
        };
        match selector {
            CONSTRUCTOR => Ok(()),
            COVERAGE_OF => bank::coverage(&arguments, output),
            FUNDING_OF => bank::funding(&arguments, output),
            PROTOCOL_ASSETS => protocol::assets(self.vm(), &arguments, output),
            PROTOCOL_LIABILITIES => protocol::liabilities(self.vm(), &arguments, output),
            VERIFY_SOLVENCY => protocol::verify(self.vm(), &arguments, output),
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
            COVERAGE => views::coverage,
            COVERAGE_WITHIN => views::coverage_within,
            LIQUIDITY => views::liquidity,
            GAPS => views::gaps,
            STRESS => views::stress,
            REVERSE_STRESS => views::reverse_stress,
            SOLVENCY => views::solvency,
            _ => return Err(Failure::empty()),
        };
        let book = Book::read(self.vm(), sheet, token, NoBook::SELECTOR)?;
        view(self.vm(), &book, arguments, output)
    }
}
