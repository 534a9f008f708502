//! `liquidate`: debt of an account that is not covered, or a loan that is overdue, repaid for collateral with a bonus.

use alloy_sol_types::{SolCall, SolEvent};
use alm_abi::{ICreditCallback::onLiquidateCall, ICreditDesk as abi};
use alm_engine::{
    credit::{
        bonus::{by_delay, by_shortfall},
        liquidation::{Liquidation, Taking},
        proportion::Proportion,
        value::owned_down,
    },
    money::Amount,
    refusal::Cause,
    units::WAD,
};
use alm_stylus::{Failure, arguments::Arguments, calls::transact, token, words::Output};

use crate::{
    account::Account,
    desk::Desk,
    errors::{address, refuse, refused},
    globals::Globals,
    layout::DUST,
    loan::Loan,
    oracle::Purpose,
    order::Order,
    weigh::Weighing,
};

/// What is about to move.
#[derive(Default)]
pub(crate) struct Deal {
    /// Of the debt: units, or face.
    part: u128,
    /// What the caller pays for it.
    paid: u128,
    seized: u128,
    /// Of the debt: what is lost with the part.
    pub(crate) lost: u128,
    /// Of the debt: what remains.
    pub(crate) left: u128,
    health: u128,
    bonus: u128,
}

impl Deal {
    /// Refuses one that moves nothing, or that its caller does not accept.
    ///
    /// # Errors
    /// `ZeroAmount`, `SlippageExceeded`.
    fn check(&self, order: &Order<'_>) -> Result<(), Failure> {
        if self.paid == 0 || self.seized == 0 {
            return Err(refuse(Cause::ZeroAmount, 0, 1));
        }
        if self.seized < order.least {
            return Err(refuse(Cause::SlippageExceeded, self.seized, order.least));
        }
        if self.paid > order.most {
            return Err(refuse(Cause::SlippageExceeded, self.paid, order.most));
        }
        Ok(())
    }
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
        let mut liquidation = self.terms_of(account, weighing, overdue.then_some(loan.maturity))?;
        let tally = &weighing.tally;
        let allowed = if overdue {
            liquidation.whole()
        } else if tally.covers() {
            self.offered(account, weighing, &mut liquidation)?
        } else {
            liquidation.allowed(tally)
        };
        deal.bonus = liquidation.bonus.into();
        let part = liquidation.part(order.offered, allowed);
        deal.part = part.map_err(|refusal| refused(&refusal))?;
        self.price_deal(order, loan, &liquidation, deal)?;
        deal.lost = liquidation.lost_with(deal.part);
        let ended = deal.part.saturating_add(deal.lost);
        deal.left = liquidation.debt.amount.saturating_sub(ended);
        deal.check(order)
    }

    /// The rules' view of a liquidation.
    ///
    /// # Errors
    /// Of prices.
    #[inline(never)]
    fn terms_of(
        &self,
        account: &Account,
        weighing: &mut Weighing,
        overdue: Option<u64>,
    ) -> Result<Liquidation, Failure> {
        let mut proportion = self.proportion_of(account, weighing)?;
        let now = self.now();
        let threshold = weighing.terms.threshold.at(now);
        let greatest = weighing.terms.bonus_at(now);
        let health = weighing.tally.health();
        let mut bonus = 0;
        if health < WAD {
            bonus = proportion.spared(by_shortfall(greatest, health, threshold), greatest);
        }
        if let Some(maturity) = overdue {
            bonus = bonus.max(by_delay(greatest, now.saturating_sub(maturity)));
        }
        if !weighing.owes_others() {
            // One currency has nobody to share with: what it is not paid waits for what the collateral will be worth.
            proportion = Proportion::default();
        }
        Ok(Liquidation {
            debt: weighing.repaid,
            collateral: weighing.taken,
            threshold,
            bonus,
            least: weighing.least,
            proportion,
        })
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
            None => self.pay_back(account, token, order.debt_index, payer, deal.paid)?,
            Some(number) => {
                let figures = [deal.part, deal.paid];
                self.pay_back_fixed(account, token, number, loan, payer, figures)?;
            }
        }
        self.lose(order, account, loan, deal)
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
