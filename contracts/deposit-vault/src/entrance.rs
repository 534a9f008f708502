//! Deposits: the caller's tokens go straight to the balance sheet, which says how many shares they are.

use alloy_sol_types::{SolError, SolEvent};
use alm_abi::IDepositVault::{Deposit, ERC4626ExceededMaxDeposit, ERC4626ExceededMaxMint};
use alm_stylus::{
    Failure,
    arguments::Arguments,
    erc20::{self, SUPPLY_MAX, Supply},
    host,
    packed::number,
    token,
    words::{Output, Word, is_zero},
};
use stylus_sdk::prelude::*;

use crate::{
    contract::DepositVault,
    errors::{exceeded, not_nothing, receivable, shares_short},
};

/// Bytes of an amount of assets.
pub(crate) const ASSET_BYTES: usize = 12;
/// The most they hold.
pub(crate) const ASSETS_MAX: u128 = (1 << 96) - 1;

impl DepositVault {
    /// Deposits an amount, or mints a number of shares; tells the other figure. Under the lock.
    #[inline(never)]
    pub(crate) fn enter(
        &mut self,
        by_shares: bool,
        arguments: &Arguments<'_>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        let vm = self.vm();
        let given = arguments.word(0).ok_or_else(Failure::empty)?;
        let receiver = arguments.address(1).ok_or_else(Failure::empty)?;
        receivable(receiver)?;
        let Some(amount) = number(given, if by_shares { 16 } else { ASSET_BYTES }) else {
            return Err(self.too_much_to_enter(by_shares, receiver, given));
        };
        not_nothing(amount)?;
        let mut supply = Supply::load(vm);
        let [assets, shares] = self.receive(by_shares, amount, &supply)?;
        not_nothing(shares)?;
        supply.mint(vm, receiver, shares)?;
        supply.store(vm);
        let mut event = Output::default();
        event
            .append(&Deposit::SIGNATURE_HASH.0)
            .append(&host::sender(vm))
            .append(receiver)
            .numbers(&[assets, shares])
            .emit(vm, 3);
        output.numbers(&[if by_shares { assets } else { shares }]);
        Ok(())
    }

    /// Moves the caller's tokens to the balance sheet and reports them; tells assets and shares.
    #[inline(always)]
    fn receive(
        &self,
        by_shares: bool,
        amount: u128,
        supply: &Supply,
    ) -> Result<[u128; 2], Failure> {
        let sheet = self.sheet();
        let mut assets = amount;
        if by_shares {
            [assets, _] = sheet.preview_fund([0, amount], supply)?;
        }
        let caller = &host::sender(sheet.vm);
        token::pull(sheet.vm, &sheet.asset, caller, &sheet.address, assets)?;
        let issued = sheet.fund(assets, supply)?;
        if !by_shares {
            return Ok([assets, issued]);
        }
        // The token may have moved the price between the question and the transfer.
        if issued < amount {
            return Err(shares_short(issued, amount));
        }
        Ok([assets, amount])
    }

    /// The most assets `deposit` takes and the most shares `mint` issues. Nothing where the shares would pass what the
    /// vault can keep account of.
    #[inline(never)]
    pub(crate) fn max_enter(&self, receiver: &Word) -> Result<[u128; 2], Failure> {
        let sheet = self.sheet();
        let supply = Supply::load(sheet.vm);
        let assets = sheet.max_fund()?.min(ASSETS_MAX);
        let is_closed = is_zero(receiver) || erc20::queue::held(sheet.vm, receiver).is_some();
        if is_closed || assets == 0 {
            return Ok([0; 2]);
        }
        // What has no price is refused when it is deposited, too.
        let [_, shares] = sheet.preview_fund([assets, 0], &supply).unwrap_or_default();
        if shares == 0 || shares > SUPPLY_MAX.saturating_sub(supply.total) {
            return Ok([0; 2]);
        }
        Ok([assets, shares])
    }

    #[cold]
    #[inline(never)]
    fn too_much_to_enter(&self, by_shares: bool, receiver: &Word, given: &Word) -> Failure {
        match self.max_enter(receiver) {
            Err(failure) => failure,
            Ok([_, shares]) if by_shares => {
                exceeded(ERC4626ExceededMaxMint::SELECTOR, receiver, given, shares)
            }
            Ok([assets, _]) => {
                exceeded(ERC4626ExceededMaxDeposit::SELECTOR, receiver, given, assets)
            }
        }
    }
}
