//! Bad debt: what no collateral pays for is given up at once, and the balance sheet records the loss.
//!
//! A fixed loan is first turned into floating debt, which can be given up. Where the balance sheet lends nothing at the
//! moment, the loan stays: it is provisioned there when it is overdue, and may still be repaid.

use alloy_sol_types::SolEvent;
use alm_abi::ICreditDesk as abi;
use alm_stylus::{Failure, token, words::Word};
use stylus_sdk::prelude::*;

use crate::{
    account::{Account, Part},
    desk::Desk,
    layout::{DEBTS, LOANS, LOANS_MAX},
    loan::Loan,
    weigh::positions,
};

impl Desk {
    /// Gives up all an account owes.
    #[inline(never)]
    pub(crate) fn realise(&self, account: &mut Account) -> Result<(), Failure> {
        for index in positions(account.bits(DEBTS)) {
            let mut part = Part::default();
            self.load_part(account, DEBTS, index, &mut part);
            let token = self.token_of(&self.asset_base(index));
            let shares = part.amount();
            self.realise_debt(account, &token, index, &mut part, shares)?;
        }
        for number in positions(account.bits(LOANS)).take(LOANS_MAX as usize) {
            let mut loan = Loan::default();
            self.load_loan(account, number, &mut loan);
            let token = self.token_of(&self.asset_base(loan.index));
            let face = loan.face;
            self.realise_loan(account, &token, number, &mut loan, face)?;
        }
        Ok(())
    }

    /// Gives up a part of a floating debt.
    #[inline(never)]
    pub(crate) fn realise_debt(
        &self,
        account: &mut Account,
        token: &Word,
        index: u8,
        part: &mut Part,
        shares: u128,
    ) -> Result<(), Failure> {
        part.set(part.amount().saturating_sub(shares));
        self.store_part(account, DEBTS, index, part);
        self.give_up(account, token, shares)
    }

    /// Repays a part of a fixed loan with floating debt, and gives that up.
    #[inline(never)]
    pub(crate) fn realise_loan(
        &self,
        account: &mut Account,
        token: &Word,
        number: u8,
        loan: &mut Loan,
        face: u128,
    ) -> Result<(), Failure> {
        let cost = self.cost_of(token, loan, face)?;
        let here = &self.vm().contract_address().into_word().0;
        let Ok(shares) = self.draw(token, cost, here) else {
            return Ok(());
        };
        token::send(self.vm(), token, &self.sheet(), cost)?;
        self.restore_fixed(token, loan, face, cost)?;
        // Whoever follows the events knows of the one debt's end and the other's beginning before that is given up.
        let topic = &abi::Borrowed::SIGNATURE_HASH.0;
        self.tell(topic, account, token, Some(here), &[cost, shares]);
        let topic = &abi::FixedRepaid::SIGNATURE_HASH.0;
        let figures = [number.into(), face, cost];
        self.tell(topic, account, token, None, &figures);
        self.take_off(account, number, loan, face);
        self.give_up(account, token, shares)
    }

    /// Gives up debt shares.
    #[inline(never)]
    fn give_up(&self, account: &Account, token: &Word, shares: u128) -> Result<(), Failure> {
        if shares == 0 {
            return Ok(());
        }
        self.write_off(token, shares)?;
        let topic = &abi::BadDebtRealised::SIGNATURE_HASH.0;
        self.tell(topic, account, token, None, &[shares]);
        Ok(())
    }
}
