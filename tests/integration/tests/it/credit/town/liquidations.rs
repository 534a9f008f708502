//! Liquidations: of accounts that are due, of loans past their maturity, of what is offered, and of whatever comes by.

use alm_harness::{
    Attempt,
    credit_desk::{FixedRepaidFilter, LiquidatedFilter, Order, RepaidFilter},
};
use ethers::types::U256;
use rand::seq::{IndexedRandom, IteratorRandom};

use super::{
    accounts::said,
    model::{For, Worth, up},
    tally::Deed,
    world::Town,
};

/// One, in ratios.
const ONE: u64 = 10_000_000;

/// What is tried.
struct Try {
    who: usize,
    debt: usize,
    /// Zero for the floating debt, else the number of the loan and one.
    loan: usize,
    collateral: usize,
    amount: U256,
}

impl Town {
    /// Of the accounts that are due, one is liquidated: every other time one that cannot pay several currencies, which are few.
    /// Tells whether there was one.
    pub(super) async fn liquidate_somebody(&mut self) -> eyre::Result<bool> {
        let is_due = |who: &usize| {
            let worth = self.worth(*who, For::Liquidation);
            self.holdings[*who].owns() && worth.is_some_and(|worth| !worth.covers())
        };
        let due: Vec<usize> = (0..self.borrowers.len()).filter(is_due).collect();
        let is_short = |who: &usize| self.shortage(*who).is_some();
        let short: Vec<usize> = due.iter().copied().filter(is_short).collect();
        let some = if !short.is_empty() && self.chance(2) {
            &short
        } else {
            &due
        };
        let Some(who) = some.choose(&mut self.random).copied() else {
            return Ok(false);
        };
        self.try_one(who).await?;
        Ok(true)
    }

    pub(super) async fn liquidate_at_random(&mut self) -> eyre::Result<()> {
        let who = self.some_borrower();
        self.try_one(who).await
    }

    async fn try_one(&mut self, who: usize) -> eyre::Result<()> {
        let holdings = &self.holdings[who];
        let floating = (0..4).filter(|place| !holdings.shares[*place].is_zero());
        let loans = holdings.loans.iter().enumerate();
        let loans = loans.filter_map(|(n, loan)| loan.map(|(place, ..)| (place, n + 1)));
        let debts = floating.map(|place| (place, 0)).chain(loans);
        let Some((debt, loan)) = debts.choose(&mut self.random) else {
            return self.borrow().await;
        };
        let held = (0..4).filter(|place| !self.holdings[who].collateral[*place].is_zero());
        let Some(collateral) = held.choose(&mut self.random) else {
            return self.add().await;
        };
        let amount = match self.chance(3) {
            true => self.amount(debt),
            false => U256::MAX,
        };
        let tried = Try {
            who,
            debt,
            loan,
            collateral,
            amount,
        };
        self.liquidate(&tried).await
    }

    async fn liquidate(&mut self, tried: &Try) -> eyre::Result<()> {
        let Some(before) = self.worth(tried.who, For::Liquidation) else {
            return Ok(());
        };
        let (overdue, shortage) = (self.is_overdue(tried), self.shortage(tried.who));
        let deed = match (before.covers(), overdue) {
            (_, true) => Deed::LiquidateOverdue,
            (false, _) => Deed::Liquidate,
            (true, _) => Deed::TakeOffer,
        };
        let order = self.order(tried);
        let liquidate = self.pool.desk.liquidate(order);
        match self.liquidator.attempt(liquidate).await? {
            Attempt::Refused(data) => {
                let name = self.tally.refused(deed, &data);
                self.check_refusal(tried, &name, &before, overdue);
                Ok(())
            }
            Attempt::Done(receipt) => {
                self.tally.done(deed);
                let accepts = self.holdings[tried.who].accepts_offers;
                let touched = !before.covers() || overdue || accepts;
                assert!(touched, "INV-CREDIT-02: a healthy account is liquidated");
                self.hear(tried.who, &receipt);
                if let Some(shortage) = shortage {
                    self.tally.done(Deed::Share);
                    self.check_proportion(tried.who, &shortage, self.grain(tried));
                }
                let mut logs = receipt.logs.iter();
                let taken: LiquidatedFilter = logs.find_map(said).expect("it is told");
                let mut logs = receipt.logs.iter();
                let paid: Option<RepaidFilter> = logs.find_map(said);
                if let Some(paid) = paid.filter(|_| tried.loan == 0) {
                    self.check_exchange(tried, paid.amount, &taken);
                }
                let mut logs = receipt.logs.iter();
                let paid: Option<FixedRepaidFilter> = logs.find_map(said);
                let paid = paid.filter(|_| tried.loan != 0);
                let of_face = paid.map(|paid| (paid.face, paid.amount));
                self.check_after(tried, &before, taken.bonus.as_u64(), of_face);
                self.check_both(tried.who).await
            }
        }
    }

    fn is_overdue(&self, tried: &Try) -> bool {
        let Some(number) = tried.loan.checked_sub(1) else {
            return false;
        };
        let loan = self.holdings[tried.who].loans[number];
        loan.is_some_and(|(_, maturity, _)| self.now >= maturity)
    }

    fn order(&self, tried: &Try) -> Order {
        Order {
            account: self.borrowers[tried.who].address(),
            debt: self.pool.markets[tried.debt].token.address,
            loan: u8::try_from(tried.loan).expect("at most eight"),
            collateral: self.pool.markets[tried.collateral].token.address,
            amount: tried.amount,
            min_seized: U256::zero(),
            max_paid: U256::MAX,
            receiver: self.liquidator.address(),
            callback: false,
        }
    }

    /// A due account is never protected: whoever offers all he may is refused for dust alone.
    fn check_refusal(&self, tried: &Try, name: &str, before: &Worth, overdue: bool) {
        if before.covers() && !overdue {
            assert_eq!(name, "Healthy", "INV-CREDIT-02");
            return;
        }
        let partial = tried.amount != U256::MAX && name == "BelowMinimum";
        assert!(
            partial || name == "ZeroAmount",
            "INV-GUARD-02: {name}, {before:?}, {:?}",
            self.holdings[tried.who]
        );
    }

    /// What is seized is what was paid and the bonus, to the unit.
    fn check_exchange(&self, tried: &Try, paid: U256, taken: &LiquidatedFilter) {
        let (debt, held) = (&self.sights[tried.debt], &self.sights[tried.collateral]);
        let most = debt.worth(paid + 1) * (taken.bonus + ONE) / ONE;
        let seized = held.worth(taken.seized);
        let unit = held.worth(U256::one()) + 2;
        assert!(seized <= most + unit, "INV-CREDIT-03: {seized} for {most}");
        assert!(taken.bonus <= U256::from(held.bonus), "INV-CREDIT-03");
        let left = self.holdings[tried.who].collateral[tried.collateral];
        let least = debt.worth(paid.saturating_sub(U256::one())) * (taken.bonus + ONE) / ONE;
        assert!(
            left.is_zero() || seized + unit * 2 >= least,
            "INV-CREDIT-03: {seized} for {least}"
        );
    }

    /// Health is not lower where the collateral bears it, but for what a loan costs beyond its face, which is its penalty; not
    /// above the target where debt is left, but for what it costs less; no floating debt stands without collateral.
    fn check_after(&self, tried: &Try, before: &Worth, bonus: u64, of_face: Option<(U256, U256)>) {
        let holdings = &self.holdings[tried.who];
        let after = self.worth(tried.who, For::Liquidation);
        let Some(after) = after.filter(|after| !after.owed.is_zero()) else {
            return;
        };
        if after.owned.is_zero() {
            let floating = holdings.shares.iter().any(|shares| !shares.is_zero());
            assert!(!floating, "INV-CREDIT-04: {holdings:?}");
            return;
        }
        let (health, was) = (after.health(), before.health());
        let wad = U256::exp10(18);
        let bears = self.takes(tried, bonus) <= was;
        // A unit of debt or collateral on either side.
        let grain = self.grain(tried) * wad * 4 / after.owed + 2;
        let (face, paid) = of_face.unwrap_or_default();
        let in_health = |amount: U256| self.sights[tried.debt].worth(amount) * wad * 2 / after.owed;
        if bears {
            let late = in_health(paid.saturating_sub(face));
            assert!(
                health + grain + late >= was,
                "INV-CREDIT-03: {was} to {health}, {late} of it for being late"
            );
        }
        let (closed, target) = (self.is_closed(tried), wad * 105 / 100);
        if before.covers() || closed || self.is_overdue(tried) {
            return;
        }
        let most = target + grain + in_health(face.saturating_sub(paid));
        assert!(
            health <= most,
            "INV-CREDIT-03: {was} to {health} of {most}, loan {}",
            tried.loan
        );
    }

    /// What counts no more when one is repaid, at most: the threshold and credit for diversification on all of the haircut.
    /// Wad, rounded up.
    fn takes(&self, tried: &Try, bonus: u64) -> U256 {
        let one = U256::from(ONE);
        let threshold = U256::from(self.sights[tried.collateral].threshold);
        let counted = threshold * one + (one - threshold) * self.credit[1];
        up(U256::exp10(18) * counted * (one + bonus), one * one * one)
    }

    /// Whether nothing is left of the debt that was repaid.
    fn is_closed(&self, tried: &Try) -> bool {
        let holdings = &self.holdings[tried.who];
        match tried.loan.checked_sub(1) {
            None => holdings.shares[tried.debt].is_zero(),
            Some(number) => holdings.loans[number].is_none(),
        }
    }

    /// Worth of a unit of what was exchanged.
    fn grain(&self, tried: &Try) -> U256 {
        let unit = |place: usize| self.sights[place].worth(U256::one()) + 1;
        unit(tried.debt) + unit(tried.collateral)
    }
}
