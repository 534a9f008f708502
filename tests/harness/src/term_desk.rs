//! `term-desk` in tests, and the fixed side of the balance sheet.

use std::sync::Arc;

pub use alm_deploy::contracts::{
    fixed_book::abi::{
        FixedBook, FixedDefundedFilter, FixedDrawnFilter, FixedFundedFilter, FixedRedeemedFilter,
        FixedRestoredFilter, FixedTerms, Limits, SetFixedLineCall,
    },
    term_desk::abi::*,
};
use alm_deploy::transport::Client;

use crate::Pool;

impl Pool {
    /// The fixed side of the balance sheet, at the same address.
    #[must_use]
    pub fn fixed(&self) -> FixedBook<Client> {
        FixedBook::new(self.sheet.address(), Arc::new(self.chain.client().clone()))
    }

    /// What the limits of the book are read from, as of the newest block.
    ///
    /// # Errors
    /// When the call fails.
    pub async fn limits(&self) -> eyre::Result<Limits> {
        Ok(self.fixed().limits(self.token.address).call().await?)
    }
}
