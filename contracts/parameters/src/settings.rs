//! What the contract is given: its owner, what it governs, the guardian.

use alm_stylus::{Failure, arguments::Arguments, ownable, slots};
use stylus_sdk::prelude::*;

use alloy_sol_types::SolEvent;
use alm_abi::IParameters::{GuardianChanged, RateModelChanged};

use crate::{
    contract::Parameters,
    errors,
    storage::{GUARD, MODEL, SHEET},
};

impl Parameters {
    /// The constructor: owner, balance sheet, rate model. Once: the owner's slot is the guard.
    pub(crate) fn initialise(&mut self, arguments: &Arguments<'_>) -> Result<(), Failure> {
        let owner = errors::address(arguments, 0)?;
        let sheet = errors::present(arguments, 1)?;
        let model = errors::address(arguments, 2)?;
        ownable::initialise(self.vm(), owner)?;
        slots::write(self.vm(), &slots::fixed(SHEET), sheet);
        let previous = self.replace_address(MODEL, model);
        self.emit_replaced(&RateModelChanged::SIGNATURE_HASH.0, &previous, model);
        Ok(())
    }

    /// `setGuardian`.
    pub(crate) fn set_guardian(&mut self, arguments: &Arguments<'_>) -> Result<(), Failure> {
        self.replace(arguments, GUARD, &GuardianChanged::SIGNATURE_HASH.0)
    }

    /// `setRateModel`.
    pub(crate) fn set_rate_model(&mut self, arguments: &Arguments<'_>) -> Result<(), Failure> {
        self.replace(arguments, MODEL, &RateModelChanged::SIGNATURE_HASH.0)
    }

    /// The owner puts an address into a slot.
    #[inline(never)]
    fn replace(
        &mut self,
        arguments: &Arguments<'_>,
        slot: u8,
        topic: &[u8; 32],
    ) -> Result<(), Failure> {
        let current = errors::address(arguments, 0)?;
        self.owner()?;
        let previous = self.replace_address(slot, current);
        self.emit_replaced(topic, &previous, current);
        Ok(())
    }
}
