//! The second program, run in this contract's storage.

use alloy_sol_types::SolError;
use alm_abi::ICreditDesk::{InvalidInitialization, ZeroAddress};
use alm_stylus::{
    Failure,
    arguments::Arguments,
    calls::delegate,
    ownable, slots,
    words::{Output, Word, is_zero},
};

use crate::{
    desk::Desk,
    errors::someone,
    globals::address_in,
    layout::{PROGRAM, SHEET},
};

/// The slot of the name in signatures.
const NAME: u8 = 3;

impl Desk {
    /// The constructor: owner, balance sheet, program. Once.
    pub fn construct(&self, arguments: &Arguments<'_>, name: &Word) -> Result<(), Failure> {
        if !is_zero(&self.fixed_slot(SHEET)) {
            return Err(Failure::new(InvalidInitialization::SELECTOR, &[]));
        }
        ownable::initialise(self.vm(), someone(arguments, 0)?)?;
        self.set_fixed_slot(SHEET, someone(arguments, 1)?);
        self.set_fixed_slot(PROGRAM, someone(arguments, 2)?);
        slots::write(self.vm(), &slots::fixed(NAME), name);
        Ok(())
    }

    /// Lets the second program answer a call, as if it were this contract. Nothing has been read or changed here before.
    ///
    /// # Errors
    /// What it reverts with; `ZeroAddress` where there is none.
    pub fn extend(&self, calldata: &[u8], output: &mut Output) -> Result<(), Failure> {
        let program = address_in(&self.fixed_slot(PROGRAM));
        if is_zero(&program) {
            return Err(Failure::new(ZeroAddress::SELECTOR, &[]));
        }
        delegate(self.vm(), &program, calldata, output)
    }
}
