//! `credit-desk` in tests: both of its interfaces at its one address.

use std::sync::Arc;

pub use alm_deploy::contracts::{credit_desk::abi::*, credit_terms::abi::CreditTerms};
use alm_deploy::transport::Client;
use ethers::types::Address;

use crate::Chain;

/// A credit desk at an address.
#[must_use]
pub fn credit_desk(chain: &Chain, address: Address) -> (CreditDesk<Client>, CreditTerms<Client>) {
    let client = Arc::new(chain.client().clone());
    (
        CreditDesk::new(address, Arc::clone(&client)),
        CreditTerms::new(address, client),
    )
}
