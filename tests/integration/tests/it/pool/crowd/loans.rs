//! What the desk lends, floating and fixed, and what it repays early, in time or late.

use alm_harness::{
    balance_sheet::DrawnFilter,
    term_desk::{FixedDrawnFilter, FixedRestoredFilter},
};
use ethers::types::{TransactionReceipt, U256};
use rand::{Rng, seq::IteratorRandom};

use super::{tally::Kind, watch::Nature, world::Crowd};
use crate::pool::heard;

impl Crowd {
    /// Mostly what the edge of lending allows, sometimes more.
    fn wanted(&mut self) -> U256 {
        let room = self.room(self.terms.lending_surplus);
        let percent: u64 = self.random.random_range(1..=110);
        let size: U256 = self.sizable() * 10;
        size.min(room * percent / 100).max(self.pool.token.whole(1))
    }

    pub(super) async fn draw(&mut self) -> eyre::Result<()> {
        let (client, assets) = (self.user().address(), self.wanted());
        let desk = self.pool.owner.clone();
        let draw = self.pool.sheet.draw(self.token(), assets, client);
        let attempt = desk.attempt(draw).await?;
        let Some(drawn) = self.taken(Kind::Draw, attempt) else {
            return self.restore().await;
        };
        let said: DrawnFilter = heard(&drawn).expect("it is told");
        self.saw(Kind::Draw, Nature::Lending(said.fee), &[drawn])
            .await
    }

    /// A repayment, which nothing refuses; of less than a debt share is none.
    pub(super) async fn restore(&mut self) -> eyre::Result<()> {
        let (token, desk) = (self.token(), self.pool.owner.clone());
        let line = self
            .pool
            .sheet
            .line_of(token, desk.address())
            .call()
            .await?;
        let index = self.pool.book().await?.index;
        let scale = U256::exp10(24);
        let owed = (U256::from(line.debt_shares) * index + scale - 1) / scale;
        let amount = match self.chance(20) {
            true => owed,
            false => owed.min(self.sizable() * 10),
        };
        if amount.is_zero() {
            return Ok(());
        }
        let paid = self.hand_over(amount).await?;
        let restore = self.pool.sheet.restore(token, amount);
        let restored = Self::granted(Kind::Restore, desk.attempt(restore).await?);
        self.saw(Kind::Restore, Nature::Free, &[paid, restored])
            .await
    }

    /// Moves tokens of the desk to the balance sheet.
    pub(super) async fn hand_over(&mut self, amount: U256) -> eyre::Result<TransactionReceipt> {
        let (desk, sheet) = (self.pool.owner.account(), self.pool.sheet.address());
        Ok(self.pool.token.transfer(desk, sheet, amount).await?)
    }

    pub(super) async fn draw_fixed(&mut self) -> eyre::Result<()> {
        let (maturity, face) = (self.maturity(), self.wanted());
        let (token, desk, client) = (self.token(), self.pool.owner.clone(), self.user().address());
        let fixed = self.pool.fixed();
        let preview = fixed.preview_draw_fixed(token, maturity, face).call().await;
        let draw = fixed.draw_fixed(token, maturity, face, U256::zero(), client);
        let attempt = desk.attempt(draw).await?;
        let Some(drawn) = self.taken(Kind::DrawFixed, attempt) else {
            return Ok(());
        };
        let said: FixedDrawnFilter = heard(&drawn).expect("it is told");
        assert_eq!(
            (said.assets, said.slope),
            preview?,
            "INV-MAX-01: previewDrawFixed({face})"
        );
        let price = said.assets + said.fee;
        self.positions
            .lend(maturity, face, price, said.slope, self.now);
        self.saw(Kind::DrawFixed, Nature::Lending(said.fee), &[drawn])
            .await
    }

    pub(super) async fn restore_early(&mut self) -> eyre::Result<()> {
        match self.some_loan(false) {
            Some(place) => self.restore_fixed(Kind::RestoreFixed, place).await,
            None => Ok(()),
        }
    }

    pub(super) async fn restore_late(&mut self) -> eyre::Result<()> {
        match self.some_loan(true) {
            Some(place) => self.restore_fixed(Kind::RestoreLate, place).await,
            None => Ok(()),
        }
    }

    fn some_loan(&mut self, late: bool) -> Option<usize> {
        let now = self.now;
        let loans = self.positions.loans.iter().enumerate();
        let found = loans.filter(|(_, loan)| (loan.maturity <= now) == late);
        found.choose(&mut self.random).map(|(place, _)| place)
    }

    /// A loan, or a part of it, is repaid at what is asked for it in this second.
    async fn restore_fixed(&mut self, kind: Kind, place: usize) -> eyre::Result<()> {
        let loan = self.positions.loans[place].clone();
        let face = self.part(loan.face);
        let slope = self.positions.slope_of(place, face);
        let (token, desk, fixed) = (self.token(), self.pool.owner.clone(), self.pool.fixed());
        let preview = fixed.preview_restore_fixed(token, loan.maturity, face, slope);
        let cost = preview.call().await?;
        let paid = self.hand_over(cost).await?;
        let restore = fixed.restore_fixed(token, loan.maturity, face, slope, cost);
        let restored = Self::granted(kind, desk.attempt(restore).await?);
        let said: FixedRestoredFilter = heard(&restored).expect("it is told");
        assert_eq!(said.assets, cost, "INV-MAX-01: previewRestoreFixed({face})");
        self.positions.repay(place, face, self.now);
        let nature = match kind {
            Kind::RestoreLate => Nature::Free,
            _ => Nature::Repaying(said.fee),
        };
        self.saw(kind, nature, &[paid, restored]).await
    }
}
