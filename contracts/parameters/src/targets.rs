//! Where the parameters live: three structs in two contracts, each read and written whole.

use alloy_sol_types::SolCall;
use alm_abi::{
    IBalanceSheet::{setPausedCall, setTermsCall, termsCall},
    IFixedBook::{fixedTermsCall, setFixedTermsCall},
    IRateModel::{setSpreadsCall, spreadsCall},
};
use alm_stylus::{
    Failure,
    calls::{consult, transact},
    words::{Output, Word},
};
use stylus_sdk::prelude::*;

use crate::{
    contract::Parameters,
    errors,
    storage::{MODEL, SHEET},
};

/// Most parameters of a struct.
pub(crate) const PARAMETERS_MAX: usize = 12;

/// A struct of parameters: its first, their number, the slot of the contract that has it, and the functions that read
/// and write it.
pub(crate) struct Group {
    pub(crate) first: u8,
    pub(crate) count: usize,
    pub(crate) target: u8,
    pub(crate) read: [u8; 4],
    pub(crate) write: [u8; 4],
}

/// All of them.
pub(crate) static GROUPS: [Group; 3] = [
    Group {
        first: 0,
        count: 12,
        target: SHEET,
        read: termsCall::SELECTOR,
        write: setTermsCall::SELECTOR,
    },
    Group {
        first: 12,
        count: 6,
        target: SHEET,
        read: fixedTermsCall::SELECTOR,
        write: setFixedTermsCall::SELECTOR,
    },
    Group {
        first: 18,
        count: 6,
        target: MODEL,
        read: spreadsCall::SELECTOR,
        write: setSpreadsCall::SELECTOR,
    },
];

/// A function of a target that has its own door here, and the slot of the target.
pub(crate) static RESERVED: [(u8, [u8; 4]); 4] = [
    (SHEET, setTermsCall::SELECTOR),
    (SHEET, setFixedTermsCall::SELECTOR),
    (SHEET, setPausedCall::SELECTOR),
    (MODEL, setSpreadsCall::SELECTOR),
];

impl Parameters {
    /// Reads the first words a target tells about a token.
    ///
    /// # Errors
    /// The target's own; `UnsuitableTarget` if it tells fewer.
    #[inline(never)]
    pub(crate) fn consult(
        &self,
        target: &Word,
        selector: [u8; 4],
        token: &Word,
        answer: &mut [Word],
    ) -> Result<(), Failure> {
        let mut request = Output::default();
        request.append(&selector).append(token);
        let size = consult(self.vm(), target, &request, answer)?;
        if size < answer.as_flattened().len() {
            return Err(errors::unsuitable_target(target));
        }
        Ok(())
    }

    /// Tells a target something about a token.
    ///
    /// # Errors
    /// The target's own.
    #[inline(never)]
    pub(crate) fn push(
        &self,
        target: &Word,
        selector: [u8; 4],
        token: &Word,
        figures: &[Word],
    ) -> Result<(), Failure> {
        let mut request = Output::default();
        request
            .append(&selector)
            .append(token)
            .append(figures.as_flattened());
        transact(self.vm(), target, &request, &mut [])?;
        Ok(())
    }
}
