//! Bad debt: what is owed without collateral is given up at once, and the balance sheet records the loss.
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
            self.give_up(account, &token, part.amount())?;
            part.set(0);
            self.store_part(account, DEBTS, index, &part);
        }
        for number in positions(account.bits(LOANS)).take(LOANS_MAX as usize) {
            self.realise_loan(account, number)?;
        }
        Ok(())
    }

    /// Repays a fixed loan with floating debt, and gives that up.
    #[inline(never)]
    fn realise_loan(&self, account: &mut Account, number: u8) -> Result<(), Failure> {
        let mut loan = Loan::default();
        self.load_loan(account, number, &mut loan);
        let token = self.token_of(&self.asset_base(loan.index));
        let cost = self.cost_of(&token, &loan, loan.face)?;
        let here = &self.vm().contract_address().into_word().0;
        let Ok(shares) = self.draw(&token, cost, here) else {
            return Ok(());
        };
        token::send(self.vm(), &token, &self.sheet(), cost)?;
        self.restore_fixed(&token, &loan, loan.face, cost)?;
        // Whoever follows the events knows of the one debt's end and the other's beginning before that is given up.
        let topic = &abi::Borrowed::SIGNATURE_HASH.0;
        self.tell(topic, account, &token, Some(here), &[cost, shares]);
        let topic = &abi::FixedRepaid::SIGNATURE_HASH.0;
        let figures = [number.into(), loan.face, cost];
        self.tell(topic, account, &token, None, &figures);
        loan.face = 0;
        self.store_loan(account, number, &loan);
        self.give_up(account, &token, shares)
    }

    /// Gives up debt shares.
    #[inline(never)]
    fn give_up(&self, account: &Account, token: &Word, shares: u128) -> Result<(), Failure> {
        self.write_off(token, shares)?;
        let topic = &abi::BadDebtRealised::SIGNATURE_HASH.0;
        self.tell(topic, account, token, None, &[shares]);
        Ok(())
    }
}
