//! The entry points: decode, call the topic's module, encode.
//!
//! Three kinds of functions: plain views, which answer always; quotes, which refuse while a call is in progress, for then
//! claims and ladder may not fit each other; and changes, of which those that call out hold the lock.

// What the SDK's macro for storage names.
use alloc::{vec, vec::Vec};

use alm_stylus::{
    Failure,
    arguments::Arguments,
    lock::{locked, unlocked},
    words::Output,
};
use stylus_sdk::prelude::*;

use crate::{
    claims::{claim, parts},
    ledger::supports,
    selectors::{
        ALLOWANCE, APPROVE, BALANCE_OF, BALANCE_SHEET, CLAIM_OF, CONSTRUCTOR, DECIMALS, DEPOSIT,
        EXIT, ID_OF, IS_OPERATOR, NAME, REDEEM, REDEEM_MANY, ROLL_OVER, SET_OPERATOR,
        SUPPORTS_INTERFACE, SYMBOL, TRANSFER, TRANSFER_FROM,
    },
};

/// The contract. Its storage: `config.rs` and `alm_stylus::erc6909`.
#[storage]
#[cfg_attr(feature = "export-abi", entrypoint)]
pub struct TermDesk {}

// Every function goes through the router, the constructor too: the balance sheet's slot is its guard.
alm_stylus::entrypoint!(TermDesk);

// The exporter has to see the constructor.
#[cfg(feature = "export-abi")]
#[public]
impl TermDesk {
    /// Names the balance sheet.
    #[constructor]
    pub fn construct(&mut self, balance_sheet: alloy_primitives::Address) -> Result<(), Vec<u8>> {
        use alloy_sol_types::SolValue;

        let arguments = (balance_sheet,).abi_encode_params();
        self.route(&[&CONSTRUCTOR.to_be_bytes(), arguments.as_slice()].concat())
            .map(|_| ())
    }
}

impl TermDesk {
    /// Every function of the interface.
    #[inline(always)]
    fn dispatch(&mut self, calldata: &[u8], output: &mut Output) -> Result<(), Failure> {
        let Some((selector, arguments)) = Arguments::split(calldata) else {
            return Err(Failure::empty());
        };
        match selector {
            CONSTRUCTOR => self.initialise(&arguments),
            DEPOSIT | EXIT | REDEEM | REDEEM_MANY | ROLL_OVER => locked(|| match selector {
                DEPOSIT => self.deposit(&arguments, output),
                EXIT => self.exit(&arguments, output),
                REDEEM => self.redeem(&arguments, output),
                REDEEM_MANY => self.redeem_many(&arguments, output),
                _ => self.roll_over(&arguments, output),
            }),
            TRANSFER | TRANSFER_FROM | APPROVE | SET_OPERATOR => {
                unlocked()?;
                self.change(selector, &arguments, output)
            }
            BALANCE_OF | ALLOWANCE | IS_OPERATOR => self.about(selector, &arguments, output),
            _ => self.describe(selector, &arguments, output),
        }
    }

    /// Plain views of claims and of the desk.
    #[inline(always)]
    fn describe(
        &self,
        selector: u32,
        arguments: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        match selector {
            BALANCE_SHEET => {
                output.append(&self.sheet());
            }
            ID_OF => {
                output.append(&claim(arguments, 1)?);
            }
            SUPPORTS_INTERFACE => {
                output.numbers(&[supports(arguments)?]);
            }
            CLAIM_OF | NAME | SYMBOL | DECIMALS => {
                let parts = parts(arguments.word(0).ok_or_else(Failure::empty)?)?;
                if selector == CLAIM_OF {
                    output.append(parts.as_flattened());
                } else {
                    return self.name(selector, &parts, output);
                }
            }
            _ => return self.appraise(selector, arguments, output),
        }
        Ok(())
    }
}
