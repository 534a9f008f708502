//! Withdrawals: the balance sheet pays the receiver, and says how many shares that takes.

use alloy_sol_types::{SolError, SolEvent};
use alm_abi::IDepositVault::{ERC4626ExceededMaxRedeem, ERC4626ExceededMaxWithdraw, Withdraw};
use alm_stylus::{
    Failure,
    arguments::Arguments,
    erc20::{self, Supply},
    host,
    packed::number,
    words::{Output, Word, word},
};
use stylus_sdk::prelude::*;

use crate::{
    contract::DepositVault,
    entrance::{ASSET_BYTES, ASSETS_MAX},
    errors::{exceeded, not_nothing, receivable},
};

impl DepositVault {
    /// Withdraws an amount, or redeems a number of shares; tells the other figure. Under the lock.
    #[inline(never)]
    pub(crate) fn leave(
        &mut self,
        by_shares: bool,
        arguments: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        let vm = self.vm();
        let given = arguments.word(0).ok_or_else(Failure::empty)?;
        let receiver = arguments.address(1).ok_or_else(Failure::empty)?;
        let owner = arguments.address(2).ok_or_else(Failure::empty)?;
        receivable(receiver)?;
        let Some(amount) = number(given, if by_shares { 16 } else { ASSET_BYTES })
            .filter(|amount| !by_shares || *amount <= erc20::balance(vm, owner))
        else {
            return Err(self.too_much_to_leave(by_shares, owner, given));
        };
        not_nothing(amount)?;
        let [assets, shares] = self.pay(by_shares, amount, receiver, owner)?;
        let mut event = Output::default();
        event
            .append(&Withdraw::SIGNATURE_HASH.0)
            .append(&host::sender(vm))
            .append(receiver)
            .append(owner)
            .numbers(&[assets, shares])
            .emit(vm, 4);
        output.numbers(&[if by_shares { assets } else { shares }]);
        Ok(())
    }

    /// Burns shares and has the receiver paid; tells assets and shares.
    ///
    /// The payment may run the receiver's code. Shares redeemed are burned before it. Shares for an amount are not known
    /// before the balance sheet has paid it; until they are burned nobody can move them, because the lock is held.
    #[inline(always)]
    fn pay(
        &self,
        by_shares: bool,
        amount: u128,
        receiver: &Word,
        owner: &Word,
    ) -> Result<[u128; 2], Failure> {
        let sheet = self.sheet();
        let supply = Supply::load(sheet.vm);
        if by_shares {
            self.take(supply, owner, amount)?;
            let [paid, _] = sheet.defund([0, amount], &supply, receiver)?;
            not_nothing(paid)?;
            return Ok([paid, amount]);
        }
        let [_, burned] = sheet.defund([amount, 0], &supply, receiver)?;
        self.take(supply, owner, burned)?;
        Ok([amount, burned])
    }

    /// Burns an owner's shares, by the allowance of a caller who is another.
    #[inline(never)]
    fn take(&self, mut supply: Supply, owner: &Word, shares: u128) -> Result<(), Failure> {
        let vm = self.vm();
        let caller = &host::sender(vm);
        if caller != owner {
            erc20::spend(vm, owner, caller, &word(shares))?;
        }
        supply.burn(vm, owner, shares)?;
        supply.store(vm);
        Ok(())
    }

    /// The most assets `withdraw` pays an owner and the most shares `redeem` burns. Nothing where so few shares are worth
    /// nothing.
    #[inline(never)]
    pub(crate) fn max_leave(&self, owner: &Word) -> Result<[u128; 2], Failure> {
        let sheet = self.sheet();
        let supply = Supply::load(sheet.vm);
        let shares = erc20::balance(sheet.vm, owner);
        if shares == 0 {
            return Ok([0; 2]);
        }
        let shares = shares.min(sheet.max_defund(&supply)?);
        if shares == 0 {
            return Ok([0; 2]);
        }
        // What has no price is refused when it is redeemed, too.
        let preview = sheet.preview_defund([0, shares], &supply);
        let [assets, _] = preview.unwrap_or_default();
        Ok([assets.min(ASSETS_MAX), if assets == 0 { 0 } else { shares }])
    }

    #[cold]
    #[inline(never)]
    fn too_much_to_leave(&self, by_shares: bool, owner: &Word, given: &Word) -> Failure {
        match self.max_leave(owner) {
            Err(failure) => failure,
            Ok([_, shares]) if by_shares => {
                exceeded(ERC4626ExceededMaxRedeem::SELECTOR, owner, given, shares)
            }
            Ok([assets, _]) => exceeded(ERC4626ExceededMaxWithdraw::SELECTOR, owner, given, assets),
        }
    }
}
