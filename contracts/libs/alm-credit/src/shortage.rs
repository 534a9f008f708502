//! Accounts that cannot pay all they owe in several currencies: what of each debt is paid, and what is lost with it.
//!
//! A debt is due at what repaying it costs now: fixed loans at the balance sheet's quote, which is less than their face
//! before they are due, and more after. Asked for only where it may matter: each quote is a call.

use alm_engine::{
    credit::{liquidation::Leg, proportion::Proportion, value::owed_up},
    money::Amount,
};
use alm_stylus::Failure;

use crate::{
    account::{Account, Part},
    desk::Desk,
    layout::{DEBTS, LOANS, LOANS_MAX},
    liquidate::Deal,
    loan::Loan,
    oracle::Purpose,
    order::Order,
    weigh::{Weighing, positions},
};

impl Desk {
    /// How much of every debt all collateral pays for.
    ///
    /// # Errors
    /// Of prices.
    #[inline(never)]
    pub(crate) fn proportion_of(
        &self,
        account: &Account,
        weighing: &mut Weighing,
    ) -> Result<Proportion, Failure> {
        let (paid, mut due) = (weighing.paid, weighing.tally.owed);
        let matters = paid < due || weighing.overdue;
        if matters && weighing.owes_others() && !weighing.tally.covers() {
            due = self.due_now(account, weighing)?;
        }
        Ok(Proportion::new(paid, due))
    }

    /// What an account owes, with fixed loans at what they cost now; at their face where there is no quote.
    fn due_now(&self, account: &Account, weighing: &mut Weighing) -> Result<u128, Failure> {
        let mut due = weighing.tally.owed;
        for number in positions(account.bits(LOANS)).take(LOANS_MAX as usize) {
            let mut loan = Loan::default();
            self.load_loan(account, number, &mut loan);
            self.price_debt(loan.index, Purpose::Liquidation, weighing)?;
            let token = self.token_of(&self.asset_base(loan.index));
            let cost = self.cost_of(&token, &loan, loan.face);
            let Leg {
                price, decimals, ..
            } = weighing.unit;
            let [face, cost] = [loan.face, cost.unwrap_or(loan.face)]
                .map(|amount| owed_up(amount, price, decimals));
            due = due.saturating_sub(face).saturating_add(cost);
        }
        Ok(due)
    }

    /// Gives up what of a debt is lost with its repayment, so that no later call comes back for it.
    #[inline(never)]
    pub(crate) fn lose(
        &self,
        order: &Order<'_>,
        account: &mut Account,
        loan: &mut Loan,
        deal: &Deal,
    ) -> Result<(), Failure> {
        if deal.lost == 0 {
            return Ok(());
        }
        if let Some(number) = order.loan.checked_sub(1) {
            let face = deal.lost.min(loan.face);
            return self.realise_loan(account, order.debt, number, loan, face);
        }
        let mut part = Part::default();
        self.load_part(account, DEBTS, order.debt_index, &mut part);
        let shares = Amount::new(part.amount())
            .part_down(deal.lost, deal.lost.saturating_add(deal.left))
            .raw();
        self.realise_debt(account, order.debt, order.debt_index, &mut part, shares)
    }
}
