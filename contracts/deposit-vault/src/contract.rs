//! The entry points: decode, call the topic's module, encode.
//!
//! Three kinds of functions: plain views, which answer always; views of value, which refuse while a call is in progress,
//! for then shares and book may not fit each other; and changes, of which those that call out hold the lock.

// What the SDK's macro for storage names.
use alloc::{vec, vec::Vec};

use alm_stylus::{
    Failure,
    arguments::Arguments,
    erc20::{self, Supply},
    host,
    lock::{locked, unlocked},
    permit, slots, text,
    words::Output,
};
use stylus_sdk::prelude::*;

use crate::selectors::{
    ALLOWANCE, APPROVE, ASSET, BALANCE_OF, BALANCE_SHEET, CONSTRUCTOR, DECIMALS, DEPOSIT, DEQUEUE,
    DOMAIN_SEPARATOR, ENQUEUE, MINT, NAME, NONCES, PERMIT, POKE, QUEUE, QUEUED_SHARES, REDEEM,
    RELEASE, SET_QUEUE, SETTLE, SYMBOL, TOP_HOLDING, TOTAL_SUPPLY, TRANSFER, TRANSFER_FROM,
    WITHDRAW,
};

/// The contract. Its storage: `config.rs` and `alm_stylus::erc20`.
#[storage]
#[cfg_attr(feature = "export-abi", entrypoint)]
pub struct DepositVault {}

// Every function goes through the router, the constructor too: the asset's slot is its guard.
alm_stylus::entrypoint!(DepositVault);

// The exporter has to see the constructor.
#[cfg(feature = "export-abi")]
#[public]
impl DepositVault {
    /// Names asset, balance sheet and share. The texts have at most 31 bytes.
    #[constructor]
    pub fn construct(
        &mut self,
        asset: alloy_primitives::Address,
        balance_sheet: alloy_primitives::Address,
        name: alloc::string::String,
        symbol: alloc::string::String,
    ) -> Result<(), Vec<u8>> {
        use alloy_sol_types::SolValue;

        let arguments = (asset, balance_sheet, name, symbol).abi_encode_params();
        self.route(&[&CONSTRUCTOR.to_be_bytes(), arguments.as_slice()].concat())
            .map(|_| ())
    }
}

impl DepositVault {
    /// Every function of the interface.
    #[inline(always)]
    fn dispatch(&mut self, calldata: &[u8], output: &mut Output) -> Result<(), Failure> {
        let Some((selector, arguments)) = Arguments::split(calldata) else {
            return Err(Failure::empty());
        };
        match selector {
            CONSTRUCTOR => self.initialise(&arguments),
            DEPOSIT | MINT | WITHDRAW | REDEEM => locked(|| match selector {
                DEPOSIT | MINT => self.enter(selector == MINT, &arguments, output),
                _ => self.leave(selector == REDEEM, &arguments, output),
            }),
            ENQUEUE | DEQUEUE | SETTLE | RELEASE => {
                locked(|| self.serve(selector, &arguments, output))
            }
            SET_QUEUE => locked(|| self.set_queue(&arguments)),
            TRANSFER | TRANSFER_FROM | APPROVE | PERMIT | POKE => {
                unlocked()?;
                self.change(selector, &arguments, output)
            }
            BALANCE_OF | NONCES | ALLOWANCE => self.about(selector, &arguments, output),
            _ => self.describe(selector, &arguments, output),
        }
    }

    /// Changes of the ledger alone.
    #[inline(always)]
    fn change(
        &mut self,
        selector: u32,
        arguments: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        let vm = self.vm();
        match selector {
            PERMIT => return permit::permit(vm, arguments),
            POKE => return self.poke(arguments, output),
            _ => {}
        }
        let caller = &host::sender(vm);
        let first = arguments.address(0).ok_or_else(Failure::empty)?;
        if selector == TRANSFER_FROM {
            let to = arguments.address(1).ok_or_else(Failure::empty)?;
            let amount = arguments.word(2).ok_or_else(Failure::empty)?;
            erc20::spend(vm, first, caller, amount)?;
            erc20::transfer(vm, first, to, amount)?;
        } else {
            let amount = arguments.word(1).ok_or_else(Failure::empty)?;
            if selector == TRANSFER {
                erc20::transfer(vm, caller, first, amount)?;
            } else {
                erc20::approve(vm, caller, first, amount)?;
            }
        }
        output.numbers(&[1]);
        Ok(())
    }

    /// Plain views of an account.
    #[inline(always)]
    fn about(
        &self,
        selector: u32,
        arguments: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        let vm = self.vm();
        let account = arguments.address(0).ok_or_else(Failure::empty)?;
        match selector {
            BALANCE_OF => output.numbers(&[erc20::balance(vm, account)]),
            NONCES => output.numbers(&[erc20::nonce(vm, account)]),
            _ => {
                let spender = arguments.address(1).ok_or_else(Failure::empty)?;
                output.append(&erc20::allowance(vm, account, spender))
            }
        };
        Ok(())
    }

    /// Plain views of the vault.
    #[inline(always)]
    fn describe(
        &self,
        selector: u32,
        arguments: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        let vm = self.vm();
        match selector {
            NAME => text::write(&slots::read(vm, &slots::fixed(erc20::NAME)), output),
            SYMBOL => text::write(&slots::read(vm, &slots::fixed(erc20::SYMBOL)), output),
            DECIMALS => {
                output.numbers(&[self.decimals()]);
            }
            TOTAL_SUPPLY => {
                output.numbers(&[Supply::load(vm).total]);
            }
            TOP_HOLDING => {
                output.numbers(&[Supply::load(vm).top()]);
            }
            DOMAIN_SEPARATOR => {
                output.append(&permit::domain(vm));
            }
            ASSET => {
                output.append(&self.asset());
            }
            BALANCE_SHEET => {
                output.append(&self.sheet().address);
            }
            QUEUE => {
                output.append(&self.queue());
            }
            QUEUED_SHARES => {
                output.numbers(&[erc20::balance(vm, &self.queue())]);
            }
            _ => return self.appraise(selector, arguments, output),
        }
        Ok(())
    }
}
