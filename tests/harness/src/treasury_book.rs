//! `treasury-book` in tests: losses, the buffer and the capital of the balance sheet.

use std::sync::Arc;

pub use alm_deploy::contracts::treasury_book::abi::*;
use alm_deploy::transport::Client;

use crate::Pool;

impl Pool {
    /// The treasury of the balance sheet, at the same address.
    #[must_use]
    pub fn treasury(&self) -> TreasuryBook<Client> {
        TreasuryBook::new(self.sheet.address(), Arc::new(self.chain.client().clone()))
    }
}
