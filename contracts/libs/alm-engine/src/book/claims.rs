//! The parts of a book's claims: cold slots, touched when money moves between owners, not by deposits and withdrawals.
//!
//! ```text
//! claims = pot + equity + owed to buffer + matured + reserved - overdue - receivable + unsplit income
//! ```
//!
//! Income becomes claims without saying whose; the next call that touches the parts divides it ([`Claims::settle`]).
//! Every method moves a part and the book's sum together, so that the line above always holds.

use super::{
    income::{Legs, Split},
    state::Book,
};
use crate::{
    money::{Amount, Balance},
    refusal::Refusal,
};

/// The parts of a book's claims.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Claims {
    /// The funded imbalance potential.
    pub pot: Amount,
    /// The protocol's equity: a nominal claim, fees included.
    pub equity: Amount,
    /// What the book owes its buffer pool: draws not repaid, income not paid out.
    pub owed_to_buffer: Amount,
    /// Fixed claims past their maturity, not collected yet.
    pub matured: Amount,
    /// Set aside for settled redemptions.
    pub reserved: Amount,
    /// Fixed assets past their maturity, net of provisions: an asset.
    pub overdue: Amount,
    /// What the buffer pool owes for losses it bears: an asset.
    pub receivable: Amount,
}

/// One part of the claims.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// [`Claims::pot`].
    Pot,
    /// [`Claims::equity`].
    Equity,
    /// [`Claims::owed_to_buffer`].
    OwedToBuffer,
    /// [`Claims::matured`].
    Matured,
    /// [`Claims::reserved`].
    Reserved,
    /// [`Claims::overdue`].
    Overdue,
    /// [`Claims::receivable`].
    Receivable,
}

/// How unsplit income was divided.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Settled {
    /// To equity.
    pub to_equity: Amount,
    /// To what is owed to the buffer.
    pub to_buffer: Amount,
}

impl Claims {
    /// The parts together, assets negative.
    #[must_use]
    pub fn total(&self) -> Balance {
        // Each part is below 2^96: nothing here overflows.
        let owing = self
            .pot
            .raw()
            .wrapping_add(self.equity.raw())
            .wrapping_add(self.owed_to_buffer.raw())
            .wrapping_add(self.matured.raw())
            .wrapping_add(self.reserved.raw());
        let owned = self.overdue.raw().wrapping_add(self.receivable.raw());
        Balance::new((owing as i128).wrapping_sub(owned as i128))
    }

    /// Income that became claims and is not divided yet.
    #[must_use]
    pub fn unsplit(&self, book: &Book) -> Amount {
        book.claims.minus(self.total()).gain()
    }

    /// Divides the unsplit income between equity and the buffer. Called under the split it accrued under: before a new
    /// split is stored.
    ///
    /// # Rounding
    /// The buffer's part is rounded down, the rest is equity's. What storage cannot hold stays unsplit.
    pub fn settle(&mut self, book: &Book, split: Split) -> Settled {
        let unsplit = self.unsplit(book);
        let buffer = split.to_buffer(unsplit);
        let settled = Settled {
            to_equity: unsplit.less(buffer).min(Amount::MAX.less(self.equity)),
            to_buffer: buffer.min(Amount::MAX.less(self.owed_to_buffer)),
        };
        self.equity = sum(self.equity, settled.to_equity);
        self.owed_to_buffer = sum(self.owed_to_buffer, settled.to_buffer);
        settled
    }

    /// Raises a part. The net value falls by as much if the part is owed, and rises if it is an asset.
    ///
    /// # Errors
    /// [`crate::refusal::Cause::AmountTooLarge`].
    pub fn raise(&mut self, book: &mut Book, part: Part, by: Amount) -> Result<(), Refusal> {
        let raised = self.get(part).plus(by)?;
        self.set(book, part, raised)
    }

    /// Lowers a part. The net value rises by as much if the part is owed, and falls if it is an asset.
    ///
    /// # Errors
    /// [`crate::refusal::Cause::AmountTooSmall`] with the part and the amount.
    pub fn lower(&mut self, book: &mut Book, part: Part, by: Amount) -> Result<(), Refusal> {
        let lowered = self.get(part).minus(by)?;
        self.set(book, part, lowered)
    }

    /// Moves the weeks that fell due out of the carrying value: what the book owned to overdue, what it owed to
    /// matured. The net value does not move.
    ///
    /// # Errors
    /// [`crate::refusal::Cause::AmountTooLarge`]: never, if bookings keep each side's faces, past ones included,
    /// within storage.
    pub fn roll(
        &mut self,
        book: &mut Book,
        assets: Amount,
        liabilities: Amount,
    ) -> Result<(), Refusal> {
        self.raise(book, Part::Overdue, assets)?;
        self.raise(book, Part::Matured, liabilities)?;
        let left = assets.signed().minus(liabilities.signed());
        book.carrying = book.carrying.minus(left);
        Ok(())
    }

    /// Lets equity bear the loss an accrual left, unsplit income settled before. Returns the division of that income.
    pub fn cover(&mut self, book: &mut Book, legs: &mut Legs, split: Split) -> Settled {
        let settled = self.settle(book, split);
        let borne = legs.loss.min(self.equity);
        self.equity = self.equity.less(borne);
        book.claims = book.claims.minus(borne.signed());
        legs.loss = legs.loss.less(borne);
        legs.from_equity = sum(legs.from_equity, borne);
        settled
    }

    /// A part.
    #[must_use]
    pub fn get(&self, part: Part) -> Amount {
        match part {
            Part::Pot => self.pot,
            Part::Equity => self.equity,
            Part::OwedToBuffer => self.owed_to_buffer,
            Part::Matured => self.matured,
            Part::Reserved => self.reserved,
            Part::Overdue => self.overdue,
            Part::Receivable => self.receivable,
        }
    }

    /// Gives a part its new value, and the book's sum the difference.
    fn set(&mut self, book: &mut Book, part: Part, value: Amount) -> Result<(), Refusal> {
        let before = self.total();
        let mut after = *self;
        let place = match part {
            Part::Pot => &mut after.pot,
            Part::Equity => &mut after.equity,
            Part::OwedToBuffer => &mut after.owed_to_buffer,
            Part::Matured => &mut after.matured,
            Part::Reserved => &mut after.reserved,
            Part::Overdue => &mut after.overdue,
            Part::Receivable => &mut after.receivable,
        };
        *place = value;
        book.change_claims(after.total().minus(before))?;
        *self = after;
        Ok(())
    }
}

/// A sum that fits because the caller bounded it.
fn sum(a: Amount, b: Amount) -> Amount {
    Amount::new(a.raw().saturating_add(b.raw()))
}
