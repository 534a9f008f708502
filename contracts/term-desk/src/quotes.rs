//! Quotes of this block, passed on from the balance sheet. They refuse while a call is in progress.

use alloy_sol_types::{SolCall, SolError};
use alm_abi::{
    IFixedBook::{previewDefundFixedCall, previewFundFixedCall},
    ITermDesk::NotMatured,
};
use alm_stylus::{
    Failure,
    arguments::Arguments,
    lock::unlocked,
    words::{Output, word},
};
use stylus_sdk::prelude::*;

use crate::{
    claims::maturity,
    contract::TermDesk,
    selectors::{PREVIEW_DEPOSIT, PREVIEW_EXIT, PREVIEW_ROLL_OVER},
    sheet::request,
};

impl TermDesk {
    /// Every quote.
    #[inline(always)]
    pub(crate) fn appraise(
        &self,
        selector: u32,
        arguments: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        let quote = match selector {
            PREVIEW_DEPOSIT => request(previewFundFixedCall::SELECTOR, arguments, 3)?,
            PREVIEW_EXIT => request(previewDefundFixedCall::SELECTOR, arguments, 3)?,
            PREVIEW_ROLL_OVER => self.anew(arguments)?,
            _ => return Err(Failure::empty()),
        };
        unlocked()?;
        output.append(&self.quote(&quote)?);
        Ok(())
    }

    /// The quote of a matured claim deposited anew: that of a deposit of its face, since what is owed then falls by as much
    /// as cash would rise.
    ///
    /// Token, old maturity, face, new maturity.
    #[inline(always)]
    fn anew(&self, arguments: &Arguments<'_>) -> Result<Output, Failure> {
        let [matured, renewed] = [maturity(arguments, 1)?, maturity(arguments, 3)?];
        let now = word(self.vm().block_timestamp().into());
        if now < *matured {
            return Err(Failure::new(NotMatured::SELECTOR, &[now, *matured]));
        }
        let face = arguments.word(2).ok_or_else(Failure::empty)?;
        let mut quote = request(previewFundFixedCall::SELECTOR, arguments, 1)?;
        quote.append(renewed).append(face);
        Ok(quote)
    }
}
