//! What holds while a feed is silent for longer than its heartbeat.

use alm_deploy::contracts::credit_terms::abi::PriceStale;
use alm_harness::{assert_reverts_with, credit_desk::Kind};
use ethers::types::U256;

use super::{Stage, USDC};
use crate::rounds::history::Round;

impl Stage<'_> {
    /// At the end of the heartbeat new risk is still taken; a second later it is refused, and everybody can leave.
    pub(super) async fn look_into(&mut self, last: Round) -> eyre::Result<()> {
        let end = self.time(last) + self.heartbeat;
        if self.pool.chain.now().await? + 10 > end {
            return Ok(());
        }
        self.pool.chain.advance_to(end - 8).await?;
        self.refresh().await?;
        self.pool.chain.advance_to(end).await?;
        let borrow = vec![self.borrow(10, &self.saver)];
        let borrow = self.batch(&self.saver, borrow);
        borrow.call().await?;
        self.pool.chain.advance_to(end + 1).await?;
        let stale = PriceStale {
            feed: self.feed.address(),
            have: (self.heartbeat + 1).into(),
            want: self.heartbeat.into(),
        };
        assert_reverts_with!(borrow, stale.clone());
        // A millionth of a token.
        let unit = U256::exp10(12);
        let part = vec![self.step(Kind::Withdraw, unit, &self.debtor)];
        assert_reverts_with!(self.batch(&self.debtor, part), stale);
        self.leave().await?;
        self.tally.silences += 1;
        Ok(())
    }

    /// Without a price: a part is repaid, and both could take everything out.
    async fn leave(&self) -> eyre::Result<()> {
        let (debtor, saver) = (&self.debtor, &self.saver);
        let all = self.step(Kind::Withdraw, U256::MAX, saver);
        self.batch(saver, vec![all]).call().await?;
        let mut all = self.borrow(0, debtor);
        (all.kind, all.amount) = (Kind::Repay as u8, U256::MAX);
        let out = self.step(Kind::Withdraw, U256::MAX, debtor);
        self.batch(debtor, vec![all.clone(), out]).call().await?;
        all.amount = self.pool.markets[USDC].token.whole(1);
        debtor.send(self.batch(debtor, vec![all])).await?;
        Ok(())
    }
}
