//! The contract on the SDK's test VM, called through the interface's own encoders.
//!
//! The test VM answers every call with what was mocked last. What crosses contracts is therefore tested with forge; here
//! are the ledger, its layout, names, and what is refused before a call.
#![allow(dead_code, reason = "every test binary uses a part")]

use alloy_primitives::{Address, B256, U256, address, keccak256};
use alloy_sol_types::SolValue;

pub(crate) use alm_testvm::*;
use term_desk::TermDesk;

pub(crate) const TOKEN: Address = address!("0x1111111111111111111111111111111111111111");
pub(crate) const SHEET: Address = address!("0x2222222222222222222222222222222222222222");
pub(crate) const ALICE: Address = address!("0x3333333333333333333333333333333333333333");
pub(crate) const BOB: Address = address!("0x4444444444444444444444444444444444444444");

pub(crate) const NOW: u64 = 1_800_000_000;
/// 2027-01-21, a grid date.
pub(crate) const MATURITY: u64 = 1_800_489_600;

alm_testvm::bench!(TermDesk, NOW);

impl Bench {
    /// A desk of a balance sheet.
    pub(crate) fn empty() -> Self {
        let mut bench = Self::raw();
        bench.set_up(SHEET).expect("constructed");
        bench
    }

    /// With claims of the one maturity, there by storage as the layout in the documents has it.
    pub(crate) fn with_claims(holders: &[(Address, u128)]) -> Self {
        let bench = Self::empty();
        for (holder, face) in holders {
            bench.store(balance_slot(*holder), number(*face));
        }
        bench
    }

    pub(crate) fn set_up(&mut self, sheet: Address) -> Result<Vec<u8>, Vec<u8>> {
        let arguments = (sheet,).abi_encode_params();
        self.construct(&arguments)
    }
}

/// The claim on the token at the one maturity.
pub(crate) fn id() -> U256 {
    id_of(TOKEN, MATURITY)
}

pub(crate) fn id_of(token: Address, maturity: u64) -> U256 {
    (U256::from_be_slice(token.as_slice()) << 64) | U256::from(maturity)
}

/// The slot of a mapping's value, as Solidity has it.
pub(crate) fn mapped(key: impl SolValue, slot: impl Into<U256>) -> B256 {
    keccak256([key.abi_encode(), slot.into().abi_encode()].concat())
}

pub(crate) fn balance_slot(owner: Address) -> B256 {
    mapped(id(), mapped(owner, U256::ONE))
}
