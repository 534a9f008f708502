//! `liquidate`: debt of an account that is not covered, or a loan that is overdue, repaid for collateral with a bonus.

use alloy_sol_types::{SolCall, SolEvent};
use alm_abi::{ICreditCallback::onLiquidateCall, ICreditDesk as abi};
use alm_engine::{
    credit::{
        bonus::{by_delay, by_shortfall},
        liquidation::{Liquidation, Taking},
        value::owned_down,
    },
    money::Amount,
    refusal::Cause,
    units::WAD,
};
use alm_stylus::{
    Failure,
    arguments::Arguments,
    calls::transact,
    host, token,
    words::{Output, Word},
};

use crate::{
    account::Account,
    desk::Desk,
    errors::{address, refuse, refused, someone},
    globals::Globals,
    layout::DUST,
    loan::Loan,
    oracle::Purpose,
    tokens::{amount, limit},
    weigh::Weighing,
};

/// What a liquidator asks for: account, debt, loan, collateral, amount, least seized, most paid, receiver, callback.
struct Order<'a> {
    debt: &'a Word,
    debt_index: u8,
    /// Zero for floating debt, else the number of the loan and one.
    loan: u8,
    collateral: &'a Word,
    collateral_index: u8,
    offered: u128,
    least: u128,
    most: u128,
    receiver: &'a Word,
    caller: Word,
    calls_back: bool,
}

/// What is about to move.
#[derive(Default)]
struct Deal {
    /// Of the debt: units, or face.
    part: u128,
    /// What the caller pays for it.
    paid: u128,
    seized: u128,
    health: u128,
    bonus: u128,
}

impl Desk {
    /// `liquidate`: an order; tells what was paid and what was seized. Under the lock.
    pub fn liquidate(&self, arguments: &Arguments<'_>, output: &mut Output) -> Result<(), Failure> {
        let order = self.order_of(arguments)?;
        let (mut account, mut loan) = <(Account, Loan)>::default();
        self.load_account(address(arguments, 0)?, &mut account);
        if let Some(number) = order.loan.checked_sub(1) {
            self.find_loan(&account, number, order.debt_index, &mut loan)?;
        }
        let (mut weighing, mut deal) = (Weighing::default(), Deal::default());
        weighing.collateral = order.collateral_index;
        weighing.debt = order.debt_index;
        weighing.token = *order.debt;
        self.weigh(&account, Purpose::Liquidation, &mut weighing)?;
        self.strike_deal(&order, &account, &loan, &mut weighing, &mut deal)?;
        self.settle(&order, &mut account, &mut loan, &deal)?;
        self.close(&order, &mut account, &weighing, &deal)?;
        output.numbers(&[deal.paid, deal.seized]);
        Ok(())
    }

    /// Reads an order.
    #[inline(always)]
    fn order_of<'a>(&self, arguments: &Arguments<'a>) -> Result<Order<'a>, Failure> {
        let (mut loan, mut calls_back) = ([0], [0]);
        arguments.numbers(2, &[1], &mut loan)?;
        arguments.numbers(8, &[1], &mut calls_back)?;
        let ([loan], [calls_back]) = (loan, calls_back);
        let (debt, collateral) = (address(arguments, 1)?, address(arguments, 3)?);
        Ok(Order {
            debt,
            debt_index: self.index_of(debt)?,
            loan: loan as u8,
            collateral,
            collateral_index: self.index_of(collateral)?,
            offered: amount_or_most(arguments, 4)?,
            least: limit(arguments, 5)?,
            most: limit(arguments, 6)?,
            receiver: someone(arguments, 7)?,
            caller: host::sender(self.vm()),
            calls_back: calls_back != 0,
        })
    }

    /// What moves, by the rules.
    ///
    /// # Errors
    /// `Healthy` of an account that is covered, not overdue, and offers nothing; `ZeroAmount`, `BelowMinimum`,
    /// `SlippageExceeded`.
    #[inline(never)]
    fn strike_deal(
        &self,
        order: &Order<'_>,
        account: &Account,
        loan: &Loan,
        weighing: &mut Weighing,
        deal: &mut Deal,
    ) -> Result<(), Failure> {
        let overdue = order.loan != 0 && self.now() >= loan.maturity;
        deal.health = weighing.tally.health();
        if order.loan != 0 {
            weighing.repaid.amount = loan.face;
        }
        let tally = &weighing.tally;
        let mut liquidation =
            self.terms_of(weighing, deal.health, overdue.then_some(loan.maturity));
        let allowed = if overdue {
            liquidation.whole(tally)
        } else if tally.covers() {
            self.offered(account, weighing, &mut liquidation)?
        } else {
            liquidation.allowed(tally)
        };
        deal.bonus = liquidation.bonus.into();
        let part = liquidation.part(order.offered, allowed);
        deal.part = part.map_err(|refusal| refused(&refusal))?;
        self.price_deal(order, loan, &liquidation, deal)?;
        if deal.paid == 0 || deal.seized == 0 {
            return Err(refuse(Cause::ZeroAmount, 0, 1));
        }
        if deal.seized < order.least {
            return Err(refuse(Cause::SlippageExceeded, deal.seized, order.least));
        }
        if deal.paid > order.most {
            return Err(refuse(Cause::SlippageExceeded, deal.paid, order.most));
        }
        Ok(())
    }

    /// The rules' view of a liquidation.
    #[inline(never)]
    fn terms_of(&self, weighing: &Weighing, health: u128, overdue: Option<u64>) -> Liquidation {
        let now = self.now();
        let threshold = weighing.terms.threshold.at(now);
        let greatest = weighing.terms.bonus_at(now);
        let mut bonus = 0;
        if health < WAD {
            bonus = by_shortfall(greatest, health, threshold);
        }
        if let Some(maturity) = overdue {
            bonus = bonus.max(by_delay(greatest, now.saturating_sub(maturity)));
        }
        Liquidation {
            debt: weighing.repaid,
            collateral: weighing.taken,
            threshold,
            bonus,
            least: weighing.least,
        }
    }

    /// What a part of the debt costs, and what is seized for that. A fixed loan is repaid at the balance sheet's quote, and
    /// what is seized follows the quote: a discount of the face is the account's, not the liquidator's.
    #[inline(never)]
    fn price_deal(
        &self,
        order: &Order<'_>,
        loan: &Loan,
        liquidation: &Liquidation,
        deal: &mut Deal,
    ) -> Result<(), Failure> {
        if liquidation.collateral.amount == 0 || deal.part == 0 {
            return Ok(());
        }
        let offered = if order.loan == 0 {
            deal.part
        } else {
            self.cost_of(order.debt, loan, deal.part)?
        };
        let taking = liquidation.taking(offered);
        let Taking { repaid, seized } = taking.map_err(|refusal| refused(&refusal))?;
        (deal.paid, deal.seized) = (repaid, seized);
        if order.loan == 0 {
            deal.part = repaid;
        } else if repaid < offered {
            // The collateral runs out: so much less of the face.
            deal.part = Amount::new(deal.part).part_down(repaid, offered).raw();
            if deal.part == 0 {
                deal.paid = 0;
                return Ok(());
            }
            deal.paid = self.cost_of(order.debt, loan, deal.part)?;
        }
        Ok(())
    }

    /// Pays the collateral out, lets the caller act, and has the debt repaid.
    #[inline(never)]
    fn settle(
        &self,
        order: &Order<'_>,
        account: &mut Account,
        loan: &mut Loan,
        deal: &Deal,
    ) -> Result<(), Failure> {
        let vm = self.vm();
        let (token, index) = (order.collateral, order.collateral_index);
        self.release(account, token, index, Some(deal.seized))?;
        token::send(vm, order.collateral, order.receiver, deal.seized)?;
        if order.calls_back {
            let mut request = Output::default();
            request
                .append(&onLiquidateCall::SELECTOR)
                .append(&account.owner)
                .append(order.debt)
                .numbers(&[deal.paid])
                .append(order.collateral)
                .numbers(&[deal.seized]);
            transact(vm, &order.caller, &request, &mut [])?;
        }
        let (token, payer) = (order.debt, &order.caller);
        match order.loan.checked_sub(1) {
            None => self.pay_back(account, token, order.debt_index, payer, deal.paid),
            Some(number) => {
                let figures = [deal.part, deal.paid];
                self.pay_back_fixed(account, token, number, loan, payer, figures)
            }
        }
    }

    /// Gives up what no collateral stands for any more, and tells of the liquidation.
    #[inline(never)]
    fn close(
        &self,
        order: &Order<'_>,
        account: &mut Account,
        weighing: &Weighing,
        deal: &Deal,
    ) -> Result<(), Failure> {
        let mut globals = Globals::default();
        self.load_globals(&mut globals);
        let dust = globals.fields.get(DUST).copied().unwrap_or(0);
        let leg = &weighing.taken;
        let seized = owned_down(deal.seized, leg.price, leg.decimals);
        let left = weighing.tally.owned.saturating_sub(seized);
        // Dust is at most a thousand units. What is covered is no bad debt, however small the account.
        let is_bare = left <= dust.saturating_mul(WAD) && !weighing.tally.covers();
        if account.owes() && is_bare {
            self.realise(account)?;
        }
        self.store_account(account);
        let mut event = Output::default();
        event
            .append(&abi::Liquidated::SIGNATURE_HASH.0)
            .append(&account.owner)
            .append(&order.caller)
            .append(order.collateral)
            .numbers(&[deal.seized, deal.health, deal.bonus])
            .emit(self.vm(), 4);
        Ok(())
    }
}

/// The amount at an index; more than there can be stands for all.
fn amount_or_most(arguments: &Arguments<'_>, index: usize) -> Result<u128, Failure> {
    if arguments.word(index) == Some(&[u8::MAX; 32]) {
        return Ok(u128::MAX);
    }
    amount(arguments, index)
}
