//! What is fixed at construction: slot 0 holds the balance sheet's address.

use alloy_sol_types::SolError;
use alm_abi::ITermDesk::{InvalidInitialization, ZeroAddress};
use alm_stylus::{
    Failure,
    arguments::Arguments,
    slots,
    words::{Word, is_zero},
};
use stylus_sdk::prelude::*;

use crate::contract::TermDesk;

/// The slot of the balance sheet.
const SHEET: u8 = 0;

impl TermDesk {
    /// Stores the balance sheet. Once.
    ///
    /// # Errors
    /// `InvalidInitialization`, `ZeroAddress`.
    #[inline(never)]
    pub(crate) fn initialise(&mut self, arguments: &Arguments<'_>) -> Result<(), Failure> {
        if !is_zero(&self.sheet()) {
            return Err(Failure::new(InvalidInitialization::SELECTOR, &[]));
        }
        let sheet = arguments.address(0).ok_or_else(Failure::empty)?;
        if is_zero(sheet) {
            return Err(Failure::new(ZeroAddress::SELECTOR, &[]));
        }
        slots::write(self.vm(), &slots::fixed(SHEET), sheet);
        Ok(())
    }

    /// The balance sheet.
    #[inline(never)]
    pub(crate) fn sheet(&self) -> Word {
        slots::read(self.vm(), &slots::fixed(SHEET))
    }
}
