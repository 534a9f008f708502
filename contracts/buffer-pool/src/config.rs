//! What is fixed at construction: asset and balance sheet, each in its slot, name and symbol, and the first owner.

use alloy_sol_types::SolError;
use alm_abi::IBufferPool::{UnsuitableToken, ZeroAddress};
use alm_stylus::{
    Failure,
    arguments::Arguments,
    erc20, ownable, slots, text, token,
    words::{Word, is_zero},
};
use stylus_sdk::{host::VM, prelude::*};

use crate::contract::BufferPool;

/// The slot of the asset, and in its first byte the share's decimals.
const ASSET: u8 = 7;
/// The slot of the balance sheet.
const SHEET: u8 = 8;
/// How many decimals more than the asset a share has: a million virtual shares are counted beside the supply.
const OFFSET: u8 = 6;

impl BufferPool {
    /// Stores asset, balance sheet, name, symbol and owner. Once: the owner's slot is its guard.
    ///
    /// # Errors
    /// `NotOwner` if there is an owner already; `ZeroAddress`, `UnsuitableToken`, `TextTooLong`.
    #[inline(never)]
    pub(crate) fn initialise(&mut self, arguments: &Arguments<'_>) -> Result<(), Failure> {
        let vm = self.vm();
        ownable::initialise(vm, arguments.address(4).ok_or_else(Failure::empty)?)?;
        let asset = arguments.address(0).ok_or_else(Failure::empty)?;
        let sheet = arguments.address(1).ok_or_else(Failure::empty)?;
        if is_zero(asset) || is_zero(sheet) {
            return Err(Failure::new(ZeroAddress::SELECTOR, &[]));
        }
        let decimals = token::decimals(vm, asset)?;
        let decimals = decimals
            .checked_add(OFFSET)
            .ok_or_else(|| Failure::new(UnsuitableToken::SELECTOR, &[*asset]))?;
        let mut packed = *asset;
        let [first, ..] = &mut packed;
        *first = decimals;
        slots::write(vm, &slots::fixed(ASSET), &packed);
        slots::write(vm, &slots::fixed(SHEET), sheet);
        let [name, symbol] = [text::argument(arguments, 2)?, text::argument(arguments, 3)?];
        slots::write(vm, &slots::fixed(erc20::NAME), &name);
        slots::write(vm, &slots::fixed(erc20::SYMBOL), &symbol);
        // The pool itself holds the shares that have asked to leave; nobody can send it any.
        erc20::queue::mark(vm, &this(vm));
        Ok(())
    }

    /// The asset.
    #[inline(never)]
    pub(crate) fn asset(&self) -> Word {
        let mut word = slots::read(self.vm(), &slots::fixed(ASSET));
        let [first, ..] = &mut word;
        *first = 0;
        word
    }

    /// The balance sheet.
    pub(crate) fn sheet(&self) -> Word {
        slots::read(self.vm(), &slots::fixed(SHEET))
    }

    /// The share's decimals.
    pub(crate) fn decimals(&self) -> u128 {
        let [first, ..] = slots::read(self.vm(), &slots::fixed(ASSET));
        first.into()
    }
}

/// This contract's address.
#[inline(never)]
pub(crate) fn this(vm: &VM) -> Word {
    vm.contract_address().into_word().0
}
