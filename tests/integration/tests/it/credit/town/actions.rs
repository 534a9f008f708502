//! What borrowers do, their operators, and those who save.

use alm_harness::{
    Attempt,
    credit_desk::{Action, Kind},
};
use ethers::types::{TransactionReceipt, U256};
use rand::{Rng, seq::IteratorRandom};

use super::{model::For, tally::Deed, world::Town};

/// Errors of a repayment or an exit that is asked for wrongly: too much, too little, or dust left.
const OF_AMOUNT: [&str; 3] = ["AmountTooSmall", "ZeroAmount", "BelowMinimum"];

impl Town {
    /// Runs a batch for an account. Tells the receipt, or the name of the refusal.
    async fn run(
        &mut self,
        deed: Deed,
        (who, by): (usize, usize),
        actions: Vec<Action>,
    ) -> eyre::Result<Result<TransactionReceipt, String>> {
        let risky = |action: &Action| [1, 2, 4].contains(&action.kind);
        let borrows = |action: &Action| [2, 4].contains(&action.kind);
        let (new_risk, borrowed) = (actions.iter().any(risky), actions.iter().any(borrows));
        let account = self.borrowers[who].address();
        let batch = self.pool.desk.execute(account, U256::MAX, actions);
        match self.borrowers[by].attempt(batch).await? {
            Attempt::Done(receipt) => {
                self.tally.done(deed);
                self.hear(who, &receipt);
                if new_risk && (borrowed || self.holdings[who].owes()) {
                    let worth = self.worth(who, For::NewRisk);
                    let covered = worth.is_some_and(|worth| worth.covers());
                    assert!(covered, "INV-CREDIT-02: {deed:?}, {worth:?}");
                }
                self.check_both(who).await?;
                Ok(Ok(*receipt))
            }
            Attempt::Refused(data) => Ok(Err(self.tally.refused(deed, &data))),
        }
    }

    fn action(&self, kind: Kind, place: usize, amount: U256, who: usize) -> Action {
        let receiver = self.borrowers[who].address();
        self.pool.action(kind, place, amount, receiver)
    }

    /// The owner of an account, or one of its operators.
    fn somebody_for(&mut self, who: usize) -> usize {
        let pairs = self.operators.iter();
        let allowed = pairs.filter(|((of, _), may)| *of == who && **may);
        let operators = allowed.map(|((_, by), _)| *by);
        let chosen = operators.choose(&mut self.random);
        chosen
            .filter(|_| self.random.random_range(0..2) == 0)
            .unwrap_or(who)
    }

    pub(super) async fn add(&mut self) -> eyre::Result<()> {
        let (who, place) = (self.some_borrower(), self.some_market());
        let by = self.somebody_for(who);
        let amount = self.amount(place);
        let add = self.action(Kind::Add, place, amount, who);
        let done = self.run(Deed::Add, (who, by), vec![add]).await?;
        assert!(done.is_ok(), "INV-GUARD-02: {done:?}");
        Ok(())
    }

    pub(super) async fn withdraw(&mut self) -> eyre::Result<()> {
        let who = self.some_borrower();
        let held = self.holdings[who].collateral.iter().enumerate();
        let some = held.filter(|(_, amount)| !amount.is_zero());
        let Some((place, have)) = some.choose(&mut self.random).map(|(p, a)| (p, *a)) else {
            return self.add().await;
        };
        let amount = match self.chance(3) {
            true => U256::MAX,
            false => self.amount(place),
        };
        let by = self.somebody_for(who);
        let free = !self.holdings[who].owes();
        let withdraw = self.action(Kind::Withdraw, place, amount, who);
        let done = self.run(Deed::Withdraw, (who, by), vec![withdraw]).await?;
        if free && (amount <= have || amount == U256::MAX) {
            assert!(done.is_ok(), "INV-GUARD-02: leaving without debt, {done:?}");
        }
        Ok(())
    }

    pub(super) async fn borrow(&mut self) -> eyre::Result<()> {
        let (who, place) = (self.some_borrower(), self.some_book());
        let by = self.somebody_for(who);
        let amount = self.within(who, place);
        let borrow = self.action(Kind::Borrow, place, amount, who);
        self.run(Deed::Borrow, (who, by), vec![borrow])
            .await
            .map(drop)
    }

    /// Mostly a part of what an account still supports, sometimes anything.
    fn within(&mut self, who: usize, place: usize) -> U256 {
        let least = self.pool.markets[place].token.whole(1) / 100;
        let any = self.amount(place).max(least);
        let Some(worth) = self.worth(who, For::NewRisk).filter(|_| !self.chance(4)) else {
            return any;
        };
        let room = worth.counted.saturating_sub(worth.owed);
        let sight = &self.sights[place];
        let price = sight.standing().unwrap_or(U256::one());
        let most = room * U256::exp10(sight.decimals) / price / U256::exp10(18);
        let part = most * self.random.random_range(1..=105_u64) / 100;
        if part.is_zero() { any } else { part }
    }

    pub(super) async fn borrow_fixed(&mut self) -> eyre::Result<()> {
        let (who, place) = (self.some_borrower(), self.some_book());
        // Every third owes at the floating rate alone: what of several currencies he cannot pay the model knows.
        if who % 3 == 0 {
            return self.borrow().await;
        }
        let by = self.somebody_for(who);
        let face = self.within(who, place);
        let mut borrow = self.action(Kind::BorrowFixed, place, face, who);
        borrow.term = self.maturity();
        self.run(Deed::BorrowFixed, (who, by), vec![borrow])
            .await
            .map(drop)
    }

    /// Borrows first, and brings the collateral afterwards: the batch is measured at its end.
    pub(super) async fn leverage(&mut self) -> eyre::Result<()> {
        let (who, lent, held) = (self.some_borrower(), self.some_book(), self.some_market());
        let amount = self.amount(lent);
        let more = self.amount(held) * 3;
        let actions = vec![
            self.action(Kind::Borrow, lent, amount, who),
            self.action(Kind::Call, 0, U256::zero(), who),
            self.action(Kind::Add, held, more, who),
        ];
        self.run(Deed::Leverage, (who, who), actions)
            .await
            .map(drop)
    }

    /// Borrows, is called back, and repays all: whatever the collateral.
    pub(super) async fn flash(&mut self) -> eyre::Result<()> {
        let (who, place) = (self.some_borrower(), self.some_book());
        let amount = self.amount(place) * 10;
        let actions = vec![
            self.action(Kind::Borrow, place, amount, who),
            self.action(Kind::Call, 0, U256::zero(), who),
            self.action(Kind::Repay, place, U256::MAX, who),
        ];
        self.run(Deed::Flash, (who, who), actions).await.map(drop)
    }

    /// Anyone repays for somebody.
    pub(super) async fn repay(&mut self) -> eyre::Result<()> {
        let (who, by) = (self.some_borrower(), self.some_borrower());
        let owed = self.holdings[who].shares.iter().enumerate();
        let some = owed.filter(|(_, shares)| !shares.is_zero());
        let Some((place, _)) = some.choose(&mut self.random) else {
            return self.borrow().await;
        };
        let amount = match self.chance(2) {
            true => U256::MAX,
            false => self.amount(place),
        };
        let repay = self.action(Kind::Repay, place, amount, who);
        let done = self.run(Deed::Repay, (who, by), vec![repay]).await?;
        self.never_refused(done, amount == U256::MAX)
    }

    fn never_refused(
        &self,
        done: Result<TransactionReceipt, String>,
        all: bool,
    ) -> eyre::Result<()> {
        if let Err(name) = done {
            let by_amount = OF_AMOUNT.contains(&name.as_str()) && !all;
            assert!(by_amount, "INV-GUARD-02: a repayment, {name}");
        }
        Ok(())
    }

    /// A fixed loan of somebody, with its number.
    fn some_loan(&mut self, who: usize) -> Option<(usize, usize, U256)> {
        let loans = self.holdings[who].loans.iter().enumerate();
        let some = loans.filter_map(|(n, loan)| loan.map(|(place, _, face)| (n, place, face)));
        some.choose(&mut self.random)
    }

    pub(super) async fn repay_fixed(&mut self) -> eyre::Result<()> {
        let (who, by) = (self.some_borrower(), self.some_borrower());
        let Some((number, place, face)) = self.some_loan(who) else {
            return self.borrow_fixed().await;
        };
        let amount = match self.chance(2) {
            true => U256::MAX,
            false => (face * self.random.random_range(1..=99_u64) / 100).max(U256::one()),
        };
        let mut repay = self.action(Kind::RepayFixed, place, amount, who);
        repay.term = number as u64;
        let done = self.run(Deed::RepayFixed, (who, by), vec![repay]).await?;
        self.never_refused(done, amount == U256::MAX)
    }

    /// A new loan until later, and the old one repaid: one check.
    pub(super) async fn roll_over(&mut self) -> eyre::Result<()> {
        let who = self.some_borrower();
        let Some((number, place, face)) = self.some_loan(who) else {
            return self.borrow_fixed().await;
        };
        let mut borrow = self.action(Kind::BorrowFixed, place, face * 102 / 100, who);
        borrow.term = self.maturity();
        let mut repay = self.action(Kind::RepayFixed, place, U256::MAX, who);
        repay.term = number as u64;
        self.run(Deed::RollOver, (who, who), vec![borrow, repay])
            .await
            .map(drop)
    }

    pub(super) async fn appoint(&mut self) -> eyre::Result<()> {
        let (who, by, may) = (self.some_borrower(), self.some_borrower(), self.chance(2));
        let operator = self.borrowers[by].address();
        let appoint = self.pool.desk.set_operator(operator, may);
        self.borrowers[who]
            .attempt(appoint)
            .await?
            .done("setOperator")?;
        self.operators.insert((who, by), may);
        self.tally.done(Deed::Operator);
        Ok(())
    }

    pub(super) async fn change_offers(&mut self) -> eyre::Result<()> {
        let (who, accepted) = (self.some_borrower(), !self.chance(3));
        let accept = self.pool.desk.accept_offers(accepted);
        self.borrowers[who]
            .attempt(accept)
            .await?
            .done("acceptOffers")?;
        self.holdings[who].accepts_offers = accepted;
        self.tally.done(Deed::Offers);
        self.check_both(who).await
    }

    /// Somebody without a permission tries.
    pub(super) async fn intrude(&mut self) -> eyre::Result<()> {
        let (who, by) = (self.some_borrower(), self.some_borrower());
        let may = who == by || self.operators.get(&(who, by)) == Some(&true);
        let borrow = self.action(Kind::Add, 0, U256::from(1_000_000), who);
        let done = self.run(Deed::Add, (who, by), vec![borrow]).await?;
        assert_eq!(done.is_ok(), may, "INV-CREDIT-01: {done:?}");
        Ok(())
    }

    /// Somebody brings deposits.
    pub(super) async fn save(&mut self) -> eyre::Result<()> {
        let place = self.some_book();
        let amount = self.amount(place) * 10;
        let saver = self.savers[self.random.random_range(0..self.savers.len())].clone();
        let vault = self.pool.markets[place].vault.clone().expect("a book");
        let attempt = saver
            .attempt(vault.deposit(amount, saver.address()))
            .await?;
        self.saved(attempt)
    }

    /// Somebody takes some of them out.
    pub(super) async fn take_out(&mut self) -> eyre::Result<()> {
        let place = self.some_book();
        let saver = self.savers[self.random.random_range(0..self.savers.len())].clone();
        let (vault, who) = (self.pool.markets[place].vault.clone(), saver.address());
        let vault = vault.expect("a book");
        let most = vault.max_redeem(who).call().await?;
        if most.is_zero() {
            return Ok(());
        }
        let part = (most * self.random.random_range(1..=100_u64) / 100).max(U256::one());
        match saver.attempt(vault.redeem(part, who, who)).await? {
            Attempt::Done(_) => self.tally.done(Deed::Leave),
            Attempt::Refused(data) => {
                let name = self.tally.refused(Deed::Leave, &data);
                assert_eq!(name, "ZeroAmount", "INV-MAX-01: of {part} of {most}");
            }
        }
        Ok(())
    }

    fn saved(&mut self, attempt: Attempt) -> eyre::Result<()> {
        match attempt {
            Attempt::Done(_) => self.tally.done(Deed::Save),
            Attempt::Refused(data) => {
                self.tally.refused(Deed::Save, &data);
            }
        }
        Ok(())
    }
}
