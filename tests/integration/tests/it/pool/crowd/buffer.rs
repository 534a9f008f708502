//! What the buffer pool does: it tells what it counts for, lends for redemptions, is repaid, and covers losses.

use alm_harness::treasury_book::BufferRepaidFilter;
use ethers::types::U256;
use rand::Rng;

use super::{tally::Kind, watch::Nature, world::Crowd};
use crate::pool::heard;

impl Crowd {
    pub(super) async fn act_as_buffer(&mut self) -> eyre::Result<()> {
        match self.random.random_range(0..3) {
            0 => self.set_backing().await,
            1 => self.repay_buffer().await,
            _ => self.cover_loss().await,
        }
    }

    /// What queues to leave and no cash is there for.
    pub(super) fn short(&self) -> U256 {
        let (book, limits) = (&self.ledger.book, &self.limits);
        let kept = book.pot + limits.matured + limits.reserved;
        limits.queued.saturating_sub(book.cash.saturating_sub(kept))
    }

    async fn set_backing(&mut self) -> eyre::Result<()> {
        let [countable, chargeable] = [self.sizable(), self.sizable()];
        let (token, buffer) = (self.token(), self.buffer.clone());
        let call = self
            .pool
            .treasury()
            .set_backing(token, countable, chargeable);
        let told = Self::granted(Kind::SetBacking, buffer.attempt(call).await?);
        self.saw(Kind::SetBacking, Nature::Free, &[told]).await
    }

    pub(super) async fn draw_buffer(&mut self) -> eyre::Result<()> {
        let (token, buffer) = (self.token(), self.buffer.clone());
        // Who queues has interest to come: what is short is read in this second.
        let accrual = buffer.attempt(self.pool.sheet.accrue(token)).await?;
        let accrued = accrual.done("accrue")?;
        self.saw(Kind::Accrue, Nature::Still, &[accrued]).await?;
        let assets = self.sizable().min(self.short());
        if assets.is_zero() {
            return Ok(());
        }
        let (account, sheet) = (buffer.account(), self.pool.sheet.address());
        let lent = self.pool.token.transfer(account, sheet, assets).await?;
        let call = self.pool.treasury().draw_buffer(token, assets);
        let drawn = Self::granted(Kind::DrawBuffer, buffer.attempt(call).await?);
        self.saw(Kind::DrawBuffer, Nature::Free, &[lent, drawn])
            .await
    }

    async fn repay_buffer(&mut self) -> eyre::Result<()> {
        let (token, user) = (self.token(), self.user());
        let call = self.pool.treasury().repay_buffer(token);
        let repaid = Self::granted(Kind::RepayBuffer, user.attempt(call).await?);
        // Nothing is done while nothing is owed, or a provision is open.
        let said: Option<BufferRepaidFilter> = heard(&repaid);
        if said.is_none() {
            return self.saw(Kind::Accrue, Nature::Still, &[repaid]).await;
        }
        self.saw(Kind::RepayBuffer, Nature::Free, &[repaid]).await
    }

    async fn cover_loss(&mut self) -> eyre::Result<()> {
        let (token, buffer, treasury) = (self.token(), self.buffer.clone(), self.pool.treasury());
        let receivable = treasury.backing(token).call().await?.receivable;
        let assets = self.part(receivable);
        if assets.is_zero() {
            return Ok(());
        }
        let (account, sheet) = (buffer.account(), self.pool.sheet.address());
        let paid = self.pool.token.transfer(account, sheet, assets).await?;
        let call = treasury.cover_loss(token, assets);
        let covered = Self::granted(Kind::CoverLoss, buffer.attempt(call).await?);
        self.saw(Kind::CoverLoss, Nature::Free, &[paid, covered])
            .await
    }
}
