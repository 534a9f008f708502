//! What events tell of an account, and what has to hold of it.

use alm_harness::credit_desk::{
    BadDebtRealisedFilter, BorrowedFilter, CollateralAddedFilter, CollateralWithdrawnFilter,
    FixedBorrowedFilter, FixedRepaidFilter, LiquidatedFilter, RepaidFilter,
};
use ethers::{
    contract::{EthEvent, parse_log},
    types::{Address, Log, TransactionReceipt, U256},
};

use super::{model::For, model::Worth, tally::Deed, world::Town};

impl Town {
    fn place_of(&self, token: Address) -> usize {
        let mut markets = self.pool.markets.iter();
        let found = markets.position(|market| market.token.address == token);
        found.expect("a market")
    }

    /// Takes in what a receipt tells of a borrower's account.
    pub(super) fn hear(&mut self, who: usize, receipt: &TransactionReceipt) {
        let desk = self.pool.desk.address();
        for log in receipt.logs.iter().filter(|log| log.address == desk) {
            self.hear_collateral(who, log);
            self.hear_floating(who, log);
            self.hear_fixed(who, log);
        }
    }

    fn hear_collateral(&mut self, who: usize, log: &Log) {
        if let Some(said) = said::<CollateralAddedFilter>(log) {
            let place = self.place_of(said.asset);
            self.holdings[who].collateral[place] += said.amount;
        }
        if let Some(said) = said::<CollateralWithdrawnFilter>(log) {
            let place = self.place_of(said.asset);
            self.holdings[who].collateral[place] -= said.amount;
        }
        if let Some(said) = said::<LiquidatedFilter>(log) {
            let place = self.place_of(said.collateral);
            self.holdings[who].collateral[place] -= said.seized;
        }
    }

    fn hear_floating(&mut self, who: usize, log: &Log) {
        if let Some(said) = said::<BorrowedFilter>(log) {
            let place = self.place_of(said.asset);
            self.holdings[who].shares[place] += said.shares;
        }
        if let Some(said) = said::<RepaidFilter>(log) {
            let place = self.place_of(said.asset);
            self.holdings[who].shares[place] -= said.shares;
        }
        if let Some(said) = said::<BadDebtRealisedFilter>(log) {
            let place = self.place_of(said.asset);
            self.holdings[who].shares[place] -= said.shares;
            self.tally.done(Deed::BadDebt);
        }
    }

    fn hear_fixed(&mut self, who: usize, log: &Log) {
        if let Some(said) = said::<FixedBorrowedFilter>(log) {
            let (place, maturity) = (self.place_of(said.asset), said.maturity.as_u64());
            let loans = &mut self.holdings[who].loans;
            let number = said.number.as_usize();
            let (known, until, face) = loans[number].unwrap_or((place, maturity, U256::zero()));
            assert_eq!((known, until), (place, maturity), "two loans of one number");
            loans[number] = Some((place, maturity, face + said.face));
            let same = loans
                .iter()
                .flatten()
                .filter(|loan| (loan.0, loan.1) == (place, maturity));
            assert_eq!(same.count(), 1, "loans of one maturity are one");
        }
        if let Some(said) = said::<FixedRepaidFilter>(log) {
            let slot = &mut self.holdings[who].loans[said.number.as_usize()];
            let (place, maturity, face) = slot.expect("a loan that is repaid");
            let rest = face - said.face;
            *slot = (!rest.is_zero()).then_some((place, maturity, rest));
        }
    }

    /// What a borrower's account comes to, by the model.
    pub(super) fn worth(&self, who: usize, purpose: For) -> Option<Worth> {
        let credit = self.credit[usize::from(purpose == For::Liquidation)];
        self.holdings[who].worth(&self.sights, credit, purpose)
    }

    /// The desk values an account as the model does.
    pub(super) async fn check(&self, who: usize, invariant: &str) -> eyre::Result<()> {
        let Some(want) = self.worth(who, For::Liquidation) else {
            return Ok(());
        };
        let account = self.borrowers[who].address();
        let have = self.pool.desk.standing(account).call().await?;
        let have = (have.owned, have.counted, have.owed, have.health);
        let want = (want.owned, want.counted, want.owed, want.health());
        let holdings = &self.holdings[who];
        assert_eq!(have, want, "{invariant}: {holdings:?} by {:?}", self.sights);
        Ok(())
    }

    /// The one whose account was touched, and somebody else.
    pub(super) async fn check_both(&mut self, who: usize) -> eyre::Result<()> {
        self.check(who, "INV-CREDIT-02").await?;
        let other = self.some_borrower();
        if other == who {
            return Ok(());
        }
        self.check(other, "INV-CREDIT-01").await
    }

    /// What is too dear to be asked after every action: positions one by one, and sums.
    pub(super) async fn check_all(&mut self) -> eyre::Result<()> {
        let (mut collateral, mut shares, mut faces) =
            ([U256::zero(); 4], [U256::zero(); 4], [U256::zero(); 4]);
        for who in 0..self.borrowers.len() {
            self.check(who, "INV-CREDIT-01").await?;
            self.check_positions(who).await?;
            let holdings = &self.holdings[who];
            for place in 0..4 {
                collateral[place] += holdings.collateral[place];
                shares[place] += holdings.shares[place];
            }
            for (place, _, face) in holdings.loans.iter().flatten() {
                faces[*place] += *face;
            }
        }
        let desk = self.pool.desk.address();
        for place in 0..4 {
            let token = self.pool.markets[place].token.address;
            let held = self.pool.terms.asset_of(token).call().await?.held;
            assert_eq!(
                U256::from(held),
                collateral[place],
                "INV-CREDIT-01: custody"
            );
            assert_eq!(
                self.tokens(place, desk).await?,
                collateral[place],
                "never lent"
            );
            if place == 3 {
                continue;
            }
            let line = self.pool.sheet.line_of(token, desk).call().await?;
            assert_eq!(
                U256::from(line.debt_shares),
                shares[place],
                "INV-CREDIT-01: line"
            );
            let line = self.pool.fixed().fixed_line_of(token, desk).call().await?;
            assert_eq!(U256::from(line.loans), faces[place], "INV-LADDER-01: line");
            let book = self.pool.sheet.book(token).call().await?;
            let there = self.tokens(place, self.pool.sheet.address()).await?;
            assert_eq!(there, book.cash, "INV-BOOK-01");
        }
        Ok(())
    }

    /// What somebody holds of a market's token.
    pub(super) async fn tokens(&self, place: usize, who: Address) -> eyre::Result<U256> {
        let token = self.pool.markets[place].token.address;
        let token = alm_deploy::bindings::PlainToken::new(token, self.pool.sheet.client());
        Ok(token.balance_of(who).call().await?)
    }

    async fn check_positions(&self, who: usize) -> eyre::Result<()> {
        let (holdings, desk) = (&self.holdings[who], &self.pool.desk);
        let account = self.borrowers[who].address();
        let figures = desk.account_of(account).call().await?;
        assert_eq!(figures.accepts_offers, holdings.accepts_offers);
        for (place, market) in self.pool.markets.iter().enumerate() {
            let token = market.token.address;
            let have = desk.collateral_of(account, token).call().await?;
            assert_eq!(have, holdings.collateral[place], "INV-CREDIT-01");
            let bit = figures.collaterals >> place & 1 == 1;
            assert_eq!(bit, !have.is_zero());
            let shares = holdings.shares[place];
            let bit = figures.debts >> place & 1 == 1;
            assert_eq!(bit, !shares.is_zero());
            if place < 3 {
                let (have, _) = desk.debt_of(account, token).call().await?;
                assert_eq!(have, shares, "INV-CREDIT-01");
            }
        }
        for (number, loan) in (0u8..).zip(&holdings.loans) {
            let have = desk.loan_of(account, number).call().await?;
            let want = loan.map_or(U256::zero(), |(_, _, face)| face);
            assert_eq!(U256::from(have.face), want, "INV-LADDER-01");
            let bit = figures.loans >> number & 1 == 1;
            assert_eq!(bit, loan.is_some());
        }
        Ok(())
    }
}

/// An event of a kind.
pub(super) fn said<E: EthEvent>(log: &Log) -> Option<E> {
    parse_log::<E>(log.clone()).ok()
}
