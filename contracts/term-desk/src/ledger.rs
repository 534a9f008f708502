//! ERC-6909 as it is called: transfers and permissions, and the plain views, which answer always.

use alm_stylus::{
    Failure,
    arguments::Arguments,
    erc6909, host,
    words::{Output, word},
};
use stylus_sdk::prelude::*;

use crate::{
    contract::TermDesk,
    selectors::{ALLOWANCE, BALANCE_OF, SET_OPERATOR, TRANSFER, TRANSFER_FROM},
};

/// Identifiers of ERC-165 and ERC-6909.
static INTERFACES: [[u8; 4]; 2] = [[0x01, 0xff, 0xc9, 0xa7], [0x0f, 0x63, 0x2f, 0xb3]];

impl TermDesk {
    /// Changes of the ledger alone.
    #[inline(always)]
    pub(crate) fn change(
        &mut self,
        selector: u32,
        arguments: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        let vm = self.vm();
        let account = arguments.address(0).ok_or_else(Failure::empty)?;
        if selector == SET_OPERATOR {
            arguments.numbers(1, &[1], &mut [0])?;
        }
        let second = arguments.word(1).ok_or_else(Failure::empty)?;
        match selector {
            SET_OPERATOR => {
                // A truth is one or zero.
                if *second > word(1) {
                    return Err(Failure::empty());
                }
                erc6909::set_operator(vm, account, second)?;
            }
            TRANSFER_FROM => {
                let to = arguments.address(1).ok_or_else(Failure::empty)?;
                let id = arguments.word(2).ok_or_else(Failure::empty)?;
                let amount = arguments.word(3).ok_or_else(Failure::empty)?;
                erc6909::transfer(vm, account, to, id, amount)?;
            }
            _ => {
                let amount = arguments.word(2).ok_or_else(Failure::empty)?;
                match selector {
                    TRANSFER => erc6909::transfer(vm, &host::sender(vm), account, second, amount)?,
                    _ => erc6909::approve(vm, account, second, amount)?,
                }
            }
        }
        output.numbers(&[1]);
        Ok(())
    }

    /// Plain views of an account.
    #[inline(always)]
    pub(crate) fn about(
        &self,
        selector: u32,
        arguments: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        let vm = self.vm();
        let owner = arguments.address(0).ok_or_else(Failure::empty)?;
        if selector == BALANCE_OF {
            let id = arguments.word(1).ok_or_else(Failure::empty)?;
            output.append(&erc6909::balance(vm, owner, id));
            return Ok(());
        }
        let spender = arguments.address(1).ok_or_else(Failure::empty)?;
        if selector == ALLOWANCE {
            let id = arguments.word(2).ok_or_else(Failure::empty)?;
            output.append(&erc6909::allowance(vm, owner, spender, id));
        } else {
            output.append(&erc6909::operator(vm, owner, spender));
        }
        Ok(())
    }
}

/// Whether the first argument names an interface that is spoken: one, or zero.
pub(crate) fn supports(arguments: &Arguments<'_>) -> Result<u128, Failure> {
    let (named, padding) = arguments
        .word(0)
        .and_then(|name| name.split_first_chunk::<4>())
        .ok_or_else(Failure::empty)?;
    if padding.iter().any(|byte| *byte != 0) {
        return Err(Failure::empty());
    }
    Ok(INTERFACES.contains(named).into())
}
