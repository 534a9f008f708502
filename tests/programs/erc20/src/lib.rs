//! An ERC-20 as the SDK's manual would have it: its storage types, its macros, its events, nothing of the house.
//!
//! No contract of ours looks like it. It shows that the embedded chain runs any program, at the gas of the tables.
#![cfg_attr(not(any(test, feature = "export-abi")), no_std)]
#![cfg_attr(not(any(test, feature = "export-abi")), no_main)]
#![allow(
    missing_docs,
    clippy::missing_errors_doc,
    reason = "the SDK's macros generate undocumented items"
)]

extern crate alloc;

use alloc::{string::String, vec, vec::Vec};

use alloy_primitives::{Address, U256};
use alloy_sol_types::sol;
use stylus_sdk::prelude::*;

sol! {
    /// Emitted when units move; from the zero address when they are made.
    event Transfer(address indexed from, address indexed to, uint256 value);
    /// Emitted when an owner allows a spender so many units.
    event Approval(address indexed owner, address indexed spender, uint256 value);

    /// The owner holds too little.
    error InsufficientBalance(address from, uint256 have, uint256 want);
    /// The spender may move too little of the owner's.
    error InsufficientAllowance(address owner, address spender, uint256 have, uint256 want);
    /// The sum of all balances would not fit a word.
    error SupplyOverflow(uint256 have, uint256 more);
}

/// Why a call reverts.
#[derive(SolidityError)]
pub enum Erc20Error {
    InsufficientBalance(InsufficientBalance),
    InsufficientAllowance(InsufficientAllowance),
    SupplyOverflow(SupplyOverflow),
}

sol_storage! {
    #[entrypoint]
    pub struct Erc20 {
        mapping(address => uint256) balances;
        mapping(address => mapping(address => uint256)) allowances;
        uint256 total_supply;
    }
}

impl Erc20 {
    fn move_units(&mut self, from: Address, to: Address, value: U256) -> Result<(), Erc20Error> {
        let have = self.balances.get(from);
        let Some(left) = have.checked_sub(value) else {
            return Err(Erc20Error::InsufficientBalance(InsufficientBalance {
                from,
                have,
                want: value,
            }));
        };
        self.balances.setter(from).set(left);
        // No balance exceeds the supply, and the supply fits.
        let balance = self.balances.get(to).wrapping_add(value);
        self.balances.setter(to).set(balance);
        self.vm().log(Transfer { from, to, value });
        Ok(())
    }
}

#[public]
impl Erc20 {
    pub fn name(&self) -> String {
        "Foreign".into()
    }

    pub fn decimals(&self) -> u8 {
        18
    }

    pub fn total_supply(&self) -> U256 {
        self.total_supply.get()
    }

    pub fn balance_of(&self, owner: Address) -> U256 {
        self.balances.get(owner)
    }

    pub fn allowance(&self, owner: Address, spender: Address) -> U256 {
        self.allowances.getter(owner).get(spender)
    }

    /// Makes units for the caller: anybody may, it is a token for tests.
    pub fn mint(&mut self, value: U256) -> Result<(), Erc20Error> {
        let have = self.total_supply.get();
        let Some(supply) = have.checked_add(value) else {
            return Err(Erc20Error::SupplyOverflow(SupplyOverflow {
                have,
                more: value,
            }));
        };
        self.total_supply.set(supply);
        let to = self.vm().msg_sender();
        let balance = self.balances.get(to).wrapping_add(value);
        self.balances.setter(to).set(balance);
        let from = Address::ZERO;
        self.vm().log(Transfer { from, to, value });
        Ok(())
    }

    pub fn transfer(&mut self, to: Address, value: U256) -> Result<bool, Erc20Error> {
        let from = self.vm().msg_sender();
        self.move_units(from, to, value)?;
        Ok(true)
    }

    pub fn approve(&mut self, spender: Address, value: U256) -> bool {
        let owner = self.vm().msg_sender();
        self.allowances.setter(owner).insert(spender, value);
        self.vm().log(Approval {
            owner,
            spender,
            value,
        });
        true
    }

    pub fn transfer_from(
        &mut self,
        from: Address,
        to: Address,
        value: U256,
    ) -> Result<bool, Erc20Error> {
        let spender = self.vm().msg_sender();
        let have = self.allowances.getter(from).get(spender);
        let Some(left) = have.checked_sub(value) else {
            return Err(Erc20Error::InsufficientAllowance(InsufficientAllowance {
                owner: from,
                spender,
                have,
                want: value,
            }));
        };
        self.allowances.setter(from).insert(spender, left);
        self.move_units(from, to, value)?;
        Ok(true)
    }
}
