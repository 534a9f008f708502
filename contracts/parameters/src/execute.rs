//! `execute`: the owner's way to every function of what this contract owns that has no door of its own here.

use alloy_sol_types::SolCall;
use alm_abi::{
    IDepositVault::setQueueCall,
    IOwned::{acceptOwnershipCall, ownerCall},
};
use alm_stylus::{
    Failure,
    arguments::Arguments,
    calls::{consult, transact},
    words::{Output, Word},
};
use stylus_sdk::prelude::*;

use crate::{contract::Parameters, errors, targets::RESERVED};

/// Longest call, bytes: what a request holds.
const LENGTH_MAX: usize = 1_024;

/// What is called on a contract of another owner, or of none: an ownership is accepted before it is there, and a vault asks
/// the balance sheet who its owner is.
static ABROAD: [[u8; 4]; 2] = [acceptOwnershipCall::SELECTOR, setQueueCall::SELECTOR];

impl Parameters {
    /// `execute`: the target, the call.
    pub(crate) fn execute(&mut self, arguments: &Arguments<'_>) -> Result<(), Failure> {
        let target = errors::present(arguments, 0)?;
        let (tail, length) = arguments.list(1)?;
        let data = tail.0.get(..length).ok_or_else(Failure::empty)?;
        self.owner()?;
        if length > LENGTH_MAX {
            return Err(errors::call_length(length, LENGTH_MAX));
        }
        let Some(selector) = data.first_chunk() else {
            return Err(errors::call_length(length, 4));
        };
        self.admit(target, *selector)?;
        self.emit_executed(target, selector);
        let mut request = Output::default();
        request.append(data);
        transact(self.vm(), target, &request, &mut [])?;
        Ok(())
    }

    /// Refuses what has a door of its own, and targets of others.
    #[inline(never)]
    fn admit(&self, target: &Word, selector: [u8; 4]) -> Result<(), Failure> {
        let is_reserved = |(slot, function): &(u8, [u8; 4])| {
            *function == selector && self.address_in(*slot) == *target
        };
        if RESERVED.iter().any(is_reserved) {
            return Err(errors::function_reserved(target, selector));
        }
        if ABROAD.contains(&selector) {
            return Ok(());
        }
        let mut request = Output::default();
        request.append(&ownerCall::SELECTOR);
        let mut answer = [[0; 32]; 1];
        let size = consult(self.vm(), target, &request, &mut answer).unwrap_or(0);
        if size < 32 || answer != [self.vm().contract_address().into_word().0] {
            return Err(errors::not_owned(target));
        }
        Ok(())
    }
}
