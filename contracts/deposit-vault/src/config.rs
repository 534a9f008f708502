//! What is fixed at construction. Slot 0 holds the share's decimals in its first byte and the asset's address in its last
//! twenty, slot 1 the balance sheet's address, slots 3 and 4 name and symbol; and slot 7 the redemption queue, set once.

use alloy_sol_types::SolError;
use alm_abi::IDepositVault::{InvalidInitialization, UnsuitableToken, ZeroAddress};
use alm_stylus::{
    Failure,
    arguments::Arguments,
    erc20, slots, text, token,
    words::{Word, is_zero},
};
use stylus_sdk::prelude::*;

use crate::{contract::DepositVault, sheet::Sheet};

/// The slot of the asset and the share's decimals.
const ASSET: u8 = 0;
/// The slot of the balance sheet.
const SHEET: u8 = 1;
/// The slot of the redemption queue.
const QUEUE: u8 = 7;
/// How many decimals more than the asset a share has: the balance sheet adds a million virtual shares.
const OFFSET: u8 = 6;

impl DepositVault {
    /// Stores asset, balance sheet, name and symbol. Once.
    ///
    /// # Errors
    /// `InvalidInitialization`, `ZeroAddress`, `UnsuitableToken`, `TextTooLong`.
    #[inline(never)]
    pub(crate) fn initialise(&mut self, arguments: &Arguments<'_>) -> Result<(), Failure> {
        let vm = self.vm();
        if !is_zero(&self.asset()) {
            return Err(Failure::new(InvalidInitialization::SELECTOR, &[]));
        }
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

    /// The redemption queue; zero while there is none.
    pub(crate) fn queue(&self) -> Word {
        slots::read(self.vm(), &slots::fixed(QUEUE))
    }

    /// Stores the redemption queue.
    pub(crate) fn keep_queue(&mut self, queue: &Word) {
        slots::write(self.vm(), &slots::fixed(QUEUE), queue);
    }

    /// The share's decimals.
    pub(crate) fn decimals(&self) -> u128 {
        let [first, ..] = slots::read(self.vm(), &slots::fixed(ASSET));
        first.into()
    }

    /// The balance sheet, to ask about the asset.
    #[inline(never)]
    pub(crate) fn sheet(&self) -> Sheet<'_> {
        Sheet {
            vm: self.vm(),
            address: slots::read(self.vm(), &slots::fixed(SHEET)),
            asset: self.asset(),
        }
    }
}
