//! Leaving by the queue.

use alm_harness::{Actor, balance_sheet::ReservedFilter};
use ethers::types::U256;

use super::{
    tally::Kind,
    watch::Nature,
    world::{Crowd, START},
};
use crate::pool::heard;

impl Crowd {
    pub(super) async fn request(&mut self) -> eyre::Result<()> {
        let user = self.user();
        let shares = self.sizable() * U256::exp10(6);
        self.join(&user, shares).await
    }

    /// Somebody who has something wants all of it back.
    pub(super) async fn request_all(&mut self) -> eyre::Result<()> {
        let least = self.pool.token.whole(START / 10) * U256::exp10(6);
        for _ in 0..20 {
            let user = self.user();
            let held = self.pool.vault.balance_of(user.address()).call().await?;
            if held >= least {
                return self.join(&user, U256::MAX).await;
            }
        }
        Ok(())
    }

    async fn join(&mut self, user: &Actor, shares: U256) -> eyre::Result<()> {
        let (who, queue) = (user.address(), self.pool.queue.clone());
        let shares = self.pool.vault.balance_of(who).call().await?.min(shares);
        let attempt = user.attempt(queue.request_redeem(shares, who, who)).await?;
        let Some(joined) = self.taken(Kind::Request, attempt) else {
            return Ok(());
        };
        self.saw(Kind::Request, Nature::Quiet, &[joined]).await
    }

    /// Gives a request up that is not settled, or not for long enough.
    pub(super) async fn cancel(&mut self) -> eyre::Result<()> {
        let queue = self.pool.queue.clone();
        for _ in 0..30 {
            let user = self.user();
            let who = user.address();
            let (older, newer) = queue.requests_of(who).call().await?;
            let id = if newer.is_zero() { older } else { newer };
            if id.is_zero() {
                continue;
            }
            let before = self.pool.vault.balance_of(who).call().await?;
            // A part of it may be settled, and not for long enough.
            let Ok((shares, _)) = queue.cancel(id, who).from(who).call().await else {
                continue;
            };
            let cancelled = Self::granted(Kind::Cancel, user.attempt(queue.cancel(id, who)).await?);
            let after = self.pool.vault.balance_of(who).call().await?;
            assert_eq!(after - before, shares, "INV-QUEUE-01: cancel");
            return self.saw(Kind::Cancel, Nature::Quiet, &[cancelled]).await;
        }
        Ok(())
    }

    /// Anybody settles what waits: in order, at one price, and never for less than the book may pay.
    pub(super) async fn settle(&mut self) -> eyre::Result<()> {
        let user = self.user();
        let (head, tail) = self.pool.queue.line().call().await?;
        let before = self.pool.generation(head.as_u64()).await?;
        let settling = user.attempt(self.pool.queue.settle());
        let settled = Self::granted(Kind::Settle, settling.await?);
        let reserved: Option<ReservedFilter> = heard(&settled);
        let after = self.pool.generation(head.as_u64()).await?;
        let next = self.pool.generation(head.as_u64() + 1).await?;
        if head < tail {
            let in_order = next.filled.is_zero() || after.is_filled();
            assert!(in_order, "INV-QUEUE-01: {after:?} before {next:?}");
        }
        assert!(
            after.filled >= before.filled,
            "INV-QUEUE-01: {before:?} to {after:?}"
        );
        let nature = match reserved {
            Some(_) => Nature::Free,
            None => Nature::Quiet,
        };
        self.saw(Kind::Settle, nature, &[settled]).await
    }

    /// Somebody has all paid that is due.
    pub(super) async fn claim(&mut self) -> eyre::Result<()> {
        let queue = self.pool.queue.clone();
        for _ in 0..20 {
            let user = self.user();
            let who = user.address();
            let most = queue.max_redeem(who).call().await?;
            if most.is_zero() {
                continue;
            }
            let due = queue.max_withdraw(who).call().await?;
            let cash = self.pool.tokens(who).await?;
            let claiming = user.attempt(queue.redeem(most, who, who));
            let claimed = Self::granted(Kind::Claim, claiming.await?);
            let paid = self.pool.tokens(who).await? - cash;
            assert_eq!(paid, due, "INV-MAX-01: maxWithdraw");
            return self.saw(Kind::Claim, Nature::Still, &[claimed]).await;
        }
        Ok(())
    }
}
