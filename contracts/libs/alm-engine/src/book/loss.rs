//! Who bears a loss, in order: what is owed to the buffer is cancelled; the buffer's own claim is burned by accounting
//! and becomes receivable; equity; floating depositors, unreleased gains before the net value. What none of them can
//! bear is a deficit, which fixed claims bear as they are paid ([`super::deficit`]).

use super::{
    claims::{Claims, Part},
    income::Split,
    state::Book,
};
use crate::{money::Amount, refusal::Refusal};

/// What each rank can bear, and then what it bears.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ranks {
    /// What the book owes the buffer.
    pub owed_to_buffer: Amount,
    /// The buffer pool's assets not yet called.
    pub buffer: Amount,
    /// Equity.
    pub equity: Amount,
    /// Gains not yet released.
    pub drip: Amount,
    /// The net value: a recorded loss of floating depositors.
    pub floating: Amount,
}

impl Ranks {
    /// Divides a loss over the ranks, each to its capacity before the next. Returns what each bears, and what none can.
    #[must_use]
    pub fn divide(&self, loss: Amount) -> (Self, Amount) {
        let mut left = loss;
        let mut bear = |capacity: Amount| {
            let borne = capacity.min(left);
            left = left.less(borne);
            borne
        };
        let borne = Self {
            owed_to_buffer: bear(self.owed_to_buffer),
            buffer: bear(self.buffer),
            equity: bear(self.equity),
            drip: bear(self.drip),
            floating: bear(self.floating),
        };
        (borne, left)
    }
}

impl Claims {
    /// Lets the ranks bear a loss by which the book's assets have just fallen. `buffer` is what the buffer pool can be
    /// charged with. Returns who bears what, and what none of them can: by that the net value is then below zero, or further
    /// below.
    ///
    /// # Errors
    /// [`crate::refusal::Cause::AmountTooLarge`] if storage cannot hold the claims.
    pub fn bear(
        &mut self,
        book: &mut Book,
        loss: Amount,
        buffer: Amount,
        split: Split,
    ) -> Result<(Ranks, Amount), Refusal> {
        self.settle(book, split);
        let capacity = Ranks {
            owed_to_buffer: self.owed_to_buffer,
            buffer: buffer.min(Amount::MAX.less(self.receivable)),
            equity: self.equity,
            drip: book.drip.remaining(book.accrued_at),
            floating: book.net_value().plus(loss.signed()).gain(),
        };
        let (borne, rest) = capacity.divide(loss);
        self.lower(book, Part::OwedToBuffer, borne.owed_to_buffer)?;
        self.raise(book, Part::Receivable, borne.buffer)?;
        self.lower(book, Part::Equity, borne.equity)?;
        book.drip.take(borne.drip, book.accrued_at);
        Ok((borne, rest))
    }
}
