//! The three deals beside a deposit: each a change of the book, with the price at which it happens.

use super::{Change, Factors};
use crate::{
    ladder::{Position, Side},
    money::{Amount, Balance},
    week::Week,
};

/// A new fixed loan: its base price, and the change of the book.
#[must_use]
pub fn loan(factors: &Factors, week: Week, face: Amount) -> (Amount, Change) {
    let price = factors.loan(face);
    let change = Change {
        side: Side::Assets,
        week,
        face,
        comes: true,
        cash: opposite(price),
    };
    (price, change)
}

/// A fixed deposit, or a part of one, that leaves before its maturity.
#[must_use]
pub fn early_exit(factors: &Factors, position: &Position, now: u64) -> (Amount, Change) {
    let price = factors.early_exit(position.face, position.cost_down(now));
    (price, leaves(position, opposite(price)))
}

/// A fixed loan, or a part of one, that is repaid before its maturity.
#[must_use]
pub fn repayment(factors: &Factors, position: &Position, now: u64) -> (Amount, Change) {
    let price = factors.repayment(position.face, position.cost_up(now));
    (price, leaves(position, price.signed()))
}

fn leaves(position: &Position, cash: Balance) -> Change {
    Change {
        side: position.side,
        week: position.week,
        face: position.face,
        comes: false,
        cash,
    }
}

fn opposite(amount: Amount) -> Balance {
    Balance::ZERO.minus(amount.signed())
}
