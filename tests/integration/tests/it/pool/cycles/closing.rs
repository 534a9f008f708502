//! The way back: to the same shares, claims and debts as at the start.

use ethers::types::U256;
use rand::seq::SliceRandom;

use super::trader::{Holdings, Trader};

/// What has to be brought back.
#[derive(Clone, Copy)]
enum Kind {
    Shares,
    Debt,
    Claims(usize),
    Loans(usize),
}

impl Trader {
    /// Brings everything back, in any order. Tells whether it could be done: an edge may be in the way.
    pub(super) async fn come_back(&mut self, start: &Holdings) -> eyre::Result<bool> {
        let mut kinds = vec![Kind::Shares, Kind::Debt];
        kinds.extend((0..self.maturities.len()).map(Kind::Claims));
        kinds.extend((0..self.maturities.len()).map(Kind::Loans));
        kinds.shuffle(&mut self.random);
        // What one step sets free the edge may have kept another from.
        for _ in 0..2 {
            for kind in &kinds {
                self.bring_back(*kind, start).await?;
            }
        }
        let end = self.holdings().await?;
        let same = end.shares == start.shares && end.loans == start.loans;
        let claimed = end.claims.iter().zip(&start.claims);
        let owed = end.debt <= start.debt;
        Ok(same && owed && claimed.into_iter().all(|(have, want)| have >= want))
    }

    async fn bring_back(&mut self, kind: Kind, start: &Holdings) -> eyre::Result<bool> {
        let now = self.holdings().await?;
        match kind {
            Kind::Shares if now.shares > start.shares => {
                self.redeem(now.shares - start.shares).await
            }
            Kind::Shares if now.shares < start.shares => self.mint(start.shares - now.shares).await,
            Kind::Debt if now.debt > start.debt => self.pay_down(now.debt - start.debt).await,
            Kind::Debt if now.debt < start.debt => self.draw_up(start.debt - now.debt).await,
            Kind::Claims(place) if now.claims[place] > start.claims[place] => {
                self.leave(place, now.claims[place] - start.claims[place])
                    .await
            }
            Kind::Claims(place) if now.claims[place] < start.claims[place] => {
                self.buy(place, start.claims[place] - now.claims[place])
                    .await
            }
            Kind::Loans(place) if now.loans[place] > start.loans[place] => {
                self.repay(place, now.loans[place] - start.loans[place])
                    .await
            }
            Kind::Loans(place) if now.loans[place] < start.loans[place] => {
                self.borrow(place, start.loans[place] - now.loans[place])
                    .await
            }
            _ => Ok(true),
        }
    }

    /// Repays the least that cancels so many debt shares.
    async fn pay_down(&mut self, shares: U256) -> eyre::Result<bool> {
        let (scale, index) = (U256::exp10(24), self.pool.book().await?.index);
        self.restore((shares * index + scale - 1) / scale).await
    }

    /// Draws the most for which at most so many debt shares are issued.
    async fn draw_up(&mut self, shares: U256) -> eyre::Result<bool> {
        let (token, to) = (self.pool.token.address, self.actor.address());
        let (mut low, mut high) = (U256::zero(), shares * 2);
        while high - low > U256::one() {
            let middle = (low + high) / 2;
            let draw = self.pool.sheet.draw(token, middle, to);
            let asked = draw.from(self.owner.address()).call().await;
            match asked {
                Ok(issued) if issued <= shares => low = middle,
                // Below the smallest loan nothing is issued: then the answer lies above.
                Err(_) if middle < self.pool.token.whole(1) => return Ok(false),
                _ => high = middle,
            }
        }
        self.draw(low).await
    }

    /// Deposits the least that buys a face.
    async fn buy(&mut self, place: usize, face: U256) -> eyre::Result<bool> {
        let (token, maturity) = (self.pool.token.address, self.maturities[place]);
        let (mut low, mut high) = (U256::zero(), face * 2);
        while high - low > U256::one() {
            let middle = (low + high) / 2;
            let quote = self.desk.preview_deposit(token, maturity, middle);
            match quote.call().await {
                Ok(bought) if bought >= face => high = middle,
                _ => low = middle,
            }
        }
        self.save(place, high).await
    }
}
