//! Borrowers who move towards a utilisation.

use super::stand::Stand;
use crate::convert::to_u128;
use crate::embedded::EmbeddedError;

/// One, in millionths.
const MILLION: u128 = 1_000_000;
/// Nearer to its target than this part of the pool, nobody moves.
const SLACK: u128 = 1_000;
/// Halvings in search of the largest loan that is granted.
const HALVINGS: u32 = 8;

/// What the borrowers do, and how far they have come today.
#[derive(Debug, Clone, Copy)]
pub(super) struct Borrowers {
    /// Most of the loans that is repaid in a day, millionths.
    pub(super) repayment: u32,
    /// What may still be repaid today.
    left_today: u128,
    /// Days on which the guard refused a loan.
    pub(super) refused: u64,
    refused_today: bool,
}

impl Borrowers {
    pub(super) fn new(repayment: u32) -> Self {
        Self {
            repayment,
            left_today: 0,
            refused: 0,
            refused_today: false,
        }
    }

    /// Begins a day with these loans.
    pub(super) fn open_day(&mut self, loans: u128) {
        self.left_today = loans.saturating_mul(u128::from(self.repayment)) / MILLION;
        self.refused_today = false;
    }

    /// Borrows or repays towards `target` millionths of cash and loans, what waits to leave taken off: borrowers make room
    /// for those who leave, as they do where rates rise with utilisation.
    pub(super) async fn move_to(
        &mut self,
        stand: &mut Stand,
        target: u32,
        waiting: u128,
        time: u64,
    ) -> Result<(), EmbeddedError> {
        let book = stand.book(time).await?;
        let (cash, loans) = (to_u128(book.cash), to_u128(book.floating_loans));
        let pool = cash.saturating_add(loans).saturating_sub(waiting);
        let aim = pool.saturating_mul(u128::from(target)) / MILLION;
        let slack = pool / SLACK;
        if loans > aim + slack {
            return self.repay(stand, loans - aim, time);
        }
        // A desk's smallest loan is one token.
        let wanted = aim.saturating_sub(loans).min(cash);
        if wanted <= slack.max(MILLION) {
            return Ok(());
        }
        self.borrow(stand, wanted, time).await
    }

    fn repay(&mut self, stand: &mut Stand, wanted: u128, time: u64) -> Result<(), EmbeddedError> {
        let amount = wanted.min(self.left_today);
        if amount == 0 {
            return Ok(());
        }
        self.left_today -= amount;
        stand.restore(amount, time)
    }

    /// Draws as much as the guard grants.
    async fn borrow(
        &mut self,
        stand: &mut Stand,
        wanted: u128,
        time: u64,
    ) -> Result<(), EmbeddedError> {
        if stand.can_draw(wanted, time).await? {
            return stand.draw(wanted, time);
        }
        if !self.refused_today {
            (self.refused, self.refused_today) = (self.refused + 1, true);
        }
        let (mut granted, mut refused) = (0, wanted);
        for _ in 0..HALVINGS {
            let middle = granted + (refused - granted) / 2;
            if middle >= MILLION && stand.can_draw(middle, time).await? {
                granted = middle;
            } else {
                refused = middle;
            }
        }
        if granted == 0 {
            Ok(())
        } else {
            stand.draw(granted, time)
        }
    }
}
