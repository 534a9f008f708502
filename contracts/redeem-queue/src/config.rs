//! What is fixed at construction: slot 0 holds the smallest request in its first twelve bytes and the vault's address in its
//! last twenty.

use alloy_sol_types::SolError;
use alm_abi::IRedeemQueue::{InvalidInitialization, ZeroAddress};
use alm_engine::{
    book::shares::Shares,
    refusal::{Cause, Refusal},
};
use alm_stylus::{
    Failure,
    arguments::Arguments,
    packed::{number, unpack},
    slots,
    words::is_zero,
};
use stylus_sdk::prelude::*;

use crate::{
    contract::RedeemQueue,
    errors::{refused, unsuitable_vault},
    vault::Vault,
};

/// The slot of the smallest request and the vault.
const CONFIG: u8 = 0;
/// Bytes of the smallest request.
const MINIMUM_BYTES: usize = 12;

impl RedeemQueue {
    /// Stores the vault and the smallest request. Once.
    ///
    /// # Errors
    /// `InvalidInitialization`, `ZeroAddress`, `ZeroAmount`, `AmountTooLarge` above 2^96 - 1 shares, `UnsuitableVault`.
    #[inline(never)]
    pub(crate) fn initialise(&mut self, arguments: &Arguments<'_>) -> Result<(), Failure> {
        if !is_zero(&slots::read(self.vm(), &slots::fixed(CONFIG))) {
            return Err(Failure::new(InvalidInitialization::SELECTOR, &[]));
        }
        let vault = arguments.address(0).ok_or_else(Failure::empty)?;
        let given = arguments.word(1).ok_or_else(Failure::empty)?;
        if is_zero(vault) {
            return Err(Failure::new(ZeroAddress::SELECTOR, &[]));
        }
        if is_zero(given) {
            return Err(refused(Refusal::new(Cause::ZeroAmount, 0_u128, 1_u128)));
        }
        if number(given, MINIMUM_BYTES).is_none() {
            let (have, most) = (number(given, 16).unwrap_or(u128::MAX), (1_u128 << 96) - 1);
            return Err(refused(Refusal::new(Cause::AmountTooLarge, have, most)));
        }
        let mut packed = *vault;
        // The last twelve bytes of the number into the first of the slot.
        let bytes = given.iter().skip(32_usize.saturating_sub(MINIMUM_BYTES));
        packed
            .iter_mut()
            .zip(bytes)
            .for_each(|(to, from)| *to = *from);
        slots::write(self.vm(), &slots::fixed(CONFIG), &packed);
        if is_zero(&self.vault().asset().unwrap_or_default()) {
            return Err(unsuitable_vault(vault));
        }
        Ok(())
    }

    /// The vault.
    #[inline(never)]
    pub(crate) fn vault(&self) -> Vault<'_> {
        let mut address = slots::read(self.vm(), &slots::fixed(CONFIG));
        address
            .iter_mut()
            .take(MINIMUM_BYTES)
            .for_each(|byte| *byte = 0);
        Vault {
            vm: self.vm(),
            address,
        }
    }

    /// The smallest request.
    pub(crate) fn minimum(&self) -> Shares {
        let mut minimum = [0];
        let packed = slots::read(self.vm(), &slots::fixed(CONFIG));
        unpack(&packed, &[MINIMUM_BYTES as u8], &mut minimum);
        let [minimum] = minimum;
        Shares::new(minimum)
    }
}
