//! Who comes first when there is cash: draws on the buffer are repaid (unless a provision is open), then the redemption
//! queue is served, then the pool lends.

use crate::money::Amount;

/// The cash of a book and what waits for it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Waiting {
    /// Received less sent.
    pub cash: Amount,
    /// Owed to those who have already left or are leaving: reserved, matured and pot together.
    pub kept: Amount,
    /// Owed to the buffer.
    pub owed_to_buffer: Amount,
    /// Whether a provision is open: the buffer must not be repaid what it may have to bear.
    pub provision_open: bool,
    /// What the redemption queue would take, rounded up.
    pub queued: Amount,
    /// What the buffer has lent for the queue and the queue has not got yet: while there is any, the queue comes first.
    pub lent: Amount,
}

/// How the cash is divided. The three parts together are the free cash.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Division {
    /// To repay the buffer.
    pub buffer: Amount,
    /// To serve the queue.
    pub queue: Amount,
    /// To lend, and for instant exits.
    pub free: Amount,
}

impl Waiting {
    /// Divides the cash in the order of priority.
    #[must_use]
    pub fn divide(&self) -> Division {
        let cash = self.cash.less(self.kept);
        // It was lent because all this cash does not do for the queue.
        let passed_on = if self.lent.is_zero() {
            Amount::ZERO
        } else {
            self.queued.min(cash)
        };
        let buffer = if self.provision_open {
            Amount::ZERO
        } else {
            self.owed_to_buffer.min(cash.less(passed_on))
        };
        let cash = cash.less(buffer);
        let queue = self.queued.min(cash);
        Division {
            buffer,
            queue,
            free: cash.less(queue),
        }
    }

    /// The most that instant exits may take: the cash that is neither kept nor queued for. They do not wait for the
    /// buffer: repaying it is the book's duty, not the leaver's.
    #[must_use]
    pub fn instant(&self) -> Amount {
        self.cash.less(self.kept).less(self.queued)
    }
}
