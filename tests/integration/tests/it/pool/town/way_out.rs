//! How everybody leaves.

use super::people::Town;
use crate::pool::exit_of;
use alm_harness::Actor;

impl Town {
    /// A part of those who leave by the queue asks for all its money.
    pub(super) async fn ask(&mut self, week: u64, weeks: u64) -> eyre::Result<()> {
        let of_week = |place: &usize| *place as u64 % weeks == week;
        for place in (0..self.leavers.len()).filter(of_week) {
            let one = self.leavers[place].clone();
            let who = one.address();
            let all = self.pool.vault.balance_of(who).call().await?;
            let request = self.pool.queue.request_redeem(all, who, who);
            let joined = one.attempt(request).await?.done("INV-GUARD-02")?;
            self.saw(&[joined]).await?;
            self.waiting.push(one);
        }
        Ok(())
    }

    /// What waits is settled; who can be paid is paid his part of his generation.
    pub(super) async fn settle_and_claim(&mut self) -> eyre::Result<()> {
        let anyone = self.keepers[0].clone();
        let settled = anyone.attempt(self.pool.queue.settle()).await?;
        self.saw(&[settled.done("INV-GUARD-02")?]).await?;
        let mut waiting = Vec::new();
        for one in std::mem::take(&mut self.waiting) {
            if !self.claim(&one).await? {
                waiting.push(one);
            }
        }
        self.waiting = waiting;
        Ok(())
    }

    /// Whether somebody's request is at an end.
    async fn claim(&mut self, one: &Actor) -> eyre::Result<bool> {
        let (who, queue) = (one.address(), self.pool.queue.clone());
        let (id, _) = queue.requests_of(who).call().await?;
        let shares = queue.claimable_redeem_request(id, who).call().await?;
        if shares.is_zero() {
            return Ok(false);
        }
        let generation = self.pool.generation(id.as_u64()).await?;
        let fair = generation.paid * shares / generation.filled;
        let due = queue.max_withdraw(who).call().await?;
        let before = self.pool.tokens(who).await?;
        let claim = queue.redeem(shares, who, who);
        let claimed = one.attempt(claim).await?.done("INV-GUARD-02")?;
        let paid = self.pool.tokens(who).await? - before;
        assert_eq!(paid, due, "INV-MAX-01: maxWithdraw");
        assert_eq!(paid, fair, "INV-QUEUE-01: pro rata in {generation:?}");
        self.saw(&[claimed]).await?;
        let (older, _) = queue.requests_of(who).call().await?;
        Ok(older.is_zero())
    }

    /// The desk pays all it owes.
    pub(super) async fn repay_all(&mut self) -> eyre::Result<()> {
        let (token, owner) = (self.pool.token, self.pool.owner.clone());
        let owed = self.ledger.book.floating_loans;
        let sheet = self.pool.sheet.address();
        let paid = token.transfer(owner.account(), sheet, owed).await?;
        let restore = self.pool.sheet.restore(token.address, owed);
        let restored = owner.attempt(restore).await?.done("INV-GUARD-02")?;
        self.saw(&[paid, restored]).await?;
        assert!(self.ledger.book.floating_loans.is_zero());
        Ok(())
    }

    /// Two days later everybody who asked has been paid.
    pub(super) async fn empty_the_queue(&mut self) -> eyre::Result<()> {
        for _ in 0..3 {
            self.settle_and_claim().await?;
            self.next_day().await?;
        }
        self.settle_and_claim().await?;
        assert!(self.waiting.is_empty(), "{} wait", self.waiting.len());
        let limits = self.pool.limits().await?;
        assert_eq!(
            (limits.reserved, limits.queued),
            Default::default(),
            "INV-QUEUE-01"
        );
        Ok(())
    }

    /// Those who renewed wait for their maturity, and are paid.
    pub(super) async fn leave_the_desk(&mut self) -> eyre::Result<()> {
        while !self.positions.claims.is_empty() {
            self.next_week().await?;
            self.collect_and_renew(true).await?;
            self.check().await?;
        }
        Ok(())
    }

    /// Everybody is paid the worth of his shares at cost: there is no ladder any more, and nothing is short.
    pub(super) async fn leave_the_vault(&mut self) -> eyre::Result<()> {
        for one in self.keepers.clone() {
            let (who, vault) = (one.address(), self.pool.vault.clone());
            let shares = vault.balance_of(who).call().await?;
            let value = self.ledger.book.net_value.into_raw() + 1;
            let worth = shares * value / (self.ledger.supply + 1_000_000);
            let before = self.pool.tokens(who).await?;
            let left = one
                .attempt(vault.redeem(shares, who, who))
                .await?
                .done("redeem")?;
            let fee = exit_of(&left).fee;
            let paid = self.pool.tokens(who).await? - before;
            assert_eq!(paid + fee, worth, "INV-BOOK-03: {shares} shares");
            self.saw(&[left]).await?;
        }
        Ok(())
    }

    /// The burned seed is all that is left in the vault, and every unit of cash has an owner.
    pub(super) async fn close(&mut self) -> eyre::Result<()> {
        self.check().await?;
        let burned = alm_harness::deposit_vault::NOBODY;
        let seed = self.pool.vault.balance_of(burned).call().await?;
        assert_eq!(self.ledger.supply, seed, "INV-SHARE-01");
        let book = &self.ledger.book;
        let owned = book.net_value.into_raw() + book.equity + book.owed_to_buffer;
        assert_eq!(owned + book.pot + book.drip, book.cash, "INV-BOOK-01");
        let held = self.pool.tokens(self.pool.sheet.address()).await?;
        assert_eq!(held, book.cash, "INV-BOOK-01");
        Ok(())
    }
}
