//! The entry points: decode, call the topic's module, encode.
//!
//! Three kinds of functions: plain views, which answer always; views of value, which refuse while a call is in progress; and
//! changes, of which those that call out hold the lock.

// What the SDK's macro for storage names.
use alloc::{vec, vec::Vec};

use alm_stylus::{
    Failure,
    arguments::Arguments,
    erc20::{self, Supply},
    host,
    lock::{locked, unlocked},
    ownable, permit, slots, text,
    words::Output,
};
use stylus_sdk::prelude::*;

use crate::{
    selectors as on,
    storage::{TERMS, load_terms},
};

/// The contract. Its storage: `config.rs`, `storage.rs`, `alm_stylus::{ownable, erc20}`.
#[storage]
#[cfg_attr(feature = "export-abi", entrypoint)]
pub struct BufferPool {}

// Every function goes through the router, the constructor too: the owner's slot is its guard.
alm_stylus::entrypoint!(BufferPool);

// The exporter has to see the constructor.
#[cfg(feature = "export-abi")]
#[public]
impl BufferPool {
    /// Names asset, balance sheet, share and first owner. The texts have at most 31 bytes.
    #[constructor]
    pub fn construct(
        &mut self,
        asset: alloy_primitives::Address,
        balance_sheet: alloy_primitives::Address,
        name: alloc::string::String,
        symbol: alloc::string::String,
        owner: alloy_primitives::Address,
    ) -> Result<(), Vec<u8>> {
        use alloy_sol_types::SolValue;

        let arguments = (asset, balance_sheet, name, symbol, owner).abi_encode_params();
        self.route(&[&on::CONSTRUCTOR.to_be_bytes(), arguments.as_slice()].concat())
            .map(|_| ())
    }
}

impl BufferPool {
    /// Every function of the interface.
    #[inline(always)]
    fn dispatch(&mut self, calldata: &[u8], output: &mut Output) -> Result<(), Failure> {
        let Some((selector, arguments)) = Arguments::split(calldata) else {
            return Err(Failure::empty());
        };
        match selector {
            on::CONSTRUCTOR => self.initialise(&arguments),
            on::DEPOSIT | on::MINT | on::WITHDRAW | on::REDEEM => locked(|| match selector {
                on::DEPOSIT | on::MINT => self.enter(selector == on::MINT, &arguments, output),
                _ => self.leave(selector == on::REDEEM, &arguments, output),
            }),
            on::REQUEST_EXIT => locked(|| self.request_exit(&arguments, output)),
            on::CANCEL_EXIT => locked(|| self.cancel_exit(&arguments, output)),
            on::DRAW | on::COVER | on::COLLECT | on::REPORT => {
                locked(|| self.serve(selector, output))
            }
            on::REBALANCE => locked(|| self.rebalance(&arguments, output)),
            on::SET_STRATEGY => locked(|| self.set_strategy(&arguments)),
            on::ABANDON => locked(|| self.abandon(&arguments)),
            on::TRANSFER
            | on::TRANSFER_FROM
            | on::APPROVE
            | on::PERMIT
            | on::SET_TERMS
            | on::TRANSFER_OWNERSHIP
            | on::ACCEPT_OWNERSHIP => {
                unlocked()?;
                self.change(selector, &arguments, output)
            }
            on::BALANCE_OF | on::NONCES | on::ALLOWANCE | on::EXIT_OF => {
                self.about(selector, &arguments, output)
            }
            _ => self.describe(selector, &arguments, output),
        }
    }

    /// Changes that call nobody.
    #[inline(always)]
    fn change(
        &mut self,
        selector: u32,
        arguments: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        let vm = self.vm();
        match selector {
            on::PERMIT => return permit::permit(vm, arguments),
            on::SET_TERMS => return self.set_terms(arguments),
            on::ACCEPT_OWNERSHIP => return ownable::accept(vm),
            _ => {}
        }
        let caller = &host::sender(vm);
        let first = arguments.address(0).ok_or_else(Failure::empty)?;
        if selector == on::TRANSFER_OWNERSHIP {
            return ownable::nominate(vm, first);
        }
        if selector == on::TRANSFER_FROM {
            let to = arguments.address(1).ok_or_else(Failure::empty)?;
            let amount = arguments.word(2).ok_or_else(Failure::empty)?;
            erc20::spend(vm, first, caller, amount)?;
            erc20::transfer(vm, first, to, amount)?;
        } else {
            let amount = arguments.word(1).ok_or_else(Failure::empty)?;
            if selector == on::TRANSFER {
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
            on::BALANCE_OF => output.numbers(&[erc20::balance(vm, account)]),
            on::NONCES => output.numbers(&[erc20::nonce(vm, account)]),
            on::EXIT_OF => {
                self.exit_of(account, output);
                output
            }
            _ => {
                let spender = arguments.address(1).ok_or_else(Failure::empty)?;
                output.append(&erc20::allowance(vm, account, spender))
            }
        };
        Ok(())
    }

    /// Plain views of the pool.
    #[inline(always)]
    fn describe(
        &self,
        selector: u32,
        arguments: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        let vm = self.vm();
        match selector {
            on::NAME => text::write(&slots::read(vm, &slots::fixed(erc20::NAME)), output),
            on::SYMBOL => text::write(&slots::read(vm, &slots::fixed(erc20::SYMBOL)), output),
            on::DECIMALS => {
                output.numbers(&[self.decimals()]);
            }
            on::TOTAL_SUPPLY => {
                output.numbers(&[Supply::load(vm).total]);
            }
            on::DOMAIN_SEPARATOR => {
                output.append(&permit::domain(vm));
            }
            on::ASSET => {
                output.append(&self.asset());
            }
            on::BALANCE_SHEET => {
                output.append(&self.sheet());
            }
            on::OWNER => {
                output.append(&ownable::owner(vm));
            }
            on::PENDING_OWNER => {
                output.append(&ownable::pending(vm));
            }
            on::TERMS => {
                let mut terms = [0; TERMS];
                load_terms(vm, &mut terms);
                output.numbers(&terms);
            }
            _ => return self.appraise(selector, arguments, output),
        }
        Ok(())
    }
}
