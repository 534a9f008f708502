//! What a buffer pool has beside its strategies, what it owes, and how both follow the book.

use crate::{
    book::drip::Drip,
    money::{Amount, Balance},
    refusal::{Cause, Refusal},
};

/// The accounts of a pool, strategies aside.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Accounts {
    /// Received less sent: the first tier.
    pub cash: Amount,
    /// Lent to the book for redemptions and not repaid.
    pub lent: Amount,
    /// Owed to the book for losses the pool bore.
    pub charged: Amount,
    /// Gains not yet released.
    pub drip: Drip,
}

/// What others tell of the pool's accounts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Statement {
    /// Tokens that are here beyond the cash: whoever has the book repay sends them unannounced.
    pub arrived: Amount,
    /// What the book owes the pool: what it drew, and income not paid out.
    pub owed: Amount,
    /// What the pool owes the book.
    pub receivable: Amount,
}

impl Accounts {
    /// Brings the accounts to a statement. Tells what it posted: a gain, which goes to the drip, or a loss.
    ///
    /// What the book pays is income first: what it drew counts as repaid only once it owes less than that. A claim that the
    /// book cancelled is a loss like one the pool is charged with.
    pub fn settle(&mut self, statement: &Statement, now: u64) -> Balance {
        let arrived = statement.arrived.min(Amount::MAX.less(self.cash));
        let lent = self.lent.min(statement.owed);
        let ended = self.lent.less(lent).signed();
        let borne = statement.receivable.signed().minus(self.charged.signed());
        let posted = arrived.signed().minus(ended).minus(borne);
        self.cash = Amount::new(self.cash.raw().saturating_add(arrived.raw()));
        self.lent = lent;
        self.charged = statement.receivable;
        self.post(posted, now);
        posted
    }

    /// Posts a change of value that is already in the accounts or the strategies: a gain is held back by the drip, a loss
    /// takes from the drip what it can.
    pub fn post(&mut self, change: Balance, now: u64) {
        let room = Amount::MAX.less(self.drip.remaining(now));
        // Within the room, so it is never refused; what storage cannot hold back counts at once.
        let _held = self.drip.add(change.gain().min(room), now);
        self.drip.take(change.shortfall(), now);
    }

    /// What all shares own, with the accounted value of the strategies.
    #[must_use]
    pub fn net(&self, invested: Amount, now: u64) -> Balance {
        let held = self.held(invested).signed().plus(self.lent.signed());
        held.minus(self.charged.signed())
            .minus(self.drip.remaining(now).signed())
    }

    /// All tiers together.
    #[must_use]
    pub fn held(&self, invested: Amount) -> Amount {
        Amount::new(self.cash.raw().saturating_add(invested.raw()))
    }

    /// Cash that is not owed to the book for losses.
    #[must_use]
    pub fn free(&self) -> Amount {
        self.cash.less(self.charged)
    }

    /// Lends cash for redemptions.
    ///
    /// # Errors
    /// [`Cause::CashShort`] with the free cash and the amount; [`Cause::AmountTooLarge`].
    pub fn lend(&mut self, assets: Amount) -> Result<(), Refusal> {
        let lent = self.lent.plus(assets)?;
        self.pay(assets)?;
        self.lent = lent;
        Ok(())
    }

    /// Pays for losses the pool bore.
    ///
    /// # Errors
    /// [`Cause::AmountTooSmall`] if less is owed, or there is less cash.
    pub fn cover(&mut self, assets: Amount) -> Result<(), Refusal> {
        let charged = self.charged.minus(assets)?;
        self.cash = self.cash.minus(assets)?;
        self.charged = charged;
        Ok(())
    }

    /// Pays cash out that is not owed to the book.
    ///
    /// # Errors
    /// [`Cause::CashShort`] with the free cash and the amount.
    pub fn pay(&mut self, assets: Amount) -> Result<(), Refusal> {
        let free = self.free();
        if assets > free {
            return Err(Refusal::new(Cause::CashShort, free.raw(), assets.raw()));
        }
        self.cash = self.cash.less(assets);
        Ok(())
    }
}
