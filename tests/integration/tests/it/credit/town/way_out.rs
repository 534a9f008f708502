//! The end: every feed is dead, and everybody leaves.

use alm_harness::{DAY, credit_desk::Kind};
use ethers::types::{I256, U256};

use super::world::Town;

impl Town {
    /// Everybody repays all and withdraws all, without a price; nothing is left behind, nothing is lost.
    pub(super) async fn leave(&mut self) -> eyre::Result<()> {
        for place in 0..4 {
            self.pool.publish(place, -I256::one()).await?;
        }
        self.pool.chain.advance(3 * DAY).await?;
        for who in 0..self.borrowers.len() {
            self.leave_one(who).await?;
        }
        let desk = self.pool.desk.address();
        for place in 0..4 {
            let left = self.tokens(place, desk).await?;
            assert!(left.is_zero(), "a stuck account: {left} of market {place}");
            if place == 3 {
                continue;
            }
            let token = self.pool.markets[place].token.address;
            let line = self.pool.sheet.line_of(token, desk).call().await?;
            assert_eq!(line.debt_shares, 0, "INV-CREDIT-01");
            let line = self.pool.fixed().fixed_line_of(token, desk).call().await?;
            assert_eq!(line.loans, 0, "INV-LADDER-01");
            let book = self.pool.sheet.book(token).call().await?;
            let there = self.tokens(place, self.pool.sheet.address()).await?;
            assert_eq!(there, book.cash, "INV-BOOK-01: nothing is lost");
        }
        Ok(())
    }

    async fn leave_one(&mut self, who: usize) -> eyre::Result<()> {
        let holdings = self.holdings[who].clone();
        let borrower = self.borrowers[who].clone();
        let account = borrower.address();
        let mut actions = Vec::new();
        for (place, shares) in holdings.shares.iter().enumerate() {
            if !shares.is_zero() {
                actions.push(self.pool.action(Kind::Repay, place, U256::MAX, account));
            }
        }
        for (number, loan) in (0u64..).zip(&holdings.loans) {
            if let Some((place, ..)) = loan {
                let mut repay = self
                    .pool
                    .action(Kind::RepayFixed, *place, U256::MAX, account);
                repay.term = number;
                actions.push(repay);
            }
        }
        for (place, amount) in holdings.collateral.iter().enumerate() {
            if !amount.is_zero() {
                let all = self.pool.action(Kind::Withdraw, place, U256::MAX, account);
                actions.push(all);
            }
        }
        let batch = self.pool.desk.execute(account, U256::MAX, actions);
        let left = borrower.attempt(batch).await?.done("INV-GUARD-02");
        let left = left.unwrap_or_else(|error| panic!("{holdings:?} cannot leave: {error}"));
        self.hear(who, &left);
        let now = &self.holdings[who];
        assert!(!now.owes() && !now.owns(), "a stuck account: {now:?}");
        let figures = self.pool.desk.account_of(account).call().await?;
        let maps = (figures.collaterals, figures.debts, figures.loans);
        assert_eq!(maps, (0, 0, 0), "a stuck account");
        Ok(())
    }
}
