//! The entry points: decode, find the function, encode. What is not here is asked of the second program.

// What the SDK's macro for storage names.
use alloc::{vec, vec::Vec};

use alm_credit::Desk;
use alm_stylus::{
    Failure,
    arguments::Arguments,
    lock::{locked, unlocked},
    words::{Output, Word},
};
use stylus_sdk::prelude::*;

use crate::selectors::{CONSTRUCTOR, EXECUTE, LIQUIDATE, PERMIT_OPERATOR, SET_OPERATOR};

/// The contract. Its storage: `alm_credit`.
#[storage]
#[cfg_attr(feature = "export-abi", entrypoint)]
pub struct CreditDesk {}

// Every function goes through the router, the constructor too: the balance sheet's slot is its guard.
alm_stylus::entrypoint!(CreditDesk);

// The exporter has to see the constructor.
#[cfg(feature = "export-abi")]
#[public]
impl CreditDesk {
    /// Installs the owner, the balance sheet and the second program.
    #[constructor]
    pub fn construct(
        &mut self,
        owner: alloy_primitives::Address,
        balance_sheet: alloy_primitives::Address,
        credit_terms: alloy_primitives::Address,
    ) -> Result<(), Vec<u8>> {
        self.constructor(owner, balance_sheet, credit_terms)
    }
}

/// Calls from a host, which has no entry point.
#[cfg(not(target_arch = "wasm32"))]
impl CreditDesk {
    /// Installs the owner, the balance sheet and the second program. Runs once.
    pub fn constructor(
        &mut self,
        owner: alloy_primitives::Address,
        balance_sheet: alloy_primitives::Address,
        credit_terms: alloy_primitives::Address,
    ) -> Result<(), Vec<u8>> {
        use alloy_sol_types::SolValue;

        let arguments = (owner, balance_sheet, credit_terms).abi_encode_params();
        self.route(&[&CONSTRUCTOR.to_be_bytes(), arguments.as_slice()].concat())
            .map(|_| ())
    }
}

/// Its name in signatures, as a short string: 11 letters, and twice that many in the last byte.
static NAME: Word = *b"Credit Desk\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x16";

impl CreditDesk {
    /// Every function of the interface.
    #[inline(always)]
    fn dispatch(&mut self, calldata: &[u8], output: &mut Output) -> Result<(), Failure> {
        let Some((selector, arguments)) = Arguments::split(calldata) else {
            return Err(Failure::empty());
        };
        let desk = Desk::of(self.vm());
        match selector {
            EXECUTE => locked(|| desk.execute(&arguments)),
            LIQUIDATE => locked(|| desk.liquidate(&arguments, output)),
            SET_OPERATOR => {
                unlocked()?;
                desk.set_operator(&arguments)
            }
            PERMIT_OPERATOR => {
                unlocked()?;
                desk.permit_operator(&arguments)
            }
            CONSTRUCTOR => desk.construct(&arguments, &NAME),
            _ => desk.extend(calldata, output),
        }
    }
}
