//! Floating debt: the balance sheet's debt shares, by account. What it costs to wait is in its index, so nothing accrues here.

use alloy_sol_types::SolEvent;
use alm_abi::ICreditDesk as abi;
use alm_engine::refusal::Cause;
use alm_stylus::{Failure, arguments::Arguments, token, words::Word};

use crate::{
    account::{Account, Part},
    asset::Asset,
    batch::Batch,
    collateral::{AMOUNT, RECEIVER, room_for},
    desk::Desk,
    errors::{refuse, someone},
    layout::{DEBTS, DEBTS_MAX},
    sheet::debt_up,
    tokens::{amount, limit, part_or_all},
};

/// Place of an action's limit.
pub(crate) const LIMIT: usize = 3;

impl Desk {
    /// Borrows at a floating rate.
    #[inline(never)]
    pub(crate) fn borrow(
        &self,
        batch: &mut Batch,
        token: &Word,
        index: u8,
        action: &Arguments<'_>,
    ) -> Result<(), Failure> {
        let (amount, most) = (amount(action, AMOUNT)?, limit(action, LIMIT)?);
        let receiver = someone(action, RECEIVER)?;
        let account = &mut batch.account;
        room_for(account, DEBTS, index, DEBTS_MAX)?;
        batch.borrowed = Some((index, *token));
        let shares = self.draw(token, amount, receiver)?;
        if shares > most {
            return Err(refuse(Cause::SlippageExceeded, shares, most));
        }
        let mut part = Part::default();
        self.load_part(account, DEBTS, index, &mut part);
        // No account owes more shares than the desk, whose line has 96 bits.
        part.set(part.amount().saturating_add(shares));
        self.store_part(account, DEBTS, index, &part);
        let topic = &abi::Borrowed::SIGNATURE_HASH.0;
        self.tell(topic, account, token, Some(receiver), &[amount, shares]);
        Ok(())
    }

    /// Repays floating debt. Anybody's.
    #[inline(never)]
    pub(crate) fn repay(
        &self,
        batch: &mut Batch,
        token: &Word,
        index: u8,
        action: &Arguments<'_>,
    ) -> Result<(), Failure> {
        let wanted = part_or_all(action, AMOUNT)?;
        let mut part = Part::default();
        self.load_part(&batch.account, DEBTS, index, &mut part);
        let amount = match wanted {
            Some(amount) => amount,
            None => debt_up(part.amount(), self.index_at_sheet(token)?),
        };
        if amount == 0 || part.amount() == 0 {
            return Err(refuse(Cause::ZeroAmount, 0, 1));
        }
        let caller = batch.caller;
        self.pay_back(&mut batch.account, token, index, &caller, amount)?;
        self.check_rest(&batch.account, index)
    }

    /// Pulls a repayment from a payer and cancels what it pays for.
    ///
    /// # Errors
    /// `AmountTooSmall` if the account owes less.
    #[inline(never)]
    pub(crate) fn pay_back(
        &self,
        account: &mut Account,
        token: &Word,
        index: u8,
        payer: &Word,
        amount: u128,
    ) -> Result<(), Failure> {
        token::pull(self.vm(), token, payer, &self.sheet(), amount)?;
        let shares = self.restore(token, amount)?;
        let mut part = Part::default();
        self.load_part(account, DEBTS, index, &mut part);
        let Some(rest) = part.amount().checked_sub(shares) else {
            return Err(refuse(Cause::AmountTooSmall, part.amount(), shares));
        };
        part.set(rest);
        self.store_part(account, DEBTS, index, &part);
        let topic = &abi::Repaid::SIGNATURE_HASH.0;
        self.tell(topic, account, token, Some(payer), &[amount, shares]);
        Ok(())
    }

    /// Refuses to leave dust of a floating debt.
    fn check_rest(&self, account: &Account, index: u8) -> Result<(), Failure> {
        let mut part = Part::default();
        self.load_part(account, DEBTS, index, &mut part);
        self.check_least(index, part.amount())
    }

    /// Refuses a debt that is too small, unless it is none.
    ///
    /// # Errors
    /// `BelowMinimum`.
    #[inline(never)]
    pub(crate) fn check_least(&self, index: u8, rest: u128) -> Result<(), Failure> {
        if rest == 0 {
            return Ok(());
        }
        let mut asset = Asset::default();
        self.load_asset(index, &mut asset);
        let least = asset.minimum();
        if rest < least {
            return Err(refuse(Cause::BelowMinimum, rest, least));
        }
        Ok(())
    }
}
